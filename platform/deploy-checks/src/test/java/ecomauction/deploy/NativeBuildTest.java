package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/// A change of what makes the executables is seen in review: `-Decom.update-native=true` writes it
/// down. `-Pstrict` builds what is compared here.
class NativeBuildTest {

    private static final String UPDATE = "ecom.update-native";

    static List<String> services() throws IOException {
        try (var folders = Files.list(Sources.ROOT)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.endsWith("-service"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void theCompilerIsToldWhatIsCommitted(String service) throws IOException {
        var arguments = Sources.at(service + "/target/native-sources/native-image.args");
        if (!Files.exists(arguments)) {
            notBuilt(service);
        }

        check(service, "native-image.args", NativeBuild.arguments(Sources.read(arguments)));
        check(service, "reflection.txt", NativeBuild.reflected(service));
    }

    private static void notBuilt(String service) {
        var reason = service + " was not built with -Pstrict";
        if ("required".equals(System.getenv("ECOM_CHECKS"))) {
            throw new AssertionError(reason);
        }
        System.err.println("Skipped: " + reason);
        throw new TestAbortedException(reason);
    }

    private static void check(String service, String name, List<String> built) throws IOException {
        var file = Sources.at(service + "/src/main/native/" + name);
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(file.getParent());
            Files.write(file, built);
        }
        var committed = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
        assertThat(built)
                .as("%s differs; if that is meant, -D%s=true writes it", file, UPDATE)
                .isEqualTo(committed);
    }

    @Test
    void orderAndNamesOfFilesDoNotMatterButArgumentsDo() {
        var one =
                "-H:+UnlockExperimentalVMOptions --features=b.B,a.A -Ob --exclude-config x y s-runner -jar s-runner.jar";
        var same = "-Ob --exclude-config x y --features=a.A,b.B s-1.0-runner -jar s-1.0-runner.jar";
        var other = same.replace("a.A", "a.C");

        assertThat(NativeBuild.arguments(one))
                .isEqualTo(NativeBuild.arguments(same))
                .isNotEqualTo(NativeBuild.arguments(other))
                .containsExactly("--exclude-config x y", "--features=a.A,b.B", "-Ob");
    }
}
