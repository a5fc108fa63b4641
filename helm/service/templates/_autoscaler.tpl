{{- define "service.autoscaler" -}}
{{- if ne .Values.autoscaling.by "none" }}
{{- include (printf "service.autoscaler.%s" .Values.autoscaling.by) . }}
{{- end }}
{{- end }}

{{/* Up at once, down slowly: an auction's last minute comes in bursts. */}}
{{- define "service.behavior" -}}
behavior:
  scaleUp:
    stabilizationWindowSeconds: 0
    policies: [{type: Percent, value: 100, periodSeconds: 30}]
  scaleDown:
    stabilizationWindowSeconds: 300
    policies: [{type: Pods, value: 1, periodSeconds: 60}]
{{- end }}

{{- define "service.autoscaler.hpa" -}}
{{- $scaling := .Values.autoscaling -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .Chart.Name }}
  labels: {{- include "service.labels" . | nindent 4 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ .Chart.Name }}}
  minReplicas: {{ $scaling.min }}
  maxReplicas: {{ $scaling.max }}
  {{- include "service.behavior" . | nindent 2 }}
  metrics:
    - type: Resource
      resource: {name: cpu, target: {type: Utilization, averageUtilization: {{ $scaling.cpu }}}}
    {{- with $scaling.requestsPerSecond }}
    - type: Pods
      pods:
        metric: {name: http_server_requests_per_second}
        target: {type: AverageValue, averageValue: {{ . | quote }}}
    {{- end }}
    {{- with $scaling.closingSoon }}
    - type: External
      external:
        metric: {name: auctions_closing_next_5m}
        target: {type: AverageValue, averageValue: {{ . | quote }}}
    {{- end }}
    {{- range ternary $scaling.topics list (gt (int $scaling.lag) 0) }}
    - type: External
      external:
        metric:
          name: kafka_consumergroup_lag
          selector: {matchLabels: {consumergroup: {{ $.Chart.Name }}, topic: {{ . }}}}
        target: {type: AverageValue, averageValue: {{ $scaling.lag | quote }}}
    {{- end }}
{{- end }}

{{- define "service.autoscaler.keda" -}}
{{- $scaling := .Values.autoscaling -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ .Chart.Name }}
  labels: {{- include "service.labels" . | nindent 4 }}
spec:
  scaleTargetRef: {name: {{ .Chart.Name }}}
  minReplicaCount: {{ $scaling.min }}
  maxReplicaCount: {{ $scaling.max }}
  advanced:
    horizontalPodAutoscalerConfig:
      {{- include "service.behavior" . | nindent 6 }}
  triggers:
    - {type: cpu, metricType: Utilization, metadata: {value: {{ $scaling.cpu | quote }}}}
    {{- with $scaling.requestsPerSecond }}
    {{- $query := printf "sum(rate(http_server_requests_seconds_count{service=\"%s\"}[1m]))" $.Chart.Name }}
    {{- include "service.trigger" (list $ $query .) | nindent 4 }}
    {{- end }}
    {{- with $scaling.closingSoon }}
    {{- /* Every pod tells the same number. */}}
    {{- include "service.trigger" (list $ "max(auctions_closing_next_5m)" .) | nindent 4 }}
    {{- end }}
    {{- range ternary $scaling.topics list (gt (int $scaling.lag) 0) }}
    {{- $query := printf "sum(kafka_consumergroup_lag{consumergroup=\"%s\",topic=\"%s\"})" $.Chart.Name . }}
    {{- include "service.trigger" (list $ $query $scaling.lag) | nindent 4 }}
    {{- end }}
{{- end }}

{{- define "service.trigger" -}}
- type: prometheus
  metadata:
    serverAddress: {{ (index . 0).Values.global.prometheus.url }}
    query: {{ index . 1 }}
    threshold: {{ index . 2 | quote }}
{{- end }}
