package ecomauction.bench.fault;

import ecomauction.bench.house.Rest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// SIGSTOP for PostgreSQL with all its processes: connections stay open, and nobody answers.
final class FrozenPostgres implements Fault {

    private static final Duration TIME = Duration.ofSeconds(5);

    @Override
    public String title() {
        return "PostgreSQL with all its processes is stopped by SIGSTOP for 5 s.";
    }

    @Override
    public void strike(Run run) throws Exception {
        var main = ProcessHandle.of(run.house().pid("postgres")).orElseThrow();
        // The one that starts others first.
        signal("STOP", List.of(main));
        var all = Stream.concat(Stream.of(main), main.descendants()).toList();
        try {
            signal("STOP", all);
            Rest.of(TIME);
        } finally {
            signal("CONT", all);
        }
    }

    private static void signal(String signal, List<ProcessHandle> processes)
            throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("kill", "-s", signal));
        processes.forEach(process -> line.add("" + process.pid()));
        new ProcessBuilder(line).inheritIO().start().waitFor();
    }
}
