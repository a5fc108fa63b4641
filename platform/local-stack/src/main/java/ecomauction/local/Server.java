package ecomauction.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// One process of the system: what starts it, what it needs first, how to see that it is ready.
///
/// @param ports the names of its ports; the first one is the one that people use
/// @param needs the names of the servers that must be ready before
record Server(
        String name, List<String> ports, List<String> needs, Preparation preparation, Ready ready) {

    /// Unpacks and configures what the server needs; cheap when that is done already.
    interface Preparation {
        Command prepare() throws IOException;
    }

    /// @param stopSignal what ends it in good order
    record Command(List<String> line, Map<String, String> environment, String stopSignal) {
        Command(List<String> line, Map<String, String> environment) {
            this(line, environment, "TERM");
        }

        /// Equal for two commands that would start the same thing. Whether a start is helped by an
        /// AOT cache makes no other thing of it.
        String fingerprint() {
            var essential = line.stream().filter(part -> !part.startsWith("-XX:AOT")).toList();
            return Integer.toHexString(31 * essential.hashCode() + environment.hashCode());
        }
    }
}
