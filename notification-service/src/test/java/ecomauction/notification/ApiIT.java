package ecomauction.notification;

import ecomauction.testkit.Fuzz;
import ecomauction.testkit.OpenApiFile;
import ecomauction.testkit.RoleMatrix;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiIT {

    @TestHTTPResource URI service;

    @Test
    void is_as_documented() {
        OpenApiFile.check(service, Path.of("src/main/openapi/openapi.yaml"));
    }

    @Test
    void lets_in_only_whom_it_may() {
        RoleMatrix.at(service, "/roles.txt").check();
    }

    @Test
    void answers_anything_with_a_proper_problem() {
        Fuzz.at(service, "/roles.txt").rounds(150).check();
    }
}
