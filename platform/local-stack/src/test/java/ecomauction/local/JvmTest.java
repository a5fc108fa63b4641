package ecomauction.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmTest {
    @TempDir private Path folder;
    private Path cache;
    private Path draft;

    @BeforeEach
    void name_files() {
        cache = folder.resolve("app.aot");
        draft = folder.resolve("app.aot.draft");
    }

    private List<String> line(boolean wanted) throws IOException {
        return new Jvm().trained(cache, draft, wanted).program("-version").line();
    }

    private static int run(List<String> line) throws Exception {
        return new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void trains_a_cache_once_and_uses_it_from_then_on() throws Exception {
        assertThat(run(line(true))).isZero();
        assertThat(draft).isNotEmptyFile();

        assertThat(line(true))
                .contains("-XX:AOTCache=" + cache)
                .noneMatch(part -> part.startsWith("-XX:AOTCacheOutput"));
        assertThat(cache).exists();
        assertThat(run(line(true))).isZero();
    }

    @Test
    void trains_none_that_nobody_wants() throws Exception {
        assertThat(line(false)).noneMatch(part -> part.startsWith("-XX:AOT"));
    }

    @Test
    void starts_with_a_cache_that_is_none_or_only_half_of_one() throws Exception {
        run(line(true));
        var whole = Files.readAllBytes(draft);
        Files.delete(draft);

        for (var broken :
                List.of("no cache".getBytes(UTF_8), Arrays.copyOf(whole, whole.length / 2))) {
            Files.write(cache, broken);
            assertThat(run(line(true))).isZero();
        }
    }
}
