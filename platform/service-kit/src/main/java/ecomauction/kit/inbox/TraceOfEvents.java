package ecomauction.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Goes on with the trace in which an event was published, so that one trace shows request, outbox
/// and every consumer, and what these publish in turn.
@ApplicationScoped
class TraceOfEvents {

    private static final String PARENT = "traceparent";
    private static final TextMapGetter<String> GETTER =
            new TextMapGetter<>() {
                @Override
                public Iterable<String> keys(String parent) {
                    return List.of(PARENT);
                }

                @Override
                public @Nullable String get(@Nullable String parent, String key) {
                    return PARENT.equals(key) ? parent : null;
                }
            };

    private final Tracer tracer;

    TraceOfEvents(Tracer tracer) {
        this.tracer = tracer;
    }

    static @Nullable String of(ConsumerRecord<String, byte[]> message) {
        var header = message.headers().lastHeader(PARENT);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    /// Outside a message's own context a current span would leak to whatever else its thread does.
    Uni<Void> follow(@Nullable String parent, String topic, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() ->
                        parent == null || !VertxContext.isOnDuplicatedContext()
                                ? work.get()
                                : within(span(parent, topic), work));
    }

    private Span span(String parent, String topic) {
        var before =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, GETTER);
        return tracer.spanBuilder("process " + topic)
                .setParent(before)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic)
                .startSpan();
    }

    /// The scope is closed when the work ends, which is not when this method does.
    @SuppressWarnings("MustBeClosedChecker")
    private static Uni<Void> within(Span span, Supplier<Uni<Void>> work) {
        var scope = span.makeCurrent();
        return work.get()
                .onTermination()
                .invoke((done, failure, cancelled) -> {
                    if (failure != null) {
                        span.setStatus(StatusCode.ERROR).recordException(failure);
                    }
                    scope.close();
                    span.end();
                });
    }
}
