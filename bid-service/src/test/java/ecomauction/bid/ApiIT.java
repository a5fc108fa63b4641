package ecomauction.bid;

import ecomauction.testkit.Fuzz;
import ecomauction.testkit.OpenApiFile;
import ecomauction.testkit.RoleMatrix;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestStack
class ApiIT {

    @Test
    void is_documented_as_committed() {
        OpenApiFile.check(Api.base(), Path.of("src/main/openapi/openapi.yaml"));
    }

    @Test
    void lets_in_whom_the_table_names_and_nobody_else() {
        RoleMatrix.at(Api.base(), "/roles.txt").check();
    }

    @Test
    void never_breaks_on_odd_requests() {
        Fuzz.at(Api.base(), "/roles.txt").rounds(300).check();
    }
}
