package ecomauction.local;

import ecomauction.local.Options.Extra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;

/// Prometheus and Alertmanager (`--observe`), with the rules and routes that the cluster has: those
/// of k8s/observability.
final class Observation {
    private static final String SOURCES = "k8s/observability";

    /// What `%local` of notification-service expects.
    private static final String SECRET = "local";

    private final Options.Home home;

    private Observation(Options.Home home) {
        this.home = home;
    }

    static List<Server> servers(Options.Home home) {
        var observation = new Observation(home);
        return List.of(
                new Server(
                        "alertmanager",
                        List.of("alertmanager"),
                        List.of(),
                        observation::alertmanager,
                        observation.ready("alertmanager")),
                new Server(
                        "prometheus",
                        List.of("prometheus"),
                        List.of("alertmanager"),
                        observation::prometheus,
                        observation.ready("prometheus")));
    }

    private Ready ready(String name) {
        return Ready.http("http://127.0.0.1:%d/-/ready".formatted(home.port(name)));
    }

    private Server.Command prometheus() throws IOException {
        var program = Extra.OBSERVE.program("prometheus");
        var folder = folder("prometheus");
        var rules = new Yaml().dump(rules());
        var config = new Yaml().dump(scraping());
        Files.writeString(folder.resolve("rules.yml"), rules);
        var file = Files.writeString(folder.resolve("prometheus.yml"), config);
        return new Server.Command(
                List.of(
                        program,
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--storage.tsdb.retention.time=2d",
                        "--web.listen-address=127.0.0.1:" + home.port("prometheus"),
                        "--log.level=warn"),
                changing(rules + config));
    }

    private Server.Command alertmanager() throws IOException {
        var program = Extra.OBSERVE.program("prometheus-alertmanager");
        var folder = folder("alertmanager");
        var password = Files.writeString(folder.resolve("password"), SECRET);
        var config =
                source("alertmanager.yaml")
                        .replaceFirst(
                                "http://notification-service\\.ecomauction:\\d+",
                                "http://127.0.0.1:" + home.port("notification-service"))
                        .replaceFirst("/etc/alertmanager/\\S+", password.toString());
        var file = Files.writeString(folder.resolve("alertmanager.yml"), config);
        return new Server.Command(
                List.of(
                        program,
                        "--config.file=" + file,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + home.port("alertmanager"),
                        "--cluster.listen-address=",
                        "--log.level=warn"),
                changing(config));
    }

    /// The body of the PrometheusRule is what Prometheus itself reads.
    private Object rules() throws IOException {
        var resource = new Yaml().<Map<String, Object>>load(source("rules.yaml"));
        return Objects.requireNonNull(resource.get("spec"));
    }

    private Map<String, Object> scraping() {
        var jobs = new ArrayList<Map<String, Object>>();
        for (var service : LocalStack.SERVICES) {
            var targets =
                    Service.names(home, service).stream()
                            .map(name -> "127.0.0.1:" + home.port(name))
                            .toList();
            jobs.add(
                    ordered(
                            "job_name",
                            service,
                            "metrics_path",
                            "/q/metrics",
                            "static_configs",
                            List.of(
                                    ordered(
                                            "targets",
                                            targets,
                                            "labels",
                                            Map.of("service", service)))));
        }
        var alertmanager = "127.0.0.1:" + home.port("alertmanager");
        return ordered(
                "global",
                        ordered(
                                "scrape_interval", "5s",
                                "scrape_timeout", "4s",
                                "evaluation_interval", "5s",
                                "external_labels", Map.of("stage", "local")),
                "rule_files", List.of("rules.yml"),
                "alerting",
                        Map.of(
                                "alertmanagers",
                                List.of(
                                        Map.of(
                                                "static_configs",
                                                List.of(
                                                        Map.of(
                                                                "targets",
                                                                List.of(alertmanager)))))),
                "scrape_configs", jobs);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /// A server whose configuration has changed is another server.
    private static Map<String, String> changing(String config) {
        return Map.of("ECOM_CONFIGURATION", Integer.toHexString(config.hashCode()));
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(home.data().resolve(name));
    }

    private String source(String file) throws IOException {
        return Files.readString(home.root().resolve(SOURCES).resolve(file));
    }
}
