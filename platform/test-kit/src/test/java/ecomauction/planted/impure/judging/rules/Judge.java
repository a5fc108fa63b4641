package ecomauction.planted.impure.judging.rules;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpClient;

@ApplicationScoped
class JudgeAsBean {}

class JudgeByReactive {
    Uni<Integer> minimum() {
        return Uni.createFrom().item(1);
    }
}

class JudgeByDatabase {
    SqlConnection connection(SqlConnection connection) {
        return connection;
    }
}

class JudgeByHttp {
    void ask(HttpClient client) {
        client.close();
    }
}
