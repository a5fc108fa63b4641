package ecomauction.bid.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every published case of the bidding rules, field by field.
class VectorsTest {

    private final ObjectMapper json = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> gives_the_published_result() throws IOException {
        var vectors = json.readTree(getClass().getResourceAsStream("/auction-vectors.json"));

        assertThat(vectors.size()).isEqualTo(19);
        return StreamSupport.stream(vectors.spliterator(), false)
                .map(v -> DynamicTest.dynamicTest(v.get("id").asText(), () -> check(v)));
    }

    private void check(JsonNode vector) throws IOException {
        var simulation = json.treeToValue(vector, Simulation.class);

        var result = json.readTree(json.writeValueAsString(simulation.run()));

        assertThat(result.get("steps")).isEqualTo(vector.get("steps"));
        assertThat(result.get("close")).isEqualTo(vector.get("close"));
    }
}
