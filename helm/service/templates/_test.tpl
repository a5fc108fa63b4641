{{/* helm test: the Service leads to a pod that is ready. */}}
{{- define "service.test" -}}
{{- $labels := include "service.labels" (merge (dict "aside" "-test") .) -}}
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
    {{- include "service.egress" (list (list (dict "podSelector" (dict "matchLabels" (include "service.selector" . | fromYaml)))) .Values.port) | nindent 4 }}
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
      command: [curl, --fail, --silent, --show-error, --retry, "5", "http://{{ .Chart.Name }}:{{ .Values.port }}/q/health/ready"]
      {{- include "service.confined" (dict "cpu" "10m" "memory" "32Mi") | nindent 6 }}
{{- end }}
