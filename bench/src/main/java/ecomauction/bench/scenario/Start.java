package ecomauction.bench.scenario;

import ecomauction.bench.house.House;
import ecomauction.bench.house.Launch;
import ecomauction.bench.house.Processes;
import ecomauction.bench.report.Figure;
import ecomauction.bench.report.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Each service in each of its forms: how soon it is ready, what it holds, how big it is; and how
/// many bids bid-service takes.
public final class Start {

    public static final List<String> SERVICES =
            List.of("auction-service", "bid-service", "notification-service");

    private static final Path FOLDER = Path.of(".ecom-bench/start");
    private static final long SETTLES_MILLIS = 1_500;

    private final House house;
    private final Map<String, Map<String, String>> environments = new HashMap<>();
    private final List<Figure> figures = new ArrayList<>();
    private double disturbed;

    private Start(House house) {
        this.house = house;
    }

    /// When it was ready, and what it held a moment later.
    private record Seen(double readyMillis, double resident) {

        @Override
        public String toString() {
            return "%,.0f ms %,.0f MiB".formatted(readyMillis, resident);
        }
    }

    public static Result run(House house) {
        return new Start(house).run();
    }

    private Result run() {
        FOLDER.toFile().mkdirs();
        var forms = new LinkedHashMap<String, List<Form>>();
        SERVICES.forEach(service -> forms.put(service, forms(service)));
        forms.values().forEach(all -> all.forEach(this::train));
        forms.forEach(this::starts);
        var bids = new Bids(house);
        for (var form : forms.getOrDefault("bid-service", List.of())) {
            try (var launch = launch(form.service(), form.line())) {
                bids.measure(form, launch);
            }
        }
        figures.addAll(bids.figures());
        return new Result(
                "start",
                "Each service as fast-jar, as jar with an AOT cache, as executable, by turns: from exec to the first 200"
                        + " of /q/health/ready.",
                figures,
                Math.max(disturbed, bids.disturbed()),
                bids.verdicts(),
                notes(forms));
    }

    /// With flags and environment of the running service, which makes place then.
    private List<Form> forms(String service) {
        var pid = house.pid(service);
        var line = Processes.commandLine(pid);
        environments.put(service, Processes.environment(pid));
        house.stack().stop(service);
        return Form.all(service, line, FOLDER.toAbsolutePath());
    }

    private Launch launch(String service, List<String> line) {
        var environment = environments.getOrDefault(service, Map.of());
        return Launch.of(line, environment, FOLDER.resolve(service + ".log"));
    }

    /// A cache knows what its training did: here a start, and the first bids.
    private void train(Form form) {
        if (!form.training().isEmpty()) {
            try (var _ = launch(form.service(), form.training())) {
                if (form.service().equals("bid-service")) {
                    new Bids(house).few();
                }
            }
        }
    }

    private void starts(String service, List<Form> forms) {
        // By turns, so that a slow minute of the machine slows every form.
        var rounds = Rounds.of(house, Rounds.USUAL, () -> forms.stream().map(this::once).toList());
        disturbed = Math.max(disturbed, rounds.disturbed());
        for (int i = 0; i < forms.size(); i++) {
            var name = service + ", start: " + forms.get(i).name();
            var figure = Figure.of(name, values(rounds, i, Seen::readyMillis), "ms");
            figures.add(forms.get(i).isNative() ? figure.atMost(300) : figure);
        }
        figures.add(
                Figure.of(
                                service + ", start: AOT cache to fast-jar",
                                rounds.values(round ->
                                        round.get(1).readyMillis() / round.get(0).readyMillis()),
                                "×")
                        .atMost(0.5));
        for (int i = 0; i < forms.size(); i++) {
            var name = service + ", resident, idle: " + forms.get(i).name();
            var figure = Figure.of(name, values(rounds, i, Seen::resident), "MiB");
            figures.add(forms.get(i).isNative() ? figure.atMost(120) : figure);
        }
        for (var form : forms) {
            var name = service + ", on disk: " + form.name();
            figures.add(Figure.of(name, form.mebibytes(), "MiB"));
        }
    }

    private static List<Double> values(
            Rounds<List<Seen>> rounds, int form, ToDoubleFunction<Seen> part) {
        return rounds.values(round -> part.applyAsDouble(round.get(form)));
    }

    private Seen once(Form form) {
        try (var launch = launch(form.service(), form.line())) {
            Launch.pause(SETTLES_MILLIS);
            return new Seen(launch.readyMillis(), launch.residentMebibytes());
        }
    }

    private static List<String> notes(Map<String, List<Form>> forms) {
        var notes = new ArrayList<String>();
        notes.add("Flags are those of `./ecom up`. On disk: jars need a JVM besides.");
        for (var form : forms.values().stream().flatMap(List::stream).toList()) {
            if (form.isNative()) {
                notes.add(form.service() + ", native: " + Form.compiler(form.service()));
            }
        }
        return notes;
    }
}
