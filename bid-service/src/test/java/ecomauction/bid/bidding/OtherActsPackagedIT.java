package ecomauction.bid.bidding;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class OtherActsPackagedIT extends OtherActsIT {}
