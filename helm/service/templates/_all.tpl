{{- define "service.all" -}}
{{- $most := eq .Values.autoscaling.by "none" | ternary .Values.replicas .Values.autoscaling.max }}
{{- if gt (int $most) (int .Values.kafka.partitions) }}
{{- fail (printf "%s: %v pods are more than the %v partitions" .Chart.Name $most .Values.kafka.partitions) }}
{{- end }}
{{- include "service.serviceaccount" . }}
---
{{ include "service.config" . }}
---
{{ include "service.networkpolicy" . }}
---
{{ include "service.migration-job" . }}
---
{{- if .Values.serverless.enabled }}
{{ include "service.knative" . }}
{{- else }}
{{ include "service.deployment" . }}
---
{{ include "service.service" . }}
---
{{ include "service.autoscaler" . }}
---
{{ include "service.pdb" . }}
{{- if not .Values.global.edge }}
---
{{ include "service.route" . }}
{{- end }}
{{- end }}
{{- end }}
