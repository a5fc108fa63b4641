package ecomauction.local;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/// The gateway's own refusals, in the form that the services use for theirs.
final class Problems {
    static final String TYPE = "application/problem+json";

    private Problems() {}

    static JsonObject of(int status, String code, String detail) {
        var slug = code.toLowerCase(Locale.ROOT).replace('_', '-');
        return new JsonObject()
                .put("type", "urn:ecomauction:problem:" + slug)
                .put("title", code.charAt(0) + slug.substring(1).replace('-', ' '))
                .put("status", status)
                .put("code", code)
                .put("detail", detail);
    }
}
