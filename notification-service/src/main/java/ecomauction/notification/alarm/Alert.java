package ecomauction.notification.alarm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An alert as Alertmanager's webhook (version 4) tells it.
///
/// @param fingerprint Alertmanager's, of all its labels
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(name = "Alert")
record Alert(
        @NotNull @Pattern(regexp = "firing|resolved") String status,
        @NotNull @Size(min = 1, max = 50)
                Map<@NotNull @Size(max = 100) String, @NotNull @Size(max = 1000) String> labels,
        @NotNull @Size(max = 50)
                Map<@NotNull @Size(max = 100) String, @NotNull @Size(max = 4000) String>
                        annotations,
        @NotNull Instant startsAt,
        @NotNull @Pattern(regexp = "[0-9a-f]{1,32}") String fingerprint) {

    boolean isFiring() {
        return status.equals("firing");
    }

    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    String annotation(String name) {
        return annotations.getOrDefault(name, "");
    }

    /// What is one trouble for people: a kind of error in a service, however many processes have
    /// it; else whatever Alertmanager holds for one.
    String trouble() {
        return label("alertname")
                + "/"
                + (label("fingerprint").isEmpty()
                        ? fingerprint
                        : label("service") + "/" + label("fingerprint"));
    }

    /// How often it happened, as the rule counted it.
    long count() {
        try {
            return Math.max(1, Math.round(Double.parseDouble(annotation("count"))));
        } catch (NumberFormatException notCounted) {
            return 1;
        }
    }
}
