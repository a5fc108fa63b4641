package ecomauction.bid.bidding;

import static ecomauction.bid.Api.bid;
import static ecomauction.bid.Auctions.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecomauction.bid.Await;
import ecomauction.bid.TestStack;
import ecomauction.kit.tx.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// With the settings by which the charts encrypt: the pool's connections and those of the shards.
@QuarkusTest
@TestStack
@TestProfile(OverTlsIT.Encrypted.class)
class OverTlsIT {

    public static final class Encrypted implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var reactive = "quarkus.datasource.reactive.";
            return Map.of(
                    reactive + "postgresql.ssl-mode", "verify-full",
                    reactive + "hostname-verification-algorithm", "HTTPS",
                    reactive + "trust-certificate-pem", "true",
                    reactive + "trust-certificate-pem.certs", EncryptedPostgres.start().toString());
        }
    }

    @Inject Database database;
    @Inject Vertx vertx;

    @AfterAll
    static void stop() {
        EncryptedPostgres.stop();
    }

    @Test
    void every_connection_is_encrypted() {
        assertEveryConnectionIsEncrypted();
    }

    static void assertEveryConnectionIsEncrypted() {
        var id = terms().publish();
        assertThat(bid("bidder1", id, 5_000).status()).isEqualTo(201);

        assertThat(EncryptedPostgres.sessions("bid", true)).isGreaterThan(1);
        // A session of the application that ran before may take a while to end.
        Await.until(() -> EncryptedPostgres.sessions("bid", false) == 0);
    }

    /// The certificate is for 127.0.0.1 only.
    @Test
    void a_database_that_cannot_prove_its_name_is_not_talked_to() {
        var elsewhere = database.options().setHost("localhost");

        assertThatThrownBy(() ->
                        PgConnection.connect(vertx, elsewhere)
                                .await()
                                .atMost(Duration.ofSeconds(60)))
                .isNotInstanceOf(io.smallrye.mutiny.TimeoutException.class)
                .hasMessageContaining("SSL");
    }

    @Test
    void migrations_are_encrypted_by_their_url() throws Exception {
        assertThat(EncryptedPostgres.isEncrypted("127.0.0.1")).isTrue();
        assertThatThrownBy(() -> EncryptedPostgres.isEncrypted("localhost"))
                .hasMessageContaining("hostname");
    }
}
