package ecomauction.bid.live;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class StreamPackagedIT extends StreamIT {}
