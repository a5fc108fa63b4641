package ecomauction.bid.lot;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class UsedUpPoolPackagedIT extends UsedUpPoolIT {}
