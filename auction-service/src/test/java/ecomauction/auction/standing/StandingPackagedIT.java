package ecomauction.auction.standing;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class StandingPackagedIT extends StandingIT {}
