{{/* The same image where Knative starts and ends pods by the requests there are. */}}
{{- define "service.knative" -}}
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: {{ .Chart.Name }}
  labels: {{- include "service.labels" . | nindent 4 }}
spec:
  template:
    metadata:
      labels: {{- include "service.labels" . | nindent 8 }}
      annotations:
        checksum/config: {{ include "service.config" . | sha256sum }}
        # What reads Kafka or works by the clock must be there without a request.
        autoscaling.knative.dev/min-scale: {{ ternary "1" "0" .Values.consumes | quote }}
        autoscaling.knative.dev/max-scale: {{ .Values.autoscaling.max | quote }}
    spec:
      serviceAccountName: {{ .Chart.Name }}
      {{- include "service.pod" . | nindent 6 }}
      containers:
        - {{- include "service.container" . | nindent 10 }}
          ports: [{containerPort: {{ .Values.port }}}]
          {{- include "service.environment" . | nindent 10 }}
          readinessProbe: {httpGet: {path: /q/health/ready}}
          livenessProbe: {httpGet: {path: /q/health/live}}
          {{- include "service.mounts" . | nindent 10 }}
      {{- include "service.volumes" . | nindent 6 }}
{{- end }}
