package ecomauction.bid.increments;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class IncrementTablePackagedIT extends IncrementTableIT {}
