package ecomauction.notification.notices;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import ecomauction.contracts.Money;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a person is told, with everything that the telling needs.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = News.Won.class, name = "WON"),
    @JsonSubTypes.Type(value = News.Sold.class, name = "SOLD"),
    @JsonSubTypes.Type(value = News.Unsold.class, name = "UNSOLD"),
    @JsonSubTypes.Type(value = News.Cancelled.class, name = "CANCELLED"),
    @JsonSubTypes.Type(value = News.Outbid.class, name = "OUTBID"),
    @JsonSubTypes.Type(value = News.EndingSoon.class, name = "ENDING_SOON"),
    @JsonSubTypes.Type(value = News.Alarm.class, name = "ALARM")
})
@Schema(
        oneOf = {
            News.Won.class,
            News.Sold.class,
            News.Unsold.class,
            News.Cancelled.class,
            News.Outbid.class,
            News.EndingSoon.class
        },
        discriminatorProperty = "kind",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "WON", schema = News.Won.class),
            @DiscriminatorMapping(value = "SOLD", schema = News.Sold.class),
            @DiscriminatorMapping(value = "UNSOLD", schema = News.Unsold.class),
            @DiscriminatorMapping(value = "CANCELLED", schema = News.Cancelled.class),
            @DiscriminatorMapping(value = "OUTBID", schema = News.Outbid.class),
            @DiscriminatorMapping(value = "ENDING_SOON", schema = News.EndingSoon.class)
        })
@RegisterForReflection(ignoreNested = false)
public sealed interface News {

    String title();

    /// One line: the subject of the mail, the headline in the inbox.
    String subject();

    /// What happened to an auction. All of an inbox is of this kind.
    sealed interface OfAuction extends News {

        UUID auctionId();
    }

    /// @param paddle set when a clerk is told for the bidder behind a paddle
    record Won(UUID auctionId, String title, Money price, @Nullable String paddle)
            implements OfAuction {

        @Override
        public String subject() {
            return paddle == null
                    ? "You won: %s".formatted(title)
                    : "Paddle %s won: %s".formatted(paddle, title);
        }
    }

    record Sold(UUID auctionId, String title, Money price) implements OfAuction {

        @Override
        public String subject() {
            return "Sold: %s".formatted(title);
        }
    }

    /// @param anyBids whether the reserve was not met, rather than nobody bid
    record Unsold(UUID auctionId, String title, boolean anyBids) implements OfAuction {

        @Override
        public String subject() {
            return anyBids
                    ? "Not sold, the reserve was not met: %s".formatted(title)
                    : "Not sold, there were no bids: %s".formatted(title);
        }
    }

    record Cancelled(UUID auctionId, String title, @Nullable String reason) implements OfAuction {

        @Override
        public String subject() {
            return "Cancelled: %s".formatted(title);
        }
    }

    record Outbid(
            UUID auctionId,
            String title,
            Money price,
            Money minNext,
            Instant endsAt,
            @Nullable String paddle)
            implements OfAuction {

        @Override
        public String subject() {
            return paddle == null
                    ? "You were outbid: %s".formatted(title)
                    : "Paddle %s was outbid: %s".formatted(paddle, title);
        }
    }

    record EndingSoon(UUID auctionId, String title, Money price, Instant endsAt)
            implements OfAuction {

        @Override
        public String subject() {
            return "Ending soon: %s".formatted(title);
        }
    }

    /// Trouble in the system, for those who run it; in nobody's inbox. Texts may be empty.
    ///
    /// @param title what went wrong
    /// @param rule the alert that was raised
    /// @param where the class that logged it
    /// @param fingerprint of the kind of error
    /// @param count how often, until this was written
    /// @param first when this was seen first
    record Alarm(
            String title,
            String rule,
            String severity,
            String service,
            String process,
            String stage,
            String where,
            String fingerprint,
            long count,
            Instant first,
            String explanation,
            String payload,
            String trace,
            String runbook,
            String stack)
            implements News {

        private static final int LONGEST_SUBJECT = 120;

        @Override
        public String subject() {
            var whole =
                    "[%s] %s: %s"
                            .formatted(
                                    stage.isEmpty() ? severity : stage + " " + severity,
                                    service.isEmpty() ? rule : service,
                                    title);
            return whole.length() > LONGEST_SUBJECT
                    ? whole.substring(0, LONGEST_SUBJECT) + "…"
                    : whole;
        }
    }
}
