package ecomauction.bid.bidding;

import ecomauction.bid.TestStack;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The same, against what is delivered: an executable has no TLS that was not built into it.
@QuarkusIntegrationTest
@TestStack
@TestProfile(OverTlsIT.Encrypted.class)
class OverTlsPackagedIT {

    @AfterAll
    static void stop() {
        EncryptedPostgres.stop();
    }

    @Test
    void every_connection_is_encrypted() {
        OverTlsIT.assertEveryConnectionIsEncrypted();
    }
}
