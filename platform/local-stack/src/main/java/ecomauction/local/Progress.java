package ecomauction.local;

import java.time.Duration;
import java.util.function.Consumer;

/// A line for every step.
record Progress(Consumer<String> out) {
    void started(Running running, Duration took) {
        line("✓", running, seconds(took));
    }

    void adopted(Running running) {
        line("✓", running, "was running");
    }

    void stopped(Running running, Duration took) {
        line("–", running, "stopped in " + seconds(took));
    }

    private void line(String mark, Running running, String text) {
        var port = running.ports().values().iterator().next();
        out.accept("  %s %-22s %5d   %s".formatted(mark, running.name(), port, text));
    }

    static String seconds(Duration took) {
        return "%.1f s".formatted(took.toMillis() / 1000.0);
    }
}
