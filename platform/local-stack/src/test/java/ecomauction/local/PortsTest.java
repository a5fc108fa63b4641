package ecomauction.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void gives_no_free_port_twice() {
        var ports = Ports.free();

        var given = IntStream.range(0, 1_000).mapToObj(i -> ports.of("server-" + i)).toList();

        assertThat(given).doesNotHaveDuplicates();
    }

    @Test
    void gives_the_same_server_the_same_port() {
        var ports = Ports.free();

        assertThat(ports.of("kafka")).isEqualTo(ports.of("kafka"));
    }
}
