package ecomauction.testkit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The rules of how a service is built, checked on its class files. One test in each service:
///
/// ```java
/// HouseRules.check("ecomauction.bid");
/// ```
///
/// A rule that has to be broken somewhere is broken by name and with a reason; an exception that is
/// no longer needed fails as well, so the list never grows stale.
public final class HouseRules {

    private static final int DETAILS_SHOWN = 3;

    private final String root;
    private final JavaClasses classes;
    private final List<Exemption> exemptions = new ArrayList<>();

    HouseRules(String root, JavaClasses classes) {
        this.root = root;
        this.classes = classes;
    }

    public static void check(String root) {
        of(root).check();
    }

    public static HouseRules of(String root) {
        return new HouseRules(
                root,
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(root, HouseRule.CONTRACTS));
    }

    /// @param type simple name of the top-level class, its nested classes included
    public HouseRules except(HouseRule rule, String type, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("no reason given for " + type + " and " + rule);
        }
        exemptions.add(new Exemption(rule, type, reason));
        return this;
    }

    public void check() {
        List<Fault> faults = faults();
        var broken =
                faults.stream()
                        .filter(fault -> exemptions.stream().noneMatch(e -> e.covers(fault)))
                        .collect(
                                groupingBy(
                                        Fault::title, TreeMap::new, mapping(Fault::what, toList())))
                        .entrySet()
                        .stream()
                        .map(place -> summary(place.getKey(), place.getValue()));
        var stale =
                exemptions.stream()
                        .filter(exemption -> faults.stream().noneMatch(exemption::covers))
                        .map(exemption -> "no longer needed, delete it: " + exemption);
        List<String> complaints = Stream.concat(broken, stale).toList();
        if (!complaints.isEmpty()) {
            throw new AssertionError(
                    "House rules of " + root + "\n" + String.join("\n", complaints));
        }
    }

    private static String summary(String title, List<String> details) {
        var shown = details.stream().limit(DETAILS_SHOWN).map(detail -> "\n    " + detail);
        var rest = details.size() - DETAILS_SHOWN;
        return title + shown.collect(joining()) + (rest > 0 ? "\n    and " + rest + " more" : "");
    }

    List<Fault> faults() {
        return Stream.of(HouseRule.values()).flatMap(rule -> rule.faults(root, classes)).toList();
    }

    /// `type` is the simple name of a top-level class.
    record Fault(HouseRule rule, String type, String what) {

        static Fault of(HouseRule rule, JavaClass type, String what) {
            return new Fault(rule, HouseRule.topLevelName(type), what);
        }

        String title() {
            return "%s in %s: %s".formatted(rule, type, rule.sentence());
        }
    }

    private record Exemption(HouseRule rule, String type, String reason) {

        boolean covers(Fault fault) {
            return fault.rule == rule && fault.type.equals(type);
        }
    }
}
