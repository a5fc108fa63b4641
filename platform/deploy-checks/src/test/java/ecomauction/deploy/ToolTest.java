package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ToolTest {

    @Test
    void aMissingToolSkipsTheTestAndSaysWhatToDo() {
        assertThatThrownBy(() -> Tool.named("no-such-tool", Map.of()))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("no-such-tool is not installed; .ci/tools brings it");
    }

    @Test
    void aMissingToolFailsTheTestWhereChecksAreRequired() {
        assertThatThrownBy(() -> Tool.named("no-such-tool", Map.of("ECOM_CHECKS", "required")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no-such-tool");
    }

    @Test
    void theCacheComesBeforeThePath(@TempDir Path cache) throws IOException {
        var tools = Files.createDirectory(cache.resolve("tools"));
        var program = Files.writeString(tools.resolve("sh"), "#!/bin/sh\necho $1 >&2; exit 3");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        var result =
                Tool.named("sh", Map.of("ECOM_CACHE", cache.toString(), "PATH", "/bin"))
                        .run(cache, List.of("hello"));

        assertThat(result).isEqualTo(new Tool.Result(3, "hello\n"));
    }
}
