package ecomauction.bench.report;

import ecomauction.bench.house.Verdict;
import java.util.List;

/// What a scenario found.
///
/// @param title what was done, in a sentence
/// @param disturbed share of the machine that was busy with other things, the worst round
/// @param notes what the reader should know besides
public record Result(
        String scenario,
        String title,
        List<Figure> figures,
        double disturbed,
        List<Verdict> verdicts,
        List<String> notes) {

    public boolean good() {
        return verdicts.stream().allMatch(Verdict::good);
    }
}
