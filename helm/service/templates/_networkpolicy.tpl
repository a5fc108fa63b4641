{{/* Nobody calls but the way in and Prometheus; nothing is reached but what the service needs. */}}
{{- define "service.networkpolicy" -}}
{{- $global := .Values.global -}}
{{- $edge := list (dict "podSelector" (dict "matchLabels" (dict "app.kubernetes.io/name" "edge"))) -}}
{{- $callers := ternary $edge $global.route.peers $global.edge -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .Chart.Name }}
  labels: {{- include "service.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels: {{- include "service.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    {{- if .Values.serverless.enabled }}
    # Knative's proxy is in the pod: it takes requests (8012, 8013) and is asked how it is (8022, 9090).
    - ports: [{port: 8012}, {port: 8013}, {port: 8022}, {port: 9090}]
      from: {{- $callers | toYaml | nindent 8 }}
    - ports: [{port: {{ .Values.port }}}]
      from: {{- $global.prometheus.peers | toYaml | nindent 8 }}
    {{- else }}
    - ports: [{port: {{ .Values.port }}}]
      from:
        - podSelector: {matchLabels: {app.kubernetes.io/name: {{ .Chart.Name }}-test}}
        {{- concat $callers $global.prometheus.peers | toYaml | nindent 8 }}
    {{- end }}
  egress:
    {{- include "service.egress.dns" . | nindent 4 }}
    {{- include "service.egress" (list .Values.database.peers .Values.database.port) | nindent 4 }}
    {{- include "service.egress" (list $global.kafka.peers $global.kafka.port) | nindent 4 }}
    {{- include "service.egress" (list $global.keycloak.peers $global.keycloak.port) | nindent 4 }}
    {{- if $global.tracing.endpoint }}
    {{- include "service.egress" (list $global.tracing.peers $global.tracing.port) | nindent 4 }}
    {{- end }}
    {{- with .Values.egress }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}

{{- define "service.egress.dns" -}}
- ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
  to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]
{{- end }}

{{- define "service.egress" -}}
- ports: [{port: {{ index . 1 }}}]
  to: {{- index . 0 | toYaml | nindent 4 }}
{{- end }}
