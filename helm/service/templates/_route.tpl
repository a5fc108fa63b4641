{{/* To what the chart says as `prefixes`, or else in its values. */}}
{{- define "service.route" -}}
{{- if ne .Values.global.route.kind "none" }}
{{- include (printf "service.route.%s" .Values.global.route.kind) . }}
{{- end }}
{{- end }}

{{- define "service.route.metadata" -}}
metadata:
  name: {{ .Chart.Name }}
  labels: {{- include "service.labels" . | nindent 4 }}
  annotations: {{- .Values.global.route.annotations | toYaml | nindent 4 }}
{{- end }}

{{- define "service.route.ingress" -}}
{{- $route := .Values.global.route -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
{{ include "service.route.metadata" . }}
spec:
  {{- with $route.ingressClass }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- with $route.tlsSecret }}
  tls: [{hosts: [{{ $route.host }}], secretName: {{ . }}}]
  {{- end }}
  rules:
    - http:
        paths:
          {{- range .prefixes | default .Values.routes }}
          - path: {{ . }}
            pathType: Prefix
            backend: {service: {name: {{ $.Chart.Name }}, port: {name: http}}}
          {{- end }}
      {{- with $route.host }}
      host: {{ . }}
      {{- end }}
{{- end }}

{{- define "service.route.gateway" -}}
{{- $route := .Values.global.route -}}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
{{ include "service.route.metadata" . }}
spec:
  parentRefs:
    - name: {{ $route.gateway.name }}
      namespace: {{ $route.gateway.namespace | default .Release.Namespace }}
  {{- with $route.host }}
  hostnames: [{{ . }}]
  {{- end }}
  rules:
    - matches:
        {{- range .prefixes | default .Values.routes }}
        - path: {type: PathPrefix, value: {{ . }}}
        {{- end }}
      backendRefs: [{name: {{ .Chart.Name }}, port: {{ .Values.port }}}]
      # No end for a gateway to set: Envoy's would cut off event streams after 15 s. Those behind it have time-outs.
      timeouts: {request: 0s}
{{- end }}
