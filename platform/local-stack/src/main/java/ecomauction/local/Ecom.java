package ecomauction.local;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The commands of `./ecom` that deal with processes: the data folder, the command, its arguments.
final class Ecom {
    private final Path data;
    private final List<String> arguments;
    private volatile boolean ending;

    private Ecom(Path data, List<String> arguments) {
        this.data = data;
        this.arguments = arguments;
    }

    static void main(String[] args) throws Exception {
        var words = new ArrayList<>(List.of(args));
        var data = Path.of(words.removeFirst()).toAbsolutePath().normalize();
        var command = words.removeFirst();
        var ecom = new Ecom(data, words);
        try {
            switch (command) {
                case "up" -> ecom.up();
                case "down" -> ecom.stack().down();
                case "status" -> ecom.status();
                case "reset" -> ecom.stack().reset();
                case "token" -> ecom.token(words.getFirst());
                default -> throw new StackProblem("There is no command " + command);
            }
        } catch (StackProblem problem) {
            System.err.println("\n" + problem.getMessage());
            System.exit(1);
        }
    }

    private LocalStack stack() {
        var free = arguments.remove("--free-ports");
        var options = Options.with(free ? Ports.free() : Ports.defaults());
        for (var extra : Options.Extra.values()) {
            if (arguments.remove("--" + extra.name().toLowerCase(Locale.ROOT))) {
                options = options.with(extra);
            }
        }
        return LocalStack.at(data, options);
    }

    private void up() throws IOException {
        var began = Instant.now();
        var stack = stack();
        var detach = arguments.remove("--detach");
        var ending = new Thread(() -> end(stack));
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            stack.up(arguments.toArray(String[]::new));
        } catch (StackProblem problem) {
            keep(ending);
            throw problem;
        }
        var took = Progress.seconds(Duration.between(began, Instant.now()));
        System.out.println("\nReady after " + took);
        if (arguments.isEmpty()) {
            tell(detach);
        }
        if (detach) {
            keep(ending);
        } else {
            watch(stack);
        }
    }

    private void end(LocalStack stack) {
        ending = true;
        stack.abort();
    }

    /// From here on the end of this launcher is not the end of what runs.
    private static void keep(Thread ending) {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            Supervisor.pause(Long.MAX_VALUE); // it is ending already: let it
        }
    }

    private void tell(boolean detached) throws IOException {
        var map = map();
        System.out.printf(
                """
                  Gateway   %1$s       what is where: %1$s/ and %2$s
                  Tokens    ./ecom token <user>         users: %3$s
                  Mail      %4$s
                  Keycloak  %5$s (admin, admin)
                  Stop      %6$s
                """,
                map.getString("gateway"),
                Path.of("").toAbsolutePath().relativize(data.resolve("map.json")),
                String.join(" ", map.getJsonArray("users").stream().map(String::valueOf).toList()),
                map.getString("mail"),
                map.getString("keycloak"),
                detached ? "./ecom down" : "Ctrl-C");
        if (map.containsKey("prometheus")) {
            System.out.printf(
                    "  Alarms    %s, mails to admin@example.test%n", map.getString("prometheus"));
        }
    }

    private JsonObject map() throws IOException {
        var file = data.resolve("map.json");
        if (!Files.exists(file)) {
            throw new StackProblem("Nothing was started here yet: ./ecom up");
        }
        return new JsonObject(Files.readString(file));
    }

    /// Until everything has ended: by Ctrl-C here, or by `./ecom down` elsewhere.
    private void watch(LocalStack stack) {
        var lost = new ArrayList<String>();
        for (var all = stack.running(); !all.isEmpty(); all = stack.running()) {
            for (var running : all) {
                if (!ending && running.process().isEmpty() && !lost.contains(running.name())) {
                    lost.add(running.name());
                    System.out.println(
                            "  ✗ %s has ended\n%s"
                                    .formatted(running.name(), Log.tail(running.log())));
                }
            }
            Supervisor.pause(500);
        }
    }

    private void status() {
        var all = StackFile.read(data.resolve("stack.json"));
        var total = 0L;
        for (var running : all) {
            var process = running.process();
            var memory = process.map(Memory::of).orElse(0L);
            total += memory;
            System.out.println(
                    "  %s %-22s %5d   %s"
                            .formatted(
                                    process.isPresent() ? "✓" : "✗",
                                    running.name(),
                                    running.ports().values().iterator().next(),
                                    process.isPresent()
                                            ? "%4d MB   pid %d".formatted(memory, running.pid())
                                            : "has ended, see " + running.log()));
        }
        if (all.isEmpty() || all.stream().anyMatch(running -> running.process().isEmpty())) {
            throw new StackProblem(all.isEmpty() ? "Nothing runs." : "Not everything runs.");
        }
        System.out.println("  %d MB in all".formatted(total));
    }

    private void token(String user) throws Exception {
        var map = map();
        var form =
                "grant_type=password&client_id=%1$s&username=%2$s&password=%2$s"
                        .formatted(map.getString("tokenClient"), user);
        var request =
                HttpRequest.newBuilder(URI.create(map.getString("tokenEndpoint")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try {
            var answer =
                    HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body();
            var token = new JsonObject(answer).getString("access_token");
            System.out.println(Objects.requireNonNullElseGet(token, () -> refused(user, answer)));
        } catch (IOException e) {
            throw new StackProblem("Keycloak does not answer: ./ecom up", e);
        }
    }

    private static String refused(String user, String answer) {
        throw new StackProblem("No token for " + user + ": " + answer);
    }
}
