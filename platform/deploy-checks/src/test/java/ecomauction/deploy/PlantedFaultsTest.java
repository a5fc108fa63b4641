package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The checks find what is wrong: each text of a rendered chart is spoilt in one place.
class PlantedFaultsTest {

    private static final String GOOD =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: a, labels: {app: a}}
            spec:
              selector: {matchLabels: {app: a}}
              template:
                metadata: {labels: {app: a}}
                spec:
                  automountServiceAccountToken: false
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: a
                      image: ecomauction/a:1.0
                      securityContext:
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        capabilities: {drop: [ALL]}
                      env: [{name: PORT, value: "1"}]
                      resources: {requests: {cpu: 1, memory: 1Gi}, limits: {memory: 1Gi}}
                      readinessProbe: {httpGet: {path: /q/health/ready, port: 1}}
            """;

    private static final Map<String, List<String>> PLANTED =
            Map.ofEntries(
                    planted("automountServiceAccountToken: false", "enableServiceLinks: false"),
                    planted("runAsNonRoot: true", "runAsNonRoot: false"),
                    planted("RuntimeDefault", "Unconfined"),
                    planted("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true"),
                    planted("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"),
                    planted("drop: [ALL]", "drop: [NET_RAW]"),
                    planted("limits: {memory: 1Gi}", "limits: {memory: 2Gi}"),
                    planted("limits: {memory: 1Gi}", "limits: {memory: 1Gi, cpu: 2}"),
                    planted("requests: {cpu: 1,", "requests: {"),
                    planted("a:1.0", "a:latest"),
                    planted("a:1.0", "a:nginx"),
                    planted("a:1.0", "a"),
                    planted("name: PORT", "name: DB_PASSWORD"),
                    planted("readinessProbe", "livenessProbe"));

    private static Map.Entry<String, List<String>> planted(String good, String bad) {
        return Map.entry(bad, List.of(good, bad));
    }

    private final StrictReading reading = new StrictReading(Crds.load());

    @Test
    void whatIsGoodPasses() {
        var good = Manifest.parse("here", GOOD);
        assertThat(good).flatMap(Policies::faults).isEmpty();
        assertThat(good).flatMap(reading::faults).isEmpty();
    }

    @Test
    void everyBrokenPolicyIsFound() {
        PLANTED.values()
                .forEach(change -> {
                    assertThat(GOOD).contains(change.get(0));
                    var bad = GOOD.replace(change.get(0), change.get(1));
                    assertThat(Manifest.parse("here", bad))
                            .as(change.get(1))
                            .flatMap(Policies::faults)
                            .hasSize(1);
                });
    }

    @Test
    void aReaderOfNodesReadsOnlyItsPaths() {
        var good =
                GOOD.replace("kind: Deployment", "kind: DaemonSet")
                        .replace("name: a, labels", "name: log-archive, labels")
                        .replace("runAsNonRoot: true, ", "")
                        .replace(
                                "      containers:",
                                "      volumes: [{name: l, hostPath: {path: /var/log/pods}}]\n"
                                        + "      containers:");

        assertThat(Manifest.parse("here", good)).flatMap(Policies::faults).isEmpty();
        assertThat(Manifest.parse("here", good.replace("/var/log/pods", "/var/log")))
                .flatMap(Policies::faults)
                .hasSize(1);
        // Nobody else may look there, or be root.
        assertThat(Manifest.parse("here", good.replace("log-archive", "a")))
                .flatMap(Policies::faults)
                .hasSize(2);
    }

    /// What a pod says holds where its container says nothing, and there only.
    @Test
    void aContainerThatSaysOtherwiseIsFound() {
        var confined = "drop: [ALL]}";
        var indent = "\n" + " ".repeat(12);

        assertThat(faultsOf(GOOD.replace(confined, confined + indent + "runAsNonRoot: false")))
                .hasSize(1);
        assertThat(faultsOf(GOOD.replace(confined, confined + indent + "runAsNonRoot: true")))
                .isEmpty();
    }

    @Test
    void whatKnativeRefusesIsFound() {
        var knative =
                GOOD.replace("apps/v1", "serving.knative.dev/v1")
                        .replace("kind: Deployment", "kind: Service");

        assertThat(faultsOf(knative)).singleElement().asString().contains("Knative refuses");
    }

    private static List<String> faultsOf(String yaml) {
        return Manifest.parse("here", yaml).stream()
                .flatMap(manifest -> Policies.faults(manifest).stream())
                .toList();
    }

    @Test
    void aPodWithoutNetworkPolicyIsFound() {
        assertThat(Policies.faultsOfAll(Manifest.parse("here", GOOD)))
                .singleElement()
                .asString()
                .contains("NetworkPolicy");
    }

    @Test
    void anUnknownFieldOfABuiltInObjectIsFound() {
        assertThat(faults(GOOD.replace("containers:", "contaners:"))).isNotEmpty();
        assertThat(faults(GOOD.replace("path: /q", "pfad: /q"))).isNotEmpty();
        assertThat(faults(GOOD.replace("kind: Deployment", "kind: Deploymant"))).isNotEmpty();
    }

    @Test
    void anUnknownFieldOfACustomResourceIsFound() {
        var route =
                """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: a}
                spec: {parentRefs: [{name: g}], rules: [{backendRefs: [{name: a, port: 80}]}]}
                """;
        assertThat(faults(route)).isEmpty();
        assertThat(faults(route.replace("backendRefs", "backends"))).isNotEmpty();
        var topic =
                """
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaTopic
                metadata: {name: a}
                spec: {partitions: 3, replicas: 1}
                """;
        assertThat(faults(topic)).isEmpty();
        assertThat(faults(topic.replace("partitions: 3", "partitions: 0"))).isNotEmpty();
        assertThat(faults(topic.replace("replicas", "replikas"))).isNotEmpty();
        var scaled =
                """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: a}
                spec: {scaleTargetRef: {name: a}, triggers: [{type: cpu, metadata: {value: "70"}}]}
                """;
        assertThat(faults(scaled)).isEmpty();
        assertThat(faults(scaled.replace("metadata: {value", "metadat: {value"))).isNotEmpty();
        assertThat(faults(scaled.replace("triggers", "trigger"))).isNotEmpty();
    }

    private List<String> faults(String yaml) {
        return Manifest.parse("here", yaml).stream()
                .flatMap(manifest -> reading.faults(manifest).stream())
                .toList();
    }
}
