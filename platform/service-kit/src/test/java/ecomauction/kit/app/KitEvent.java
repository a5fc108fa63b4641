package ecomauction.kit.app;

import ecomauction.contracts.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the small service publishes and reads.
public sealed interface KitEvent {

    Topic<KitEvent> TOPIC = new Topic<>("kit.events", "/kit-test", List.of(Happened.class));

    record Happened(int number, @Nullable String text) implements KitEvent {}
}
