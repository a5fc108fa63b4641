package ecomauction.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What one stack has different from another: ports, replicas, extra environment.
public record Options(
        Ports ports,
        Map<String, Integer> replicas,
        Map<String, Map<String, String>> environment,
        Map<String, String> jvmFlags,
        Set<Extra> extras) {

    /// Idle, an executable holds what was allocated since its last collection: 45 MB with the young
    /// generation that it chooses for itself.
    public static final List<String> FLAGS_OF_EXECUTABLES = List.of("-Xmx192m", "-Xmn12m");

    private static final String DEBIAN = "what Debian installs with: apt-get install ";

    /// What is not there unless it is asked for; some need programs of the machine.
    public enum Extra {
        /// Our services as native executables, which `./ecom` has compiled before.
        NATIVE("", List.of(), List.of()),
        /// Prometheus and Alertmanager.
        OBSERVE(
                DEBIAN + "prometheus prometheus-alertmanager",
                List.of("prometheus", "prometheus-alertmanager"),
                List.of()),
        /// nginx with ModSecurity before the gateway.
        EDGE(
                DEBIAN + "nginx libnginx-mod-http-modsecurity libnginx-mod-http-js modsecurity-crs",
                List.of("nginx"),
                Edge.NEEDED),
        /// Vector, and a bucket for it.
        ARCHIVE("Vector (vector.dev) on the path", List.of("vector"), List.of());

        private final String needed;
        private final List<String> programs;
        private final List<Path> files;

        Extra(String needed, List<String> programs, List<Path> files) {
            this.needed = needed;
            this.programs = programs;
            this.files = files;
        }

        public boolean isInstalled() {
            return programs.stream().allMatch(program -> Installed.find(program).isPresent())
                    && files.stream().allMatch(Files::exists);
        }

        /// What to do about it.
        public String missing() {
            return "--%s needs %s".formatted(name().toLowerCase(Locale.ROOT), needed);
        }

        String program(String name) {
            return Installed.find(name)
                    .filter(found -> isInstalled())
                    .orElseThrow(() -> new StackProblem(missing()));
        }
    }

    public static Options with(Ports ports) {
        return new Options(ports, Map.of(), Map.of(), Map.of(), Set.of());
    }

    public Options replicas(String service, int count) {
        return new Options(ports, and(replicas, service, count), environment, jvmFlags, extras);
    }

    /// Extra environment of a service and of all its replicas.
    public Options environment(String service, Map<String, String> extra) {
        return new Options(ports, replicas, and(environment, service, extra), jvmFlags, extras);
    }

    /// Further JVM flags and system properties of a service or of Kafka, separated by blanks.
    public Options jvmFlags(String server, String flags) {
        return new Options(ports, replicas, environment, and(jvmFlags, server, flags), extras);
    }

    public Options with(Extra extra) {
        var more = new HashSet<>(extras);
        more.add(extra);
        return new Options(ports, replicas, environment, jvmFlags, Set.copyOf(more));
    }

    boolean has(Extra extra) {
        return extras.contains(extra);
    }

    private static <V> Map<String, V> and(Map<String, V> map, String key, V value) {
        var copy = new HashMap<>(map);
        copy.put(key, value);
        return Map.copyOf(copy);
    }

    /// Where a stack lives: the checkout, its own data, and the cache that stacks share.
    record Home(Path root, Path data, Path cache, Options options) {
        int port(String name) {
            return options.ports().of(name);
        }

        /// Such a stack uses AOT caches, yet trains none: it ends only once, and should end soon.
        boolean servesTests() {
            return options.ports().areFree();
        }

        String[] jvmFlags(String server) {
            var flags = options.jvmFlags().getOrDefault(server, "");
            return flags.isBlank() ? new String[0] : flags.split(" ");
        }

        Path artefacts() {
            return root.resolve("platform/local-stack/servers/target");
        }
    }
}
