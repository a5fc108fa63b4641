package ecomauction.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.kubernetes.client.util.ModelMapper;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads objects as the API server does with `--validate=strict`: a field that it does not know is
/// an error, and so is one that is missing.
final class StrictReading {

    private static final Map<String, Class<?>> MODELS =
            Map.of(
                    "serving.knative.dev/v1 Service", Service.class,
                    "gateway.networking.k8s.io/v1 Gateway", Gateway.class,
                    "gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class,
                    "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class,
                    "monitoring.coreos.com/v1 PodMonitor", PodMonitor.class,
                    "monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class,
                    "monitoring.coreos.com/v1alpha1 AlertmanagerConfig", AlertmanagerConfig.class);

    /// No schema of these comes from Maven; ECOM_CRDS names a folder of CRDs that are enforced.
    private static final Set<String> WITHOUT_SCHEMA =
            Set.of(
                    "postgresql.cnpg.io",
                    "k8s.keycloak.org",
                    "objectbucket.io",
                    "policy.sigstore.dev");

    private final ObjectMapper strict = new ObjectMapper();
    private final Crds crds;

    StrictReading(Crds crds) {
        this.crds = crds;
        strict.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true);
        // These models keep what they do not know in a map of their own.
        strict.setAnnotationIntrospector(
                new JacksonAnnotationIntrospector() {
                    @Override
                    public Boolean hasAnySetter(Annotated annotated) {
                        return false;
                    }
                });
    }

    List<String> faults(Manifest manifest) {
        var fault = fault(manifest);
        return fault == null ? List.of() : List.of(manifest + ": " + fault);
    }

    private @Nullable String fault(Manifest manifest) {
        if (crds.know(manifest)) {
            return crds.fault(manifest);
        }
        var model = MODELS.get(manifest.apiVersion() + " " + manifest.kind());
        if (model != null) {
            return readFault(manifest, model);
        }
        var builtIn =
                ModelMapper.preBuiltGetApiTypeClass(
                        manifest.group(), manifest.version(), manifest.kind());
        if (builtIn != null) {
            return builtInFault(manifest, builtIn);
        }
        return WITHOUT_SCHEMA.contains(manifest.group())
                ? null
                : "no such kind: " + manifest.apiVersion() + " " + manifest.kind();
    }

    private @Nullable String readFault(Manifest manifest, Class<?> model) {
        try {
            strict.treeToValue(manifest.node(), model);
            return null;
        } catch (JsonProcessingException unknown) {
            return unknown.getOriginalMessage();
        }
    }

    private static @Nullable String builtInFault(Manifest manifest, Class<?> model) {
        try {
            model.getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, JsonParser.parseString(manifest.node().toString()));
            return null;
        } catch (InvocationTargetException refused) {
            return String.valueOf(refused.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.toString(), e);
        }
    }
}
