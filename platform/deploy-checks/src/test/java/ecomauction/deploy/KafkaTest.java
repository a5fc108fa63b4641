package ecomauction.deploy;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.contracts.Topics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cluster has the topics that the code names, and lets each service do what its code does.
class KafkaTest {

    private static final String OPERATOR = "notification-service";

    static List<String> services() {
        return Code.SERVICES;
    }

    @Test
    void topicsAreThoseOfTheContracts() {
        var topics =
                Manifest.in(Sources.at("k8s/platform/kafka/topics.yaml")).stream()
                        .map(Manifest::name);
        assertThat(topics).containsExactlyInAnyOrderElementsOf(Code.topics());
        assertThat(Code.topics()).contains("bid.private", "auction.events.bid-service.dead");
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceMayReadWhatItReadsAndNoMore(String service) {
        var expected = new TreeSet<>(Code.read(service));
        if (service.equals(OPERATOR)) {
            // It keeps the dead letters of all.
            Code.topics().stream().filter(topic -> topic.endsWith(".dead")).forEach(expected::add);
        }
        assertThat(granted(service, "topic", "Read")).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceMayWriteWhatItWritesAndNoMore(String service) {
        var expected = new TreeSet<>(Set.of("ops.errors"));
        Code.topics().stream()
                .filter(topic -> topic.endsWith("." + service + ".dead"))
                .forEach(expected::add);
        for (var topic : Topics.ALL) {
            // Operators replay through it, to where dead letters came from.
            if (topic.source().equals("/" + service) || service.equals(OPERATOR)) {
                expected.add(topic.name());
            }
        }
        if (service.equals(OPERATOR)) {
            expected.add("notification.dead");
        }
        assertThat(granted(service, "topic", "Write")).isEqualTo(expected);
    }

    /// Groups are named after their service, with an ending where one is not enough.
    @ParameterizedTest
    @MethodSource("services")
    void everyServiceMayReadInItsGroups(String service) {
        assertThat(granted(service, "group", "Read")).containsExactly(service);
        var properties = Code.properties(service);
        assertThat(properties.stringPropertyNames())
                .filteredOn(name -> name.endsWith(".group.id"))
                .map(properties::getProperty)
                .allMatch(group ->
                        group.startsWith(service)
                                || group.startsWith("${quarkus.application.name}"));
    }

    private static Set<String> granted(String service, String type, String operation) {
        return Manifest.in(Sources.at("k8s/platform/kafka/users.yaml")).stream()
                .filter(user -> user.name().equals(service))
                .flatMap(user -> Manifest.elements(user.node().at("/spec/authorization/acls")))
                .filter(acl -> acl.at("/resource/type").asText().equals(type))
                .filter(acl -> acl.path("operations").toString().contains(operation))
                .map(acl -> acl.at("/resource/name").asText())
                .collect(toCollection(TreeSet::new));
    }
}
