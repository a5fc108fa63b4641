package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EdgeRoutesTest {

    private static JsonNode values(String chart) throws IOException {
        return new YAMLMapper().readTree(Sources.read("helm/" + chart + "/values.yaml"));
    }

    @Test
    void the_edge_knows_every_prefix_of_every_service() throws Exception {
        var routes = values("edge").path("routes");

        assertThat(routes.size()).isEqualTo(3);
        for (var service : routes.properties()) {
            assertThat(service.getValue())
                    .as(service.getKey())
                    .isEqualTo(values(service.getKey()).path("routes"));
        }
    }
}
