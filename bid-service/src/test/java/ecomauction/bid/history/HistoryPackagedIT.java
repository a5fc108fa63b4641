package ecomauction.bid.history;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, against what is delivered.
@QuarkusIntegrationTest
class HistoryPackagedIT extends HistoryIT {}
