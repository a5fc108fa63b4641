package ecomauction.bid.simulation;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class SimulationPackagedIT extends SimulationIT {}
