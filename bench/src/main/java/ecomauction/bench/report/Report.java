package ecomauction.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import ecomauction.bench.house.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.TreeMap;

/// Prints a result, keeps it as JSON under `bench/results`, and makes `bench/RESULTS.md` out of the
/// newest of each scenario.
public final class Report {

    private static final Path RESULTS = Path.of("bench/results");
    private static final Path SUMMARY = Path.of("bench/RESULTS.md");
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Report() {}

    public static void add(Result result, String command) {
        var text = table(result);
        System.out.println("\n" + text);
        var at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var map = new LinkedHashMap<String, Object>();
        map.put("scenario", result.scenario());
        map.put("title", result.title());
        map.put("at", at.toString());
        map.put("command", command);
        map.put("commit", output("git", "rev-parse", "--short", "HEAD"));
        map.put("machine", machine());
        map.put("disturbed", result.disturbed());
        map.put("figures", result.figures());
        map.put("verdicts", result.verdicts().stream().map(Verdict::toMap).toList());
        map.put("notes", result.notes());
        map.put("markdown", text);
        var name = at.toString().replaceAll("[-:]", "").replace("T", "-").replace("Z", "");
        try {
            Files.createDirectories(RESULTS);
            Files.writeString(
                    RESULTS.resolve(name + "-" + result.scenario() + ".json"),
                    JSON.writeValueAsString(map) + "\n");
            Files.writeString(SUMMARY, summary());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(Result result) {
        var lines = new ArrayList<String>();
        lines.add("| figure | median | goal | | rounds |");
        lines.add("|---|---:|---|---|---|");
        for (var figure : result.figures()) {
            lines.add(
                    "| %s | %s | %s | %s | %s |"
                            .formatted(
                                    figure.name(),
                                    figure.text(),
                                    figure.goal(),
                                    figure.goal().isEmpty() ? "" : figure.met() ? "✓" : "✗",
                                    figure.range()));
        }
        lines.add("");
        result.verdicts().forEach(verdict -> lines.add("- " + verdict.toText()));
        result.notes().forEach(note -> lines.add("- " + note));
        lines.add(
                "- Busy with other things, in the worst round: %.0f %% of the machine."
                        .formatted(100 * result.disturbed()));
        return "## %s\n\n%s\n\n%s\n"
                .formatted(result.scenario(), result.title(), String.join("\n", lines));
    }

    private static String summary() throws IOException {
        var newest = new TreeMap<String, JsonNode>();
        try (var files = Files.list(RESULTS)) {
            for (var file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                var result = JSON.readTree(file.toFile());
                newest.put(result.path("scenario").asText(), result);
            }
        }
        var text = new StringBuilder();
        text.append(
                """
                # Results

                The newest run of each scenario of `./ecom bench` and `./ecom faults`; all runs are in [results](results).
                Made by those commands, not by hand. How each figure is taken is said in [README.md](README.md).

                """);
        for (var result : newest.values()) {
            text.append(result.path("markdown").asText());
            text.append(
                    "\n`%s`, commit %s, %s, %s\n\n"
                            .formatted(
                                    result.path("command").asText(),
                                    result.path("commit").asText(),
                                    result.path("at").asText(),
                                    result.path("machine").asText()));
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String machine() {
        var model = "unknown CPU";
        try {
            model =
                    Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                            .filter(line -> line.startsWith("model name"))
                            .findFirst()
                            .map(line -> line.substring(line.indexOf(':') + 2))
                            .orElse(model);
        } catch (IOException noLinux) {
            model = System.getProperty("os.arch");
        }
        return "%d shared cores (%s), %s huge pages, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        model,
                        hugePages(),
                        Runtime.version().feature());
    }

    /// PostgreSQL's buffers are in them where there are enough.
    private static String hugePages() {
        try {
            return Files.readString(Path.of("/proc/sys/vm/nr_hugepages")).strip();
        } catch (IOException noLinux) {
            return "no";
        }
    }

    private static String output(String... line) {
        try {
            var process = new ProcessBuilder(line).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .trim();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
