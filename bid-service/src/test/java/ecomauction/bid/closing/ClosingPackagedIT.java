package ecomauction.bid.closing;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class ClosingPackagedIT extends ClosingIT {}
