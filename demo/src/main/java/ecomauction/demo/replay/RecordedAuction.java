package ecomauction.demo.replay;

import static java.util.stream.Collectors.groupingBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An auction that took place, with every maximum that was bid. Amounts in cents.
///
/// From the public "Modeling Online Auctions" data set: 149 seven-, five- and three-day auctions of
/// Xbox game consoles, bidders anonymous, amounts in US dollars.
record RecordedAuction(
        String id,
        String item,
        long openingBid,
        @Nullable Long reserve,
        long finalPrice,
        List<RecordedBid> bids) {

    private static final String HEADER =
            "auction,item,duration_days,opening_bid,reserve_price,bid_day,bidder,max_bid,final_price";

    static List<RecordedAuction> all() throws IOException {
        var file = RecordedAuction.class.getResourceAsStream("/ebay-xbox-auctions.csv");
        try (var reader =
                new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8)) {
            return read(reader);
        }
    }

    /// In the order of the file, which is the order of time within each auction.
    static List<RecordedAuction> read(Reader csv) throws IOException {
        var lines = new BufferedReader(csv).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IOException("The first line must be " + HEADER);
        }
        return lines.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .collect(groupingBy(row -> row[0], LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(RecordedAuction::of)
                .toList();
    }

    private static RecordedAuction of(List<String[]> rows) {
        var first = rows.getFirst();
        return new RecordedAuction(
                first[0],
                first[1],
                cents(first[3]),
                first[4].isEmpty() ? null : (Long) cents(first[4]),
                cents(first[8]),
                rows.stream().map(row -> new RecordedBid(row[6], cents(row[7]))).toList());
    }

    private static long cents(String dollars) {
        return new BigDecimal(dollars).movePointRight(2).longValueExact();
    }

    record RecordedBid(String bidder, long max) {}
}
