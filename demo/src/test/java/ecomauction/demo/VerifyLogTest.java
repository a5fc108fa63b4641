package ecomauction.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyLogTest {

    @Test
    void prints_a_line_per_problem_and_a_verdict(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("log.ndjson"), "{\"entry\":{}}\n");
        var printed = new ByteArrayOutputStream();

        var good = VerifyLog.verify(file, new PrintStream(printed, true, UTF_8));

        assertThat(good).isFalse();
        assertThat(printed.toString(UTF_8).lines())
                .containsExactly(
                        "line 1: cannot be read: neither an entry nor a sealed one",
                        "WRONG unknown: 1 problems in 1 entries",
                        "log: " + file);
    }
}
