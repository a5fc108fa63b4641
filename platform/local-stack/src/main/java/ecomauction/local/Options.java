package ecomauction.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What one stack has different from another: ports, replicas, extra environment.
public record Options(
        Ports ports,
        Map<String, Integer> replicas,
        Map<String, Map<String, String>> environment,
        Map<String, String> jvmFlags) {

    public static Options with(Ports ports) {
        return new Options(ports, Map.of(), Map.of(), Map.of());
    }

    public Options replicas(String service, int count) {
        return new Options(ports, and(replicas, service, count), environment, jvmFlags);
    }

    /// Extra environment of a service and of all its replicas.
    public Options environment(String service, Map<String, String> extra) {
        return new Options(ports, replicas, and(environment, service, extra), jvmFlags);
    }

    /// Further JVM flags and system properties of a service, separated by blanks.
    public Options jvmFlags(String service, String flags) {
        return new Options(ports, replicas, environment, and(jvmFlags, service, flags));
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

        Path artefacts() {
            return root.resolve("platform/local-stack/servers/target");
        }
    }
}
