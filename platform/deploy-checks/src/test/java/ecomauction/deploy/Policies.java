package ecomauction.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// How pods may run here. What is not as it should be is said in words.
final class Policies {

    private static final Set<String> SECRET_ENDINGS =
            Set.of("PASSWORD", "SECRET", "SECRET_KEY", "TOKEN", "JAAS_CONFIG");

    /// For a try-out: other people's images as they are, with passwords that anybody may know.
    private static final Set<String> STAND_INS =
            Set.of("postgres", "kafka", "keycloak", "redis", "s3", "mail");

    /// Reads the logs of a node's pods, which are root's, and nothing else of the node.
    private static final Set<String> READERS_OF_NODES = Set.of("log-archive");

    private static final Set<String> PATHS_OF_NODES =
            Set.of("/var/log/pods", "/var/lib/ecomauction-log-archive");

    private Policies() {}

    static List<String> faults(Manifest manifest) {
        var faults = new ArrayList<String>();
        manifest.pods().ifPresent(pods -> pod(manifest, pods, faults));
        if (manifest.kind().equals("ServiceAccount")
                && manifest.node().path("automountServiceAccountToken").asBoolean(true)) {
            faults.add("mounts a token");
        }
        if (manifest.kind().endsWith("Role")) {
            Stream.of("verbs", "resources", "apiGroups")
                    .filter(list -> manifest.node().findValues(list).toString().contains("\"*\""))
                    .forEach(list -> faults.add("grants all " + list));
        }
        return faults.stream().map(fault -> manifest + " " + fault).toList();
    }

    private static void pod(Manifest manifest, Manifest.Pods pods, List<String> faults) {
        var spec = pods.spec();
        require(spec, "/automountServiceAccountToken", "false", faults);
        var reader =
                manifest.kind().equals("DaemonSet") && READERS_OF_NODES.contains(manifest.name());
        if (spec.has("securityContext") && manifest.group().equals("serving.knative.dev")) {
            faults.add("has a securityContext that Knative refuses");
        }
        Stream.of("hostNetwork", "hostPID", "hostIPC")
                .filter(spec::has)
                .forEach(host -> faults.add("uses " + host));
        spec.findValues("hostPath").stream()
                .map(path -> path.path("path").asText())
                .filter(path -> !(reader && PATHS_OF_NODES.contains(path)))
                .forEach(path -> faults.add("mounts a hostPath"));
        pods.containers()
                .forEach(container -> {
                    if (!reader) {
                        requireOfEither(spec, container, "runAsNonRoot", "true", faults);
                    }
                    requireOfEither(
                            spec, container, "seccompProfile/type", "RuntimeDefault", faults);
                    container(manifest, container, faults);
                });
    }

    /// What a pod says holds for its containers unless they say otherwise.
    private static void requireOfEither(
            JsonNode pod, JsonNode container, String name, String value, List<String> faults) {
        var path = "/securityContext/" + name;
        require(container.at(path).isMissingNode() ? pod : container, path, value, faults);
    }

    private static void container(Manifest manifest, JsonNode container, List<String> faults) {
        var foreign = STAND_INS.contains(manifest.name());
        require(container, "/securityContext/allowPrivilegeEscalation", "false", faults);
        require(container, "/securityContext/capabilities/drop/0", "ALL", faults);
        if (!foreign) {
            require(container, "/securityContext/readOnlyRootFilesystem", "true", faults);
        }
        resources(container.path("resources"), faults);
        image(container.path("image").asText(), faults);
        if (Set.of("Deployment", "StatefulSet").contains(manifest.kind())
                && !container.has("readinessProbe")) {
            faults.add("has no readinessProbe");
        }
        Manifest.elements(container.path("env"))
                .filter(variable -> !foreign && variable.has("value"))
                .map(variable -> variable.path("name").asText())
                .filter(name -> SECRET_ENDINGS.stream().anyMatch(name::endsWith))
                .forEach(name -> faults.add("has a secret in plain sight: " + name));
    }

    private static void resources(JsonNode resources, List<String> faults) {
        if (resources.at("/limits").has("cpu")) {
            faults.add("has a CPU limit");
        }
        if (!resources.at("/requests").has("cpu")) {
            faults.add("sets no CPU aside");
        }
        var memory = resources.at("/requests/memory");
        if (memory.isMissingNode() || !memory.equals(resources.at("/limits/memory"))) {
            faults.add("may use other memory than is set aside");
        }
    }

    private static void image(String image, List<String> faults) {
        var name = image.substring(image.lastIndexOf('/') + 1);
        if (!name.matches(".+(@sha256:.+|:v?\\d+\\..+)")) {
            faults.add("has an image that changes: " + image);
        }
    }

    private static void require(JsonNode at, String path, String value, List<String> faults) {
        if (!at.at(path).asText().equals(value)) {
            faults.add(path + " is not " + value);
        }
    }

    /// What only shows in all objects together.
    static List<String> faultsOfAll(List<Manifest> manifests) {
        var faults = new ArrayList<String>();
        for (var manifest : manifests) {
            manifest.pods()
                    .filter(pods -> !isolated(pods.labels(), manifests))
                    .ifPresent(_ -> faults.add(manifest + " has no NetworkPolicy both ways"));
            if (manifest.kind().equals("HorizontalPodAutoscaler")
                    || manifest.kind().equals("ScaledObject")) {
                scaled(manifest, manifests, faults);
            }
        }
        return faults;
    }

    private static boolean isolated(JsonNode labels, List<Manifest> manifests) {
        return manifests.stream()
                .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
                .filter(policy -> policy.node().at("/spec/policyTypes").size() == 2)
                .map(policy -> policy.node().at("/spec/podSelector/matchLabels"))
                .anyMatch(selector -> selects(selector, labels));
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        for (Map.Entry<String, JsonNode> label : selector.properties()) {
            if (!label.getValue().equals(labels.path(label.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static void scaled(Manifest scaler, List<Manifest> manifests, List<String> faults) {
        var target = scaler.node().at("/spec/scaleTargetRef/name").asText();
        var deployment =
                manifests.stream()
                        .filter(manifest -> manifest.kind().equals("Deployment"))
                        .filter(manifest -> manifest.name().equals(target))
                        .findFirst();
        if (deployment.isEmpty()) {
            faults.add(scaler + " scales nothing");
        } else if (deployment.get().node().at("/spec").has("replicas")) {
            faults.add(deployment.get() + " sets replicas that " + scaler + " changes");
        }
    }
}
