package ecomauction.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiFileTest {

    private final FakeService service = new FakeService();
    private Path file;

    @BeforeEach
    void write(@TempDir Path folder) {
        file = folder.resolve("openapi/openapi.yaml");
        System.setProperty("ecom.update-openapi", "true");
        OpenApiFile.check(service.uri(), file);
        System.clearProperty("ecom.update-openapi");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void passes_on_the_file_that_it_wrote() {
        assertThatCode(() -> OpenApiFile.check(service.uri(), file)).doesNotThrowAnyException();
    }

    @Test
    void writes_yaml_without_the_addresses_of_this_run() {
        assertThat(file)
                .content()
                .contains("openapi: 3.1.0\n", "  /v1/things:\n", "http://127.0.0.1:28080/realms/")
                .doesNotContain("servers", "46779");
    }

    @Test
    void does_not_mind_where_keycloak_runs() throws IOException {
        Files.writeString(file, Files.readString(file).replace("28080", "17643"));

        assertThatCode(() -> OpenApiFile.check(service.uri(), file)).doesNotThrowAnyException();
    }

    @Test
    void names_what_differs() throws IOException {
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("minLength: 3", "minLength: 4")
                        .replace("  title: Fake\n", ""));

        assertThatThrownBy(() -> OpenApiFile.check(service.uri(), file))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("minLength: file 4, code 3")
                .hasMessageContaining("info › title: file nothing, code \"Fake\"")
                .hasMessageContaining("-Decom.update-openapi=true");
    }

    @Test
    void fails_without_a_file() throws IOException {
        Files.delete(file);

        assertThatThrownBy(() -> OpenApiFile.check(service.uri(), file))
                .isInstanceOf(AssertionError.class);
    }
}
