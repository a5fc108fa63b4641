package ecomauction.e2e;

import com.fasterxml.jackson.databind.node.MissingNode;
import ecomauction.demo.client.Api.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Bidders who go on bidding whatever happens: each asks again with the same key until it has an
/// answer, as a good client does. Remembers what was acknowledged.
final class Load implements AutoCloseable {

    private final List<String> lots;
    private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicLong asked = new AtomicLong();
    private final List<Thread> bidders;
    private volatile boolean ending;

    /// @param seq as the answer said
    record Acknowledged(String lot, long seq, String key) {}

    Load(List<String> lots) {
        this.lots = lots;
        this.bidders =
                List.of("bidder1", "bidder2", "bidder3", "bidder4", "bidder5").stream()
                        .map(user -> Thread.ofVirtual().start(() -> bidOn(user)))
                        .toList();
    }

    private void bidOn(String user) {
        long step = 0;
        while (!ending) {
            var lot = lots.get(ThreadLocalRandom.current().nextInt(lots.size()));
            var key = UUID.randomUUID().toString();
            step++;
            var max = 2_000 + step * 300 + ThreadLocalRandom.current().nextInt(5_000);
            note(lot, key, untilAnswered(user, lot, max, key));
            Floor.rest(java.time.Duration.ofMillis(20));
        }
    }

    private Answer untilAnswered(String user, String lot, long max, String key) {
        while (true) {
            asked.incrementAndGet();
            var answer = bid(user, lot, max, key);
            if (answer.status() < 500 || ending) {
                return answer;
            }
        }
    }

    /// Who needs a new token while Keycloak has no database gets none, and comes again as well.
    private static Answer bid(String user, String lot, long max, String key) {
        try {
            return Floor.bid(user, lot, max, key);
        } catch (IllegalStateException | UncheckedIOException noToken) {
            return new Answer(503, MissingNode.getInstance(), Map.of());
        }
    }

    private void note(String lot, String key, Answer answer) {
        if (answer.status() == 201) {
            acknowledged.add(new Acknowledged(lot, answer.body().path("seq").asLong(), key));
        } else if (answer.status() >= 500) {
            unanswered.add(answer.status() + " " + answer.body());
        } else if (answer.status() != 409) {
            surprises.add(answer.status() + " " + answer.body());
        }
    }

    long acknowledgedCount() {
        return acknowledged.size();
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    List<String> surprises() {
        return List.copyOf(surprises);
    }

    /// What bidders had last heard of a bid when they gave up.
    List<String> unanswered() {
        return List.copyOf(unanswered);
    }

    @Override
    public void close() {
        ending = true;
        for (var bidder : bidders) {
            try {
                bidder.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
