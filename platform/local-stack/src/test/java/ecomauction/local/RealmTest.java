package ecomauction.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RealmTest {
    private final Options.Home home =
            new Options.Home(
                    LocalStack.root(), Path.of(""), Path.of(""), Options.with(Ports.free()));

    @Test
    void has_every_placeholder_filled() throws Exception {
        assertThat(Realm.merged(home)).doesNotContain("${");
    }

    @Test
    void gives_each_local_user_the_role_of_its_name_and_a_mailbox() throws Exception {
        var users = new JsonObject(Realm.merged(home)).getJsonArray("users");

        assertThat(users.stream().map(JsonObject.class::cast))
                .anySatisfy(user -> {
                    assertThat(user.getString("username")).isEqualTo("bidder5");
                    assertThat(user.getString("email")).isEqualTo("bidder5@example.test");
                    assertThat(user.getJsonArray("realmRoles")).containsExactly("buyer");
                });
    }

    @Test
    void offers_brokers_only_with_their_client_ids() throws Exception {
        var brokers = new JsonObject(Realm.merged(home)).getJsonArray("identityProviders");

        assertThat(brokers.stream().map(JsonObject.class::cast))
                .hasSize(2)
                .allSatisfy(broker -> assertThat(broker.getString("enabled")).isEqualTo("false"));
    }
}
