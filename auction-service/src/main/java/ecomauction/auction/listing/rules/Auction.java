package ecomauction.auction.listing.rules;

import ecomauction.auction.increments.rules.IncrementTable;
import ecomauction.contracts.Money;
import ecomauction.contracts.auction.AuctionTerms;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An auction as its seller runs it: which wishes are granted in which state. Each decision gives a
/// new value; nothing in here knows a database or a clock.
///
/// @param tableVersion version of the increment table, from publication on
public record Auction(
        UUID id,
        String seller,
        State state,
        long revision,
        Listing listing,
        @Nullable Integer tableVersion,
        Standing standing,
        @Nullable Cancellation cancellation,
        @Nullable Closing closing,
        @Nullable Instant publishedAt) {

    private static final Duration SELLER_MAY_CANCEL = Duration.ofHours(12);

    public enum State {
        DRAFT,
        PUBLISHED,
        CANCELLING,
        SOLD,
        UNSOLD,
        CANCELLED
    }

    /// What the bids have led to.
    ///
    /// @param seq the lot's last sequence that we know, 0 before the first bid
    public record Standing(
            long seq,
            @Nullable Long price,
            @Nullable Long minNext,
            int bidCount,
            boolean reserveMet,
            Instant endsAt,
            int extensions) {

        static Standing untouched(Instant endsAt) {
            return new Standing(0, null, null, 0, false, endsAt, 0);
        }

        boolean untouched() {
            return seq == 0;
        }
    }

    /// A wish that bid-service has not answered yet, or has granted.
    ///
    /// @param revision the one that went out with the wish
    public record Cancellation(long revision, boolean byOperator, @Nullable String reason) {}

    public record Closing(
            LotClosed.Reason reason,
            @Nullable String winner,
            @Nullable Long hammerPrice,
            Instant at) {}

    public static Auction draft(UUID id, String seller, Listing listing) {
        return new Auction(
                id,
                seller,
                State.DRAFT,
                1,
                listing,
                null,
                Standing.untouched(listing.endsAt()),
                null,
                null,
                null);
    }

    public Status statusAt(Instant now) {
        return switch (state) {
            case DRAFT -> Status.DRAFT;
            case CANCELLING -> Status.CANCELLING;
            case SOLD -> Status.SOLD;
            case UNSOLD -> Status.UNSOLD;
            case CANCELLED -> Status.CANCELLED;
            case PUBLISHED ->
                    now.isBefore(Objects.requireNonNull(listing.startsAt()))
                            ? Status.SCHEDULED
                            : now.isBefore(standing.endsAt()) ? Status.OPEN : Status.CLOSING;
        };
    }

    public AuctionTerms terms() {
        return listing.terms(Objects.requireNonNull(tableVersion));
    }

    /// A draft is private; what is published is everybody's to see.
    public boolean visibleTo(@Nullable String caller, boolean operator) {
        return state != State.DRAFT || operator || seller.equals(caller);
    }

    /// Empty if the caller may act here, on what the caller has seen.
    public Optional<ListingOutcome> refusal(Wish wish) {
        if (!visibleTo(wish.caller(), wish.operator())) {
            return Optional.of(new ListingOutcome.Unknown());
        }
        if (!wish.operator() && !seller.equals(wish.caller())) {
            return Optional.of(new ListingOutcome.NotYours());
        }
        return wish.fresh().test(revision)
                ? Optional.empty()
                : Optional.of(new ListingOutcome.Stale(revision));
    }

    public ListingOutcome publish(IncrementTable table, Instant now) {
        if (state != State.DRAFT) {
            return new ListingOutcome.NotADraft(statusAt(now));
        }
        var violations = TermsCheck.of(listing, table, now);
        if (!violations.isEmpty()) {
            return new ListingOutcome.Invalid(violations);
        }
        var settled = listing.settled(now, table.name());
        return new ListingOutcome.Done(
                new Auction(
                        id,
                        seller,
                        State.PUBLISHED,
                        revision + 1,
                        settled,
                        table.version(),
                        Standing.untouched(settled.endsAt()),
                        null,
                        null,
                        now),
                now);
    }

    public ListingOutcome delete(Instant now) {
        return state == State.DRAFT
                ? new ListingOutcome.Deleted(this)
                : new ListingOutcome.NotADraft(statusAt(now));
    }

    /// Judges a wish to change the listing.
    ///
    /// @param table the one in force for the new listing; null where a draft's is not known yet
    public ListingOutcome change(Listing wished, @Nullable IncrementTable table, Instant now) {
        var status = statusAt(now);
        return switch (status) {
            case DRAFT -> changeTo(wished, null, table, now);
            case SCHEDULED, OPEN -> changePublished(wished, Objects.requireNonNull(table), now);
            case CLOSING, CANCELLING, SOLD, UNSOLD, CANCELLED -> new ListingOutcome.Over(status);
        };
    }

    private ListingOutcome changePublished(Listing wished, IncrementTable table, Instant now) {
        var settled = wished.settled(now, table.name());
        if (standing.untouched()) {
            return changeTo(settled, table.version(), table, now);
        }
        var locked = LockedFields.of(listing, settled, standing.price());
        if (!locked.isEmpty()) {
            return new ListingOutcome.Locked(locked);
        }
        return settled.equals(listing)
                ? new ListingOutcome.Unchanged(this, now)
                : new ListingOutcome.Done(revised(settled, tableVersion, standing.endsAt()), now);
    }

    private ListingOutcome changeTo(
            Listing wished,
            @Nullable Integer version,
            @Nullable IncrementTable table,
            Instant now) {
        if (wished.equals(listing) && Objects.equals(version, tableVersion)) {
            return new ListingOutcome.Unchanged(this, now);
        }
        var violations = TermsCheck.of(wished, table, now);
        return violations.isEmpty()
                ? new ListingOutcome.Done(revised(wished, version, wished.endsAt()), now)
                : new ListingOutcome.Invalid(violations);
    }

    /// bid-service refused a change: what it holds is in force. The end is the one that bids gave.
    public Auction restored(Listing inForce, AuctionTerms terms) {
        return revised(
                inForce.with(terms),
                terms.incrementTableVersion(),
                standing.untouched() ? terms.endsAt() : standing.endsAt());
    }

    private Auction revised(Listing next, @Nullable Integer version, Instant endsAt) {
        var moved =
                new Standing(
                        standing.seq(),
                        standing.price(),
                        standing.minNext(),
                        standing.bidCount(),
                        standing.reserveMet(),
                        endsAt,
                        standing.extensions());
        return new Auction(
                id,
                seller,
                state,
                revision + 1,
                next,
                version,
                moved,
                cancellation,
                closing,
                publishedAt);
    }

    public ListingOutcome cancel(boolean byOperator, @Nullable String reason, Instant now) {
        var status = statusAt(now);
        return switch (status) {
            case DRAFT -> new ListingOutcome.StillADraft();
            case SOLD, UNSOLD, CANCELLED -> new ListingOutcome.Over(status);
            case CANCELLING ->
                    byOperator && !Objects.requireNonNull(cancellation).byOperator()
                            ? requestCancellation(true, reason, now)
                            : new ListingOutcome.Unchanged(this, now);
            case CLOSING ->
                    byOperator
                            ? requestCancellation(true, reason, now)
                            : new ListingOutcome.Over(status);
            case SCHEDULED, OPEN ->
                    byOperator || sellerMayCancel(now)
                            ? requestCancellation(byOperator, reason, now)
                            : new ListingOutcome.CancelTooLate(standing.endsAt());
        };
    }

    private boolean sellerMayCancel(Instant now) {
        return standing.bidCount() == 0
                || Duration.between(now, standing.endsAt()).compareTo(SELLER_MAY_CANCEL) > 0;
    }

    private ListingOutcome requestCancellation(
            boolean byOperator, @Nullable String reason, Instant now) {
        var next = revision + 1;
        return new ListingOutcome.Done(
                in(State.CANCELLING, next, new Cancellation(next, byOperator, reason), null), now);
    }

    /// bid-service refused the cancellation that went out with this revision.
    public Optional<Auction> cancellationRefused(long refused) {
        return state == State.CANCELLING
                        && cancellation != null
                        && cancellation.revision() == refused
                ? Optional.of(in(State.PUBLISHED, revision + 1, null, null))
                : Optional.empty();
    }

    /// The lot is closed; empty if we knew. A cancellation is a new revision, as others hear of it.
    public Optional<Auction> closed(LotClosed end) {
        var next =
                switch (end.outcome()) {
                    case SOLD -> State.SOLD;
                    case UNSOLD -> State.UNSOLD;
                    case CANCELLED -> State.CANCELLED;
                };
        if (state != State.PUBLISHED && state != State.CANCELLING) {
            return Optional.empty();
        }
        var hammerPrice = end.hammerPrice() == null ? null : end.hammerPrice().amount();
        var word = new Closing(end.reason(), end.winner(), hammerPrice, end.at());
        return Optional.of(
                next == State.CANCELLED
                        ? in(next, revision + 1, cancellation, word)
                        : in(next, revision, null, word));
    }

    private Auction in(
            State next, long nextRevision, @Nullable Cancellation wish, @Nullable Closing word) {
        return new Auction(
                id,
                seller,
                next,
                nextRevision,
                listing,
                tableVersion,
                standing,
                wish,
                word,
                publishedAt);
    }

    public @Nullable Money money(@Nullable Long amount) {
        return amount == null ? null : new Money(amount, listing.currency());
    }

    /// `USD/1`; null while it is open which.
    public @Nullable String ruleSet() {
        return tableVersion == null ? null : listing.incrementTable() + "/" + tableVersion;
    }
}
