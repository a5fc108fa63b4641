{{/* The service's own image, ended once Flyway is done: pods never migrate and never see the owner's password. */}}
{{- define "service.migration-job" -}}
{{- $labels := include "service.labels" (merge (dict "aside" "-migration") .) -}}
{{- $database := .Values.database -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .Chart.Name }}-migration
  labels: {{- $labels | nindent 4 }}
  {{- include "service.hook" (list . -10) | nindent 2 }}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: {{ .Chart.Name }}-migration}}
  policyTypes: [Ingress, Egress]
  egress:
    {{- include "service.egress.dns" . | nindent 4 }}
    {{- include "service.egress" (list $database.peers $database.port) | nindent 4 }}
---
apiVersion: batch/v1
kind: Job
metadata:
  # A job cannot be changed: where it is no hook, each revision has its own.
  name: {{ .Chart.Name }}-migration{{ if not .Values.migration.hook }}-{{ .Release.Revision }}{{ end }}
  labels: {{- $labels | nindent 4 }}
  {{- include "service.hook" (list . -5) | nindent 2 }}
spec:
  backoffLimit: 10
  activeDeadlineSeconds: {{ .Values.migration.deadline }}
  template:
    metadata:
      labels: {{- $labels | nindent 8 }}
    spec:
      restartPolicy: Never
      {{- include "service.pod" . | nindent 6 }}
      containers:
        - {{- include "service.container" . | nindent 10 }}
          # All of it here: the hook runs before there is a ConfigMap.
          env:
            - {name: QUARKUS_INIT_AND_EXIT, value: "true"}
            - {name: QUARKUS_FLYWAY_ACTIVE, value: "true"}
            {{- range $key, $value := include "service.settings" . | fromYaml }}
            - {name: {{ $key }}, value: {{ $value | quote }}}
            {{- end }}
            {{- include "service.secret" (list "QUARKUS_FLYWAY_USERNAME" $database.ownerSecret "username") | nindent 12 }}
            {{- include "service.secret" (list "QUARKUS_FLYWAY_PASSWORD" $database.ownerSecret "password") | nindent 12 }}
            {{- include "service.secret" (list "QUARKUS_FLYWAY_PLACEHOLDERS_APP" $database.secret "username") | nindent 12 }}
          {{- include "service.mounts" . | nindent 10 }}
      {{- include "service.volumes" . | nindent 6 }}
{{- end }}

{{- define "service.hook" -}}
{{- if (index . 0).Values.migration.hook -}}
annotations:
  helm.sh/hook: pre-install,pre-upgrade
  helm.sh/hook-weight: {{ index . 1 | quote }}
  helm.sh/hook-delete-policy: before-hook-creation
{{- end }}
{{- end }}
