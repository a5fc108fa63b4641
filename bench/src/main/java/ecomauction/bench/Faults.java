package ecomauction.bench;

import ecomauction.bench.fault.Trials;
import ecomauction.bench.house.House;
import ecomauction.bench.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `./ecom faults [scenario …]`
public final class Faults {

    /// Lost connections are what is made here; Vert.x need not tell of each.
    private static final Logger VERTX = Logger.getLogger("io.vertx");

    private Faults() {}

    public static void main(String[] names) {
        var chosen = names.length == 0 ? Trials.names() : List.of(names);
        if (!Trials.names().containsAll(chosen)) {
            System.err.println("Choose among " + Trials.names());
            System.exit(2);
        }
        VERTX.setLevel(Level.OFF);
        var bad = new ArrayList<String>();
        try (var house = Trials.house()) {
            for (var name : chosen) {
                if (!isGood(name, house)) {
                    bad.add(name);
                }
            }
        }
        System.out.println(bad.isEmpty() ? "All good." : "Not good: " + bad);
        System.exit(bad.isEmpty() ? 0 : 1);
    }

    /// A fault that cannot be made here must not keep the others from being tried.
    private static boolean isGood(String name, House house) {
        try {
            var result = Trials.of(name, house);
            Report.add(result, "./ecom faults " + name);
            return result.good();
        } catch (Exception failure) {
            failure.printStackTrace();
            return false;
        }
    }
}
