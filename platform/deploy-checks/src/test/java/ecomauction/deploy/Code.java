package ecomauction.deploy;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.contracts.Topics;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.opentest4j.TestAbortedException;

/// What the code calls things: what charts and manifests name must be among it.
final class Code {

    private static final Pattern TOPICS_OF =
            Pattern.compile("(mp\\.messaging\\.incoming\\.[^.]+|ecomauction\\.live)\\.topics?");

    /// Those that have a chart, in the order of their names.
    static final List<String> SERVICES =
            Sources.under("helm", "-service/Chart.yaml").stream()
                    .map(chart -> chart.getName(chart.getNameCount() - 2).toString())
                    .toList();

    private static final Pattern METER =
            Pattern.compile("\\.(counter|gauge|timer|summary)\\(\\s*\"([a-z0-9.]+)\"");
    private static final Pattern ROLES = Pattern.compile("@RolesAllowed\\(([^)]*)\\)");
    private static final Pattern TEXT = Pattern.compile("\"([a-z]+)\"");
    private static final Pattern TOPIC =
            Pattern.compile("String \\w*(?:TOPIC|MESSAGES)\\w* = \"([a-z.]+\\.dead)\"");
    private static final Pattern SETTING =
            Pattern.compile("@Config(?:Mapping\\(prefix|Property\\(\\s*name) = \"([a-z.-]+)\"");

    private Code() {}

    /// What quarkus-kubernetes makes of a service when it is built.
    static List<Manifest> generated(String service) {
        var file = Sources.at(service + "/target/kubernetes/kubernetes.yml");
        if (Files.exists(file)) {
            return Manifest.in(file);
        }
        var reason = service + " is not built: mvn package";
        if ("required".equals(System.getenv("ECOM_CHECKS"))) {
            throw new AssertionError(reason);
        }
        throw new TestAbortedException(reason);
    }

    static Properties properties(String service) {
        var properties = new Properties();
        try {
            properties.load(
                    new StringReader(
                            Sources.read(service + "/src/main/resources/application.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /// Topics that a service reads, patterns apart.
    static Set<String> read(String service) {
        return topics(properties(service), channel -> true);
    }

    /// Topics that a service works off in the group of its name, where its pods share the work.
    static Set<String> shared(String service) {
        var properties = properties(service);
        return topics(
                properties,
                channel ->
                        channel.startsWith("mp.messaging.")
                                && !properties.containsKey(channel + ".group.id"));
    }

    private static Set<String> topics(Properties properties, Predicate<String> channels) {
        return properties.stringPropertyNames().stream()
                .filter(name -> TOPICS_OF.matcher(name).matches())
                .filter(name -> channels.test(name.substring(0, name.lastIndexOf('.'))))
                .flatMap(name -> Stream.of(properties.getProperty(name).split(",")))
                .filter(topic -> !topic.contains("*"))
                .collect(toCollection(TreeSet::new));
    }

    /// Every topic of the contracts, and where those who read them bury what they cannot handle.
    static Set<String> topics() {
        var topics = new TreeSet<String>();
        Topics.ALL.forEach(topic -> topics.add(topic.name()));
        for (var service : SERVICES) {
            var sharing = new TreeSet<>(read(service));
            if (service.equals("bid-service")) {
                // Its live prices are only listened to, and nothing of them is buried.
                sharing.retainAll(shared(service));
            }
            sharing.forEach(topic -> topics.add(topic + "." + service + ".dead"));
        }
        topics.addAll(found(TOPIC, 1));
        return topics;
    }

    /// Names of our meters as Prometheus knows them, endings such as `_total` apart.
    static Set<String> meters() {
        return found(METER, 2).stream()
                .map(name -> name.replace('.', '_'))
                .collect(toCollection(TreeSet::new));
    }

    static Set<String> roles() {
        return found(ROLES, 1).stream()
                .flatMap(list -> TEXT.matcher(list).results())
                .map(role -> role.group(1))
                .collect(toCollection(TreeSet::new));
    }

    /// Whether something reads this environment variable while a service runs.
    static boolean readsVariable(String service, String variable) {
        return variable.startsWith("QUARKUS_")
                ? quarkus(service).contains(variable)
                : variable.startsWith("KAFKA_")
                        || variable.equals("JAVA_TOOL_OPTIONS")
                        || found(SETTING, 1).stream()
                                .map(name ->
                                        name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "_"))
                                .anyMatch(name ->
                                        variable.equals(name) || variable.startsWith(name + "_"));
    }

    /// Each extension tells its settings; those fixed by the build are none for a chart.
    private static Set<String> quarkus(String service) {
        generated(service);
        var variables = new TreeSet<String>();
        for (var jar : Sources.under(service + "/target/quarkus-app/lib", ".jar")) {
            try (var zip = new ZipFile(jar.toFile())) {
                var model = zip.getEntry("META-INF/quarkus-config-doc/quarkus-config-model.json");
                if (model != null) {
                    collect(new ObjectMapper().readTree(zip.getInputStream(model)), variables);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        // The key of a map; its value is in microprofile-config.properties.
        variables.add("QUARKUS_FLYWAY_PLACEHOLDERS_APP");
        return variables;
    }

    private static void collect(JsonNode node, Set<String> variables) {
        if (node.path("phase").asText().equals("RUN_TIME")) {
            node.findValuesAsText("environmentVariable").forEach(variables::add);
        } else {
            node.forEach(within -> collect(within, variables));
        }
    }

    private static Set<String> found(Pattern pattern, int group) {
        return Stream.concat(SERVICES.stream(), Stream.of("platform/service-kit"))
                .flatMap(module -> Sources.under(module + "/src/main/java", ".java").stream())
                .flatMap(file -> pattern.matcher(Sources.read(file)).results())
                .map(result -> result.group(group))
                .collect(toCollection(TreeSet::new));
    }
}
