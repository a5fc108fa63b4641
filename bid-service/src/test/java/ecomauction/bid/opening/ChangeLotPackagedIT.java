package ecomauction.bid.opening;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class ChangeLotPackagedIT extends ChangeLotIT {}
