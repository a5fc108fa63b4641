package ecomauction.auction.browsing;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class BrowsingPackagedIT extends BrowsingIT {}
