package ecomauction.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Kafka as one node that is broker and controller, on a class path of its own.
final class Kafka {
    private static final String CLUSTER = "ecomauction-local-0000";

    private final Options.Home home;

    private Kafka(Options.Home home) {
        this.home = home;
    }

    static Server server(Options.Home home) {
        return new Server(
                "kafka",
                List.of("kafka", "kafka-controller"),
                List.of(),
                new Kafka(home)::prepare,
                Ready.kafka(home.port("kafka")));
    }

    private Server.Command prepare() throws IOException {
        var data = home.data().resolve("kafka");
        Files.createDirectories(data);
        var settings = Files.writeString(data.resolve("server.properties"), settings(data));
        if (!Files.exists(data.resolve("log/meta.properties"))) {
            var format =
                    java().program("kafka.tools.StorageTool", "format", "--ignore-formatted")
                            .program("--cluster-id", CLUSTER, "--config", settings.toString())
                            .line();
            Artefact.run(format, Map.of(), home.data().resolve("logs/kafka-format.log"));
        }
        var line =
                java().trained(home, "kafka", classPath())
                        .program("kafka.Kafka", settings.toString())
                        .line();
        return new Server.Command(line, Map.of());
    }

    private String classPath() throws IOException {
        return Jvm.classPath(Artefact.cached(home, home.artefacts().resolve("kafka")));
    }

    private Jvm java() throws IOException {
        return new Jvm()
                .flags("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .flags("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                .flags("-Dorg.slf4j.simpleLogger.showDateTime=true")
                .flags(home.jvmFlags("kafka"))
                .flags("-cp", classPath());
    }

    private String settings(Path data) {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        controller.listener.names=CONTROLLER
        log.dirs=%3$s/log
        auto.create.topics.enable=true
        num.partitions=4
        # One node holds everything, and keeps it.
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        log.retention.ms=-1
        # A small machine, restarted often.
        broker.session.timeout.ms=3000
        broker.heartbeat.interval.ms=1000
        group.initial.rebalance.delay.ms=0
        num.network.threads=2
        num.io.threads=4
        log.cleaner.dedupe.buffer.size=8388608
        """
                .formatted(home.port("kafka"), home.port("kafka-controller"), data);
    }
}
