package ecomauction.bid.history;

import ecomauction.bid.log.CanonicalJson;
import ecomauction.bid.log.LogEntry.Kind;
import ecomauction.bid.log.Seal;
import org.jspecify.annotations.Nullable;

/// An entry of the bid log as it leaves the service.
///
/// @param sealed a raise of the leader that did not move the price: nobody's business while the lot
///   is open
public record LogLine(
        long seq,
        Kind kind,
        boolean sealed,
        String entry,
        byte[] hash,
        @Nullable Long amount,
        byte @Nullable [] salt) {

    /// What watchers get: the entry, or just its number.
    public String shown() {
        return sealed ? new CanonicalJson().put("seq", seq).put("sealed", true).toString() : entry;
    }

    /// One line of the public log.
    String line() {
        var hex = Seal.hex(hash);
        return sealed
                ? new CanonicalJson()
                        .put("seq", seq)
                        .put("sealed", true)
                        .put("hash", hex)
                        .toString()
                : new CanonicalJson().putJson("entry", entry).put("hash", hex).toString();
    }

    /// The line with what it commits to, for auditors.
    String lineWithOpening() {
        var opening = opening();
        return new CanonicalJson()
                .putJson("entry", entry)
                .put("hash", Seal.hex(hash))
                .putJson("opening", opening)
                .toString();
    }

    private @Nullable String opening() {
        if (salt == null) {
            return null;
        }
        var secret =
                switch (kind) {
                    case OPENED, TERMS_CHANGED, RESERVE_LOWERED -> "reserve";
                    case FIRST, LEADING, COUNTERED, RAISED, BUY_NOW, RETRACTED, BLOCKED, CLOSED ->
                            "max";
                };
        return new CanonicalJson()
                .putJson(secret, String.valueOf(amount))
                .put("salt", Seal.hex(salt))
                .toString();
    }
}
