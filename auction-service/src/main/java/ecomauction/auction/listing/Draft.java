package ecomauction.auction.listing;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a seller asks for, as it came. Its types are loose, so that everything wrong with it is
/// told at once.
@Schema(
        name = "AuctionDraft",
        requiredProperties = {"title", "category", "format", "startPrice", "endsAt"})
record Draft(
        @Schema(minLength = 3, maxLength = 120) @Nullable String title,
        @Schema(maxLength = 10_000) @Nullable String description,
        @Schema(maxLength = 60, pattern = "[a-z0-9]+(-[a-z0-9]+)*", examples = "game-consoles")
                @Nullable String category,
        @Schema(enumeration = "ENGLISH") @Nullable String format,
        @Nullable Amount startPrice,
        @Schema(description = "Hidden; nobody is ever shown more than that there is one")
                @Nullable Amount reservePrice,
        @Nullable Amount buyNowPrice,
        @Schema(
                        enumeration = {
                            "UNTIL_FIRST_BID",
                            "UNTIL_RESERVE_MET",
                            "UNTIL_PRICE_PCT",
                            "ALWAYS_ABOVE_PRICE"
                        },
                        description =
                                "Until when the lot can be bought at once; UNTIL_RESERVE_MET by"
                                        + " default where there is a reserve, else UNTIL_FIRST_BID")
                @Nullable String buyNowPolicy,
        @Schema(
                        type = SchemaType.INTEGER,
                        minimum = "1",
                        maximum = "100",
                        description = "With UNTIL_PRICE_PCT only")
                @Nullable Object buyNowPercent,
        @Schema(format = "date-time", description = "At publication, if left out")
                @Nullable String startsAt,
        @Schema(format = "date-time", description = "1 minute to 90 days after the start")
                @Nullable String endsAt,
        @Nullable SoftCloseDraft softClose,
        @Schema(description = "Name of an increment table; by default the one of the currency")
                @Nullable String incrementTable) {

    /// Anything may stand in it, even `"NaN"`.
    @Schema(
            name = "Amount",
            requiredProperties = {"amount", "currency"})
    record Amount(
            @Schema(
                            type = SchemaType.INTEGER,
                            format = "int64",
                            minimum = "1",
                            maximum = "99999999",
                            description = "Minor units: 1234 USD is 12.34 dollars")
                    @Nullable Object amount,
            @Schema(description = "ISO 4217", examples = "USD") @Nullable String currency) {}

    @Schema(
            name = "SoftCloseDraft",
            description = "A bid within the window moves the end; times as ISO 8601 durations",
            requiredProperties = {"window", "extension"})
    record SoftCloseDraft(
            @Schema(examples = "PT2M") @Nullable String window,
            @Schema(examples = "PT2M") @Nullable String extension,
            @Schema(
                            enumeration = {"FROM_BID", "FROM_END"},
                            description = "FROM_BID by default")
                    @Nullable String mode,
            @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "1000",
                            description = "1000 by default")
                    @Nullable Object maxExtensions,
            @Schema(
                            examples = "PT1H",
                            description =
                                    "How long after `endsAt` the end can never move; P1D by"
                                            + " default")
                    @Nullable String hardEnd) {}
}
