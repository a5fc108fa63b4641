package ecomauction.bench.scenario;

import ecomauction.bench.house.House;
import ecomauction.bench.house.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Rounds of a measurement. One during which the machine was busy with other things is repeated.
///
/// @param counted those that the medians are taken of
/// @param dropped how many were disturbed
record Rounds<T>(List<Round<T>> counted, int dropped) {

    static final int USUAL = 5;
    private static final double DISTURBED = 0.15;

    record Round<T>(T value, Usage used) {}

    static <T> Rounds<T> of(House house, int count, Supplier<T> measurement) {
        var good = new ArrayList<Round<T>>();
        var disturbed = new ArrayList<Round<T>>();
        while (good.size() < count && good.size() + disturbed.size() < 2 * count) {
            var before = house.usage();
            var value = measurement.get();
            var used = house.usage().since(before);
            (used.disturbance() > DISTURBED ? disturbed : good).add(new Round<>(value, used));
            System.out.println(
                    "  " + value + (used.disturbance() > DISTURBED ? " (disturbed)" : ""));
        }
        return good.isEmpty() ? new Rounds<>(disturbed, 0) : new Rounds<>(good, disturbed.size());
    }

    List<Double> all(ToDoubleFunction<Round<T>> part) {
        return counted.stream().map(part::applyAsDouble).toList();
    }

    List<Double> values(ToDoubleFunction<T> part) {
        return all(round -> part.applyAsDouble(round.value()));
    }

    double disturbed() {
        return counted.stream().mapToDouble(round -> round.used().disturbance()).max().orElse(0);
    }

    List<String> notes() {
        return dropped == 0
                ? List.of()
                : List.of(dropped + " rounds were disturbed by more than 15 % and left out.");
    }
}
