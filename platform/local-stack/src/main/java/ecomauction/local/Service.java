package ecomauction.local;

import ecomauction.local.Options.Extra;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// One of our services, as its build left it, told by the environment where everything is.
final class Service {
    private final Options.Home home;
    private final String service;
    private final String name;

    private Service(Options.Home home, String service, String name) {
        this.home = home;
        this.service = service;
        this.name = name;
    }

    static List<Server> replicas(Options.Home home, String service) {
        return names(home, service).stream()
                .map(name -> new Service(home, service, name).server())
                .toList();
    }

    /// `bid-service`, `bid-service-2`, …
    static List<String> names(Options.Home home, String service) {
        return IntStream.rangeClosed(1, home.options().replicas().getOrDefault(service, 1))
                .mapToObj(number -> number == 1 ? service : service + "-" + number)
                .toList();
    }

    private Server server() {
        var health = "http://127.0.0.1:%d/q/health/ready".formatted(home.port(name));
        return new Server(
                name,
                List.of(name),
                List.of("postgres", "kafka", "keycloak", "mail"),
                this::prepare,
                Ready.http(health));
    }

    private Server.Command prepare() throws IOException {
        var line = home.options().has(Extra.NATIVE) ? executable() : java();
        return new Server.Command(line, environment());
    }

    private List<String> java() throws IOException {
        var app = Snapshot.of(home, service + "/target/quarkus-app", "quarkus-run.jar");
        return new Jvm()
                .flags("-XX:+UseParallelGC", "-Xms64m", "-Xmx320m")
                .flags("-XX:+ExitOnOutOfMemoryError")
                .flags(home.jvmFlags(service))
                // Beside the jars that it fits, so that it goes when they go.
                .trained(app.resolve("app.aot"), app.resolve("app.aot.draft"), isWorthTraining(app))
                .program("-jar", app.resolve("quarkus-run.jar").toString())
                .line();
    }

    /// Training makes a service end later by some seconds. Who changes it all the time should not
    /// wait for that, so a cache is trained only for what is started a second time as it was.
    private boolean isWorthTraining(Path app) throws IOException {
        var startsFirst = app.resolve("started").toFile().createNewFile();
        return !startsFirst && name.equals(service) && !home.servesTests();
    }

    private List<String> executable() throws IOException {
        var file = service + "-runner";
        var folder = Snapshot.of(home, service + "/target", file, file);
        var line = new ArrayList<>(Options.FLAGS_OF_EXECUTABLES);
        line.addFirst(folder.resolve(file).toString());
        return line;
    }

    private Map<String, String> environment() {
        var database = service.replace("-service", "");
        var at = "postgresql://127.0.0.1:%d/%s".formatted(home.port("postgres"), database);
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_PROFILE", "local");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", "" + home.port(name));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", at);
        environment.put("QUARKUS_DATASOURCE_USERNAME", database);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database);
        environment.put("QUARKUS_FLYWAY_JDBC_URL", "jdbc:" + at);
        environment.put("QUARKUS_FLYWAY_USERNAME", database + "_owner");
        environment.put("QUARKUS_FLYWAY_PASSWORD", database + "_owner");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + home.port("kafka"));
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", Keycloak.url(home) + "/realms/ecomauction");
        environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
        environment.put("QUARKUS_MAILER_PORT", "" + home.port("smtp"));
        if (home.options().has(Extra.ARCHIVE)) {
            environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
        }
        environment.putAll(home.options().environment().getOrDefault(service, Map.of()));
        return environment;
    }
}
