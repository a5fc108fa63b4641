package ecomauction.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A workflow of GitHub Actions, held against what we ask of all of them.
record Workflow(String name, String text, JsonNode node) {

    private static final Pattern USES = Pattern.compile("uses: (\\S+)(.*)");
    private static final Pattern PINNED = Pattern.compile("[\\w./-]+@[0-9a-f]{40}");
    private static final Pattern PATH =
            Pattern.compile(
                    "(?<![\\w/.-])(?:\\./)?(?:\\.ci|helm|k8s|\\.github|platform)/[\\w./-]+[\\w]");

    static Workflow parse(String name, String text) {
        return new Workflow(name, text, Manifest.documents(text).getFirst());
    }

    static List<Workflow> all() {
        return Sources.under(".github/workflows", ".yml").stream()
                .map(file -> parse(file.getFileName().toString(), Sources.read(file)))
                .toList();
    }

    List<String> faults() {
        var faults = new ArrayList<String>();
        if (!node.path("permissions").isObject() || !node.path("permissions").isEmpty()) {
            faults.add("may do something before a job asks for it");
        }
        if (!node.has("concurrency")) {
            faults.add("may run beside itself");
        }
        for (var job : node.path("jobs").properties()) {
            job(job.getKey(), job.getValue(), faults);
        }
        USES.matcher(text)
                .results()
                .filter(uses -> !isPinned(uses.group(1), uses.group(2)))
                .forEach(uses -> faults.add("uses what may change: " + uses.group(1)));
        paths().filter(path -> !Files.exists(Sources.at(path)))
                .forEach(path -> faults.add("names what is not there: " + path));
        return faults.stream().map(fault -> name + " " + fault).toList();
    }

    private static void job(String name, JsonNode job, List<String> faults) {
        if (!job.has("permissions")) {
            faults.add("does not say what the job may do: " + name);
        }
        if (job.path("permissions").toString().matches(".*write-all.*|.*contents\":\"write.*")) {
            faults.add("lets a job change the sources: " + name);
        }
        if (!job.has("uses") && !job.has("timeout-minutes")) {
            faults.add("lets a job run for ever: " + name);
        }
        Manifest.elements(job.path("steps"))
                .map(step -> step.path("run").asText())
                .filter(run -> run.contains("${{"))
                .forEach(run -> faults.add("runs what others may write: " + run.strip()));
    }

    /// A local one is this very commit's; the version beside a hash is for people and Renovate.
    private static boolean isPinned(String action, String comment) {
        return action.startsWith("./")
                || PINNED.matcher(action).matches() && comment.matches(" # v\\d+\\.\\d+\\.\\d+");
    }

    /// Files and folders of ours.
    private Stream<String> paths() {
        var images =
                Manifest.elements(node.at("/jobs/images/strategy/matrix/variant"))
                        .map(variant -> "Dockerfile." + variant.asText());
        return Stream.concat(images, PATH.matcher(text).results().map(path -> path.group()));
    }
}
