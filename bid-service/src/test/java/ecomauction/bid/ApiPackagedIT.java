package ecomauction.bid;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class ApiPackagedIT extends ApiIT {}
