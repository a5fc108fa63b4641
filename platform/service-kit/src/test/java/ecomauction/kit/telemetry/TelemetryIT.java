package ecomauction.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.kit.app.Http;
import ecomauction.kit.app.KitConsumer;
import ecomauction.kit.app.KitTest;
import ecomauction.kit.app.Servers;
import ecomauction.kit.app.Spans;
import ecomauction.kit.app.Until;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@KitTest
class TelemetryIT {

    @Inject MeterRegistry meters;
    @Inject Spans spans;
    @Inject KitConsumer consumer;

    @Test
    void measures_the_lag_of_outbox_and_consumers() {
        meters.counter("dead.letters", "topic", "some.events").increment(0);

        Until.isTrue(
                "the consumer's lag is measured",
                () -> metrics().contains("kafka_consumer_fetch_manager_records_lag"));
        assertThat(metrics()).contains("outbox_lag_seconds");
        assertThat(metrics()).contains("dead_letters_total{topic=\"some.events\"");
    }

    /// Restarting a pod does not bring a broker back.
    @Test
    void is_not_ready_without_kafka_and_yet_alive() {
        Until.isTrue("ready at first", () -> status("/q/health/ready") == 200);
        Servers.pause("kafka");
        try {
            Until.isTrue("not ready", () -> status("/q/health/ready") == 503);
            assertThat(status("/q/health/live")).isEqualTo(200);
        } finally {
            Servers.resume("kafka");
        }
        Until.isTrue("ready again", () -> status("/q/health/ready") == 200);
    }

    @Test
    void one_trace_goes_through_request_outbox_topic_and_consumer() {
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        Http.at("/kit/events/777")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .post("{}");

        Until.isTrue(
                "it is handled",
                () ->
                        spans.of(trace).stream()
                                .anyMatch(span -> span.getName().equals("process kit.events")));
        assertThat(consumer.traceOf(777)).isEqualTo(trace);
        // The request's own span may end after its answer has arrived.
        Until.isTrue(
                "both ends are known",
                () ->
                        spans.of(trace).stream()
                                .map(SpanData::getKind)
                                .toList()
                                .containsAll(List.of(SpanKind.SERVER, SpanKind.CONSUMER)));
        var handled =
                spans.of(trace).stream()
                        .filter(span -> span.getName().equals("process kit.events"))
                        .toList();
        assertThat(handled).hasSize(1);
        assertThat(spans.of(trace))
                .anyMatch(span -> span.getSpanId().equals(handled.getFirst().getParentSpanId()));
    }

    @Test
    void looks_at_database_and_broker() {
        assertThat(Http.at("/q/health/ready").get().json().findValuesAsText("name"))
                .anyMatch(name -> name.contains("PostgreSQL"))
                .anyMatch(name -> name.contains("Kafka"));
        assertThat(Http.at("/q/health/live").get().json().path("checks")).isEmpty();
    }

    private static String metrics() {
        return Http.at("/q/metrics").header("Accept", "text/plain").get().body();
    }

    private static int status(String path) {
        return Http.at(path).get().status();
    }
}
