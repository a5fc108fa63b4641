package ecomauction.bench.report;

import java.util.List;
import java.util.Locale;

/// One line of a result.
///
/// @param value median of the rounds
/// @param goal in words, empty if there is none
/// @param met whether the goal is met; true where there is none
/// @param rounds what each round gave
public record Figure(
        String name, double value, String unit, String goal, boolean met, List<Double> rounds) {

    public static Figure of(String name, List<Double> rounds, String unit) {
        return new Figure(name, median(rounds), unit, "", true, rounds);
    }

    public static Figure of(String name, double value, String unit) {
        return of(name, List.of(value), unit);
    }

    public Figure atLeast(double least) {
        return new Figure(name, value, unit, "≥ " + number(least), value >= least, rounds);
    }

    public Figure atMost(double most) {
        return new Figure(name, value, unit, "≤ " + number(most), value <= most, rounds);
    }

    public static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    String text() {
        return number(value) + (unit.isEmpty() ? "" : " " + unit);
    }

    /// From the least to the most.
    String range() {
        return rounds.size() < 2
                ? ""
                : number(rounds.stream().min(Double::compare).orElseThrow())
                        + " … "
                        + number(rounds.stream().max(Double::compare).orElseThrow());
    }

    private static String number(double value) {
        var digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        var text = String.format(Locale.ROOT, "%,." + digits + "f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
