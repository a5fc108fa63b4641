{{/* helm test: the Service leads to a pod that is ready, or that answers what the chart says as `asks`. Knative's is reached by its full name, at Knative's own port. */}}
{{- define "service.test" -}}
{{- $labels := include "service.labels" (merge (dict "aside" "-test") .) -}}
{{- $host := printf "%s:%v" .Chart.Name .Values.port -}}
{{- if (.Values.serverless).enabled }}{{ $host = printf "%s.%s" .Chart.Name .Release.Namespace }}{{ end -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .Chart.Name }}-test
  labels: {{- $labels | nindent 4 }}
  annotations: {helm.sh/hook: test, helm.sh/hook-weight: "-1", helm.sh/hook-delete-policy: before-hook-creation}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: {{ .Chart.Name }}-test}}
  policyTypes: [Ingress, Egress]
  egress:
    {{- include "service.egress.dns" . | nindent 4 }}
    {{- if (.Values.serverless).enabled }}
    - to: {{- .Values.global.route.peers | toYaml | nindent 8 }}
    {{- else }}
    - ports: [{port: {{ .Values.port }}}]
      to: [{podSelector: {matchLabels: {{ include "service.selector" . | fromYaml | toJson }}}}]
    {{- end }}
---
apiVersion: v1
kind: Pod
metadata:
  name: {{ .Chart.Name }}-test
  labels: {{- $labels | nindent 4 }}
  annotations: {helm.sh/hook: test, helm.sh/hook-delete-policy: "before-hook-creation,hook-succeeded"}
spec:
  restartPolicy: Never
  {{- include "service.pod" . | nindent 2 }}
  containers:
    - name: ready
      image: {{ .Values.global.image.test }}
      command: [curl, --fail, --silent, --show-error, --retry, "5", "http://{{ $host }}{{ .asks | default "/q/health/ready" }}"]
      {{- include "service.confined" (dict "cpu" "10m" "memory" "32Mi") | nindent 6 }}
{{- end }}
