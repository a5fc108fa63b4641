{{- define "service.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Chart.Name }}
  labels: {{- include "service.labels" . | nindent 4 }}
spec:
  {{- if eq .Values.autoscaling.by "none" }}
  replicas: {{ .Values.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  strategy:
    rollingUpdate: {maxUnavailable: 0, maxSurge: 1}
  selector:
    matchLabels: {{- include "service.selector" . | nindent 6 }}
  template:
    metadata:
      labels: {{- include "service.labels" . | nindent 8 }}
      annotations:
        checksum/config: {{ include "service.config" . | sha256sum }}
    spec:
      serviceAccountName: {{ .Chart.Name }}
      {{- include "service.pod" . | nindent 6 }}
      terminationGracePeriodSeconds: {{ .Values.drain.grace }}
      topologySpreadConstraints:
        {{- range .Values.spread }}
        - maxSkew: 1
          topologyKey: {{ . }}
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels: {{- include "service.selector" $ | nindent 14 }}
        {{- end }}
      containers:
        - {{- include "service.container" . | nindent 10 }}
          ports:
            - {name: http, containerPort: {{ .Values.port }}}
          {{- include "service.environment" . | nindent 10 }}
          # A minute to start. Then: no requests after a minute without database or broker, since all replicas share
          # them: bids are taken while the broker restarts, and refused with 503 while the database does. Ended only
          # when it hangs.
          startupProbe:
            httpGet: {path: /q/health/started, port: http}
            periodSeconds: 1
            timeoutSeconds: 2
            failureThreshold: 60
          readinessProbe:
            httpGet: {path: /q/health/ready, port: http}
            periodSeconds: 3
            timeoutSeconds: 5
            failureThreshold: 20
          livenessProbe:
            httpGet: {path: /q/health/live, port: http}
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          # Others need a while to learn that nothing more may be sent here.
          lifecycle:
            preStop: {sleep: {seconds: {{ .Values.drain.delay }}}}
          {{- include "service.mounts" . | nindent 10 }}
      {{- include "service.volumes" . | nindent 6 }}
{{- end }}
