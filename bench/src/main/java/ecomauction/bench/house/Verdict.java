package ecomauction.bench.house;

import ecomauction.bench.load.Tally;
import ecomauction.demo.client.Api;
import ecomauction.demo.log.PublicLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Whether what people were answered is what stands in the logs: folded again from the public log
/// by the verifier, which shares no code with the service.
///
/// @param accepted acknowledged bids that were looked up
/// @param repeats requests that were sent again under their key
public record Verdict(int lots, long entries, long accepted, long repeats, List<String> wrong) {

    private static final int MOST_SHOWN = 20;

    public static Verdict over(Api api, List<UUID> lots, List<Tally> tallies) {
        var complete = tallies.stream().allMatch(tally -> tally.failed().isEmpty());
        return over(api, lots, complete, tallies);
    }

    /// @param complete every bid was answered, so that the logs hold nothing else
    public static Verdict over(Api api, List<UUID> lots, boolean complete, List<Tally> tallies) {
        var acknowledged = new TreeMap<Integer, long[]>();
        tallies.forEach(tally ->
                tally.acknowledged()
                        .forEach((lot, seqs) -> acknowledged.merge(lot, seqs, Verdict::joined)));
        var found =
                acknowledged.entrySet().stream()
                        .map(e -> ofLot(api, lots.get(e.getKey()), e.getValue(), complete))
                        .toList();
        var wrong = new ArrayList<String>();
        found.forEach(verdict -> wrong.addAll(verdict.wrong()));
        var wrongRepeats = tallies.stream().mapToInt(Tally::wrongRepeats).sum();
        if (wrongRepeats > 0) {
            wrong.add(wrongRepeats + " repeated requests got another answer");
        }
        return new Verdict(
                found.size(),
                found.stream().mapToLong(Verdict::entries).sum(),
                found.stream().mapToLong(Verdict::accepted).sum(),
                tallies.stream().mapToLong(Tally::repeated).sum(),
                wrong.stream().limit(MOST_SHOWN).toList());
    }

    private static long[] joined(long[] some, long[] others) {
        var all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        Arrays.sort(all);
        return all;
    }

    private static Verdict ofLot(Api api, UUID lot, long[] acknowledged, boolean complete) {
        var fold = PublicLog.verify(api, lot.toString());
        var wrong = new ArrayList<>(fold.problems());
        var ends = fold.result().startsWith("open") ? 0 : 1;
        var bids = fold.entries() - 1 - ends;
        for (int i = 1; i < acknowledged.length; i++) {
            if (acknowledged[i] == acknowledged[i - 1]) {
                wrong.add(lot + ": two bids were told the number " + acknowledged[i]);
            }
        }
        if (acknowledged[0] < 1 || acknowledged[acknowledged.length - 1] > bids) {
            wrong.add(lot + ": an acknowledged bid is not in the log of " + bids);
        }
        if (complete && bids != acknowledged.length) {
            wrong.add(
                    "%s: %d bids in the log, %d acknowledged"
                            .formatted(lot, bids, acknowledged.length));
        }
        return new Verdict(1, fold.entries(), acknowledged.length, 0, wrong);
    }

    public boolean good() {
        return wrong.isEmpty();
    }

    public String toText() {
        var checked =
                "%,d acknowledged bids on %,d lots, %,d log entries folded, %,d repeats"
                        .formatted(accepted, lots, entries, repeats);
        return (good() ? "GOOD: " : "WRONG: ") + checked + (good() ? "" : " " + wrong);
    }

    public Map<String, Object> toMap() {
        return Map.of(
                "good",
                good(),
                "lots",
                lots,
                "entries",
                entries,
                "accepted",
                accepted,
                "repeats",
                repeats,
                "wrong",
                wrong);
    }
}
