package ecomauction.notification;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class NewsPackagedIT extends NewsIT {}
