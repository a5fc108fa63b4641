package ecomauction.kit.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/// How large a request's body may be. `quarkus.http.limits.max-body-size` must be the largest of
/// all.
@ConfigMapping(prefix = "ecomauction.http")
interface BodyLimits {

    @WithDefault("64K")
    MemorySize maxBody();

    /// By path, where it is another.
    Map<String, MemorySize> maxBodyOf();
}
