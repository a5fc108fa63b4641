package ecomauction.local;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A process that was started, as `stack.json` remembers it.
///
/// @param stage 0 for what needs nothing; the stack ends from the highest stage down
public record Running(
        String name,
        long pid,
        Instant started,
        int stage,
        Map<String, Integer> ports,
        String fingerprint,
        String stopSignal,
        Path log) {
    /// The system tells start times with a jitter of up to a second or so.
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    /// The process itself, unless it has ended; another process that got its id later is not it.
    Optional<ProcessHandle> process() {
        return process(pid, started);
    }

    static Optional<ProcessHandle> process(long pid, Instant started) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAbout(process, started));
    }

    private static boolean startedAbout(ProcessHandle process, Instant started) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) < 0)
                .orElse(false);
    }

    JsonObject toJson() {
        var json =
                new JsonObject()
                        .put("pid", pid)
                        .put("started", started.toString())
                        .put("stage", stage);
        var numbers = new JsonObject();
        ports.forEach(numbers::put);
        return json.put("ports", numbers)
                .put("fingerprint", fingerprint)
                .put("stopSignal", stopSignal)
                .put("log", log.toString());
    }

    static Running of(String name, JsonObject json) {
        var ports = new LinkedHashMap<String, Integer>();
        for (var port : json.getJsonObject("ports")) {
            ports.put(port.getKey(), (Integer) port.getValue());
        }
        return new Running(
                name,
                json.getLong("pid"),
                Instant.parse(json.getString("started")),
                json.getInteger("stage"),
                ports,
                json.getString("fingerprint"),
                json.getString("stopSignal"),
                Path.of(json.getString("log")));
    }

    static List<Running> listOf(JsonObject json) {
        return json.stream()
                .map(entry -> of(entry.getKey(), (JsonObject) entry.getValue()))
                .toList();
    }
}
