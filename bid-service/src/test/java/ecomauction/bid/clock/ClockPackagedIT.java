package ecomauction.bid.clock;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class ClockPackagedIT extends ClockIT {}
