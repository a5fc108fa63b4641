package ecomauction.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecomauction.testkit.FakeService.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleMatrixTest {

    @Test
    void passes_on_a_service_that_does_as_the_table_says() {
        try (var service = new FakeService()) {
            assertThatCode(matrix(service, "/fake-roles.txt")::check).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LETS_BUYERS_DELETE   | DELETE /v1/things/{id} as buyer: 404 instead of FORBIDDEN
                    IGNORES_BAD_TOKENS   | DELETE /v1/things/{id} as a garbage token: 404 instead of UNAUTHORIZED
                    IGNORES_BAD_TOKENS   | POST /v1/things as a token with changed claims: 400 instead of UNAUTHORIZED
                    REFUSES_SELLERS      | POST /v1/things as seller: 403 instead of ALLOWED
                    FAILS_WHEN_FORBIDDEN | POST /v1/things as clerk: 500 instead of FORBIDDEN
                    SERVES_NO_POST       | POST /v1/things: documented, but not served
                    ANSWERS_400_EMPTY    | POST /v1/things as operator: 400 content type is ""
                    """)
    void catches(Fault fault, String complaint) {
        try (var service = new FakeService(fault)) {
            assertThatThrownBy(matrix(service, "/fake-roles.txt")::check)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(complaint);
        }
    }

    @Test
    void fails_on_an_operation_without_an_entry_and_an_entry_without_an_operation() {
        try (var service = new FakeService()) {
            assertThatThrownBy(matrix(service, "/stale-roles.txt")::check)
                    .hasMessageContaining("DELETE /v1/things/{id}: not in the table")
                    .hasMessageContaining("PUT /v1/things/{id}: in the table only");
        }
    }

    @Test
    void refuses_a_token_that_a_service_names_as_bad() {
        try (var service = new FakeService()) {
            var matrix = matrix(service, "/fake-roles.txt").refuses("a foreign token", "operator");

            assertThatThrownBy(matrix::check).hasMessageContaining("as a foreign token: ");
        }
    }

    @Test
    void reads_words_for_many_roles() {
        var table = RoleTable.parse("GET /a: anyone\nGET /b: signed-in # all\n\nGET /c: clerk");

        assertThat(table.allows("GET /a", "anonymous")).isTrue();
        assertThat(table.allows("GET /b", "anonymous")).isFalse();
        assertThat(table.allows("GET /b", "admin")).isTrue();
        assertThat(table.allows("GET /c", "buyer")).isFalse();
        assertThat(table.userFor("GET /c")).isEqualTo("clerk");
    }

    @Test
    void does_not_take_a_role_that_there_is_not() {
        assertThatThrownBy(() -> RoleTable.parse("GET /a: sellor")).hasMessageContaining("sellor");
    }

    private static RoleMatrix matrix(FakeService service, String table) {
        return RoleMatrix.at(service.uri(), table).tokens(user -> user);
    }
}
