package ecomauction.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Who may talk to whom in the namespace, as its NetworkPolicies say. A way is written `who ->
/// whom:port`; other namespaces end in a slash, addresses are written as they are.
final class Network {

    /// Pods by name, with the labels that selectors go by.
    private final Map<String, JsonNode> pods;

    private final Set<String> in = new TreeSet<>();
    private final Set<String> out = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    Network(Map<String, JsonNode> pods) {
        this.pods = pods;
    }

    /// What the side that is called lets in.
    Set<String> in() {
        return in;
    }

    /// What the side that calls lets out.
    Set<String> out() {
        return out;
    }

    /// Rules that let everybody through because they name nobody.
    List<String> faults() {
        return faults;
    }

    void add(Manifest policy) {
        for (var pod : select(policy.node().at("/spec/podSelector"))) {
            for (var rule : policy.node().at("/spec/ingress")) {
                peers(policy, rule.path("from"))
                        .forEach(peer -> ways(peer, pod, rule.path("ports"), in));
            }
            for (var rule : policy.node().at("/spec/egress")) {
                peers(policy, rule.path("to"))
                        .forEach(peer -> ways(pod, peer, rule.path("ports"), out));
            }
        }
    }

    /// What Strimzi makes a policy of.
    void addListener(JsonNode listener, String pod) {
        for (var peer : listener.path("networkPolicyPeers")) {
            select(peer.path("podSelector"))
                    .forEach(who -> in.add(who + " -> " + pod + ":" + listener.path("port")));
        }
    }

    private static void ways(String who, String whom, JsonNode ports, Set<String> ways) {
        if (ports.isEmpty()) {
            ways.add(who + " -> " + whom);
        }
        for (var port : ports) {
            var protocol = port.path("protocol").asText("TCP");
            var ending = protocol.equals("TCP") ? "" : "/" + protocol;
            ways.add(who + " -> " + whom + ":" + port.path("port").asText() + ending);
        }
    }

    private Stream<String> peers(Manifest policy, JsonNode peers) {
        if (peers.isEmpty()) {
            faults.add(policy + " names nobody, which means everybody");
        }
        return Manifest.elements(peers).flatMap(this::peer);
    }

    private Stream<String> peer(JsonNode peer) {
        if (peer.has("ipBlock")) {
            return Stream.of(peer.at("/ipBlock/cidr").asText());
        }
        if (peer.has("namespaceSelector")) {
            var namespace =
                    peer.at("/namespaceSelector/matchLabels")
                            .path("kubernetes.io/metadata.name")
                            .asText("*");
            return Stream.of(namespace + "/");
        }
        return select(peer.path("podSelector")).stream();
    }

    private List<String> select(JsonNode selector) {
        return pods.entrySet().stream()
                .filter(pod -> isSelected(selector, pod.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isSelected(JsonNode selector, JsonNode labels) {
        for (var label : selector.path("matchLabels").properties()) {
            if (!label.getValue().equals(labels.path(label.getKey()))) {
                return false;
            }
        }
        for (var expression : selector.path("matchExpressions")) {
            if (!expression.path("operator").asText().equals("Exists")) {
                throw new IllegalArgumentException("not read here: " + expression);
            }
            if (!labels.has(expression.path("key").asText())) {
                return false;
            }
        }
        return true;
    }
}
