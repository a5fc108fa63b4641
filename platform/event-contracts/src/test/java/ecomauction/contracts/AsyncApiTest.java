package ecomauction.contracts;

import static com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature.SPLIT_LINES;
import static com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature.WRITE_DOC_START_MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AsyncApiTest {

    private static final Path FILE = Path.of("src/main/asyncapi/asyncapi.yaml");
    private static final YAMLMapper YAML =
            YAMLMapper.builder().disable(WRITE_DOC_START_MARKER, SPLIT_LINES).build();

    /// `mvn test -Dtest=AsyncApiTest -Decom.update-asyncapi=true` writes it anew.
    @Test
    void says_what_the_records_say() throws Exception {
        var document = YAML.writeValueAsString(AsyncApi.document());
        if (Boolean.getBoolean("ecom.update-asyncapi")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, document);
        }

        assertThat(FILE).hasContent(document);
    }

    @Test
    void refers_only_to_what_it_has() throws Exception {
        var document = YAML.readTree(FILE.toFile());

        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allMatch(ref -> !document.at(ref.substring(1)).isMissingNode());
    }
}
