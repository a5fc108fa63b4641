package ecomauction.notification.alarm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Where Alertmanager's webhook ends. No route at the gateway leads here.
@Path(AlertmanagerIdentity.PATH)
@Tag(name = "Alarms")
class AlarmResource {

    private final RaiseAlarms raiseAlarms;

    AlarmResource(RaiseAlarms raiseAlarms) {
        this.raiseAlarms = raiseAlarms;
    }

    @POST
    @RolesAllowed({AlertmanagerIdentity.ROLE, "operator"})
    @Operation(
            summary = "Alertmanager's webhook",
            description =
                    "One mail for each trouble that begins; what is told again counts, and does not"
                            + " mail. In the cluster only.")
    public Uni<Void> raise(@Valid @NotNull Notification notification) {
        return raiseAlarms.handle(notification.alerts());
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    @Schema(name = "AlertmanagerNotification")
    record Notification(@NotNull @Size(max = 1000) List<@Valid @NotNull Alert> alerts) {}
}
