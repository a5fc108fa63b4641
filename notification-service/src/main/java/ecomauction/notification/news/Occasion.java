package ecomauction.notification.news;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import ecomauction.contracts.Money;
import ecomauction.contracts.bid.PrivateBidEvent.Bidder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that people may have to be told of. It stands in the agenda until that is decided.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Occasion.Won.class, name = "WON"),
    @JsonSubTypes.Type(value = Occasion.Sold.class, name = "SOLD"),
    @JsonSubTypes.Type(value = Occasion.Unsold.class, name = "UNSOLD"),
    @JsonSubTypes.Type(value = Occasion.Cancelled.class, name = "CANCELLED"),
    @JsonSubTypes.Type(value = Occasion.Outbid.class, name = "OUTBID"),
    @JsonSubTypes.Type(value = Occasion.EndingSoon.class, name = "ENDING_SOON")
})
@RegisterForReflection(ignoreNested = false)
sealed interface Occasion {

    /// One entry of an auction's agenda under each key; the newest wins.
    String key();

    record Won(Bidder winner, Money price) implements Occasion {

        @Override
        public String key() {
            return "won";
        }
    }

    record Sold(String seller, Money price) implements Occasion {

        @Override
        public String key() {
            return "sold";
        }
    }

    record Unsold(boolean anyBids) implements Occasion {

        @Override
        public String key() {
            return "unsold";
        }
    }

    record Cancelled(@Nullable String reason) implements Occasion {

        @Override
        public String key() {
            return "cancelled";
        }
    }

    /// @param alias under which the bidder leads, if so; null if that was never told
    /// @param event id of the newest event, from which the notice has its key
    record Outbid(Bidder bidder, @Nullable String alias, long seq, UUID event) implements Occasion {

        @Override
        public String key() {
            return "outbid:" + bidder.userId() + ":" + bidder.paddle();
        }
    }

    record EndingSoon() implements Occasion {

        @Override
        public String key() {
            return "ending-soon";
        }
    }
}
