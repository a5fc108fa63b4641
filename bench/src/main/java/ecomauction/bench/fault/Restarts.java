package ecomauction.bench.fault;

import ecomauction.bench.house.Rest;
import java.time.Duration;

/// Processes that die, or are stopped and started.
final class Restarts {

    private static final Duration AWAY = Duration.ofSeconds(30);

    private Restarts() {}

    static Fault killedReplica() {
        return Fault.of(
                "kill -9 of one of two replicas of bid-service, which is started again 3 s later.",
                run -> {
                    var victim = Run.REPLICAS.get(run.number() % Run.REPLICAS.size());
                    run.stack().kill(victim);
                    Rest.of(Duration.ofSeconds(3));
                    run.stack().start(victim);
                });
    }

    static Fault rolling() {
        return Fault.of(
                "Both replicas of bid-service are restarted, one after the other, by SIGTERM.",
                run -> {
                    for (var replica : Run.REPLICAS) {
                        run.stack().stop(replica);
                        run.stack().start(replica);
                    }
                });
    }

    static Fault postgres() {
        return Fault.of(
                "PostgreSQL is restarted; the fault lasts until it takes connections again.",
                run -> restart(run, "postgres", Duration.ZERO));
    }

    static Fault kafka() {
        return Fault.of(
                "Kafka is restarted; the fault lasts until it answers again.",
                run -> restart(run, "kafka", Duration.ZERO));
    }

    static Fault kafkaAway() {
        return Fault.of(
                "Kafka is away for 30 s; bidding goes on, all events arrive later, in order.",
                run -> restart(run, "kafka", AWAY));
    }

    private static void restart(Run run, String server, Duration away) {
        run.stack().stop(server);
        Rest.of(away);
        run.stack().start(server);
    }
}
