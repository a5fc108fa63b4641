package ecomauction.auction.listing;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class PublishingPackagedIT extends PublishingIT {}
