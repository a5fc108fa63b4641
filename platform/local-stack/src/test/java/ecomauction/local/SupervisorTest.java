package ecomauction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With processes that only sleep, in place of the servers.
class SupervisorTest {
    @TempDir private Path folder;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Ports ports = Ports.free();

    @AfterEach
    void end_all() throws IOException {
        launcher().stopAll();
    }

    @Test
    void starts_what_is_needed_first() throws Exception {
        start(List.of(sleeper("database"), sleeper("service", "database")));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("database", "" + ports.of("database"));
        assertThat(lines.get(1)).contains("service");
    }

    @Test
    void adopts_what_an_earlier_launcher_left_running() throws Exception {
        start(List.of(sleeper("one")));
        var pid = running("one").pid();

        start(List.of(sleeper("one")));

        assertThat(running("one").pid()).isEqualTo(pid);
        assertThat(lines.getLast()).contains("was running");
    }

    @Test
    void replaces_what_would_be_started_otherwise_now() throws Exception {
        start(List.of(sleeper("one")));
        var before = running("one").process().orElseThrow();

        start(List.of(server("one", List.of("sleep", "301"), () -> true)));

        assertThat(before.isAlive()).isFalse();
        assertThat(running("one").process()).isPresent();
    }

    @Test
    void leaves_a_stranger_alone_that_got_the_id_of_a_server() throws Exception {
        var stranger = new ProcessBuilder("sleep", "300").start();
        start(List.of(sleeper("one")));
        var known = running("one");
        launcher().stopAll();
        var start = known.started().minus(Duration.ofHours(1));
        new StackFile(folder)
                .put(
                        new Running(
                                "one",
                                stranger.pid(),
                                start,
                                0,
                                known.ports(),
                                known.fingerprint(),
                                known.stopSignal(),
                                known.log()));

        start(List.of(sleeper("one")));

        assertThat(running("one").pid()).isNotEqualTo(stranger.pid());
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly();
    }

    @Test
    void ends_a_process_whose_launcher_died_before_it_could_enter_it() throws Exception {
        start(List.of(sleeper("one")));
        var stray = running("one").process().orElseThrow();
        while (new StackFile(folder).pidFile("one").toFile().length() == 0) {
            Thread.onSpinWait();
        }
        Files.writeString(folder.resolve("stack.json"), "{}");

        start(List.of(sleeper("two")));

        assertThat(stray.isAlive()).isFalse();
    }

    @Test
    void names_the_taken_port_its_holder_and_the_variable() throws Exception {
        try (var _ = new ServerSocket(ports.of("one"), 1, InetAddress.getLoopbackAddress())) {

            assertThatThrownBy(() -> start(List.of(sleeper("zero"), sleeper("one"))))
                    .isInstanceOf(StackProblem.class)
                    .hasMessageContaining("Port " + ports.of("one"))
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("ECOM_ONE_PORT");
        }
        assertThat(StackFile.read(folder.resolve("stack.json"))).isEmpty();
    }

    @Test
    void shows_the_last_lines_of_a_server_that_fails() throws IOException {
        var failing = List.of("sh", "-c", "echo cannot read my settings; exit 3");

        assertThatThrownBy(() -> start(List.of(server("one", failing, () -> false))))
                .hasMessageContaining("one has ended")
                .hasMessageContaining("cannot read my settings");
    }

    @Test
    void stops_what_it_started_when_one_fails_and_keeps_what_ran_before() throws Exception {
        start(List.of(sleeper("old")));
        var failing = server("failing", List.of("false"), () -> false);

        assertThatThrownBy(() -> start(List.of(sleeper("old"), sleeper("new"), failing)));

        assertThat(new StackFile(folder).all()).extracting(Running::name).contains("old");
        assertThat(new StackFile(folder).find("new")).isEmpty();
    }

    @Test
    void ends_children_of_a_server_too() throws Exception {
        var parent = List.of("sh", "-c", "sleep 300 & wait");
        start(List.of(server("one", parent, () -> true)));
        var process = running("one").process().orElseThrow();
        while (process.children().findAny().isEmpty()) {
            Thread.onSpinWait();
        }
        var child = process.children().findAny().orElseThrow();

        launcher().stopAll();

        child.onExit().get();
        assertThat(process.isAlive()).isFalse();
    }

    private void start(List<Server> servers) throws IOException {
        launcher().start(servers, servers);
    }

    private Supervisor launcher() {
        var home = new Options.Home(folder, folder, folder, Options.with(ports));
        return new Supervisor(home, new Progress(lines::add));
    }

    private Running running(String name) {
        return new StackFile(folder).find(name).orElseThrow();
    }

    private static Server sleeper(String name, String... needs) {
        return new Server(name, List.of(name), List.of(needs), SupervisorTest::sleep, () -> true);
    }

    private static Server.Command sleep() {
        return new Server.Command(List.of("sleep", "300"), Map.of());
    }

    private static Server server(String name, List<String> line, Ready ready) {
        return new Server(
                name, List.of(name), List.of(), () -> new Server.Command(line, Map.of()), ready);
    }
}
