{{- define "edge.labels" -}}
{{ include "service.labels" (merge (dict "component" "edge") .) }}
{{- end }}
