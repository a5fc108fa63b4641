{{/* What a selector names: fixed from day one. A pod "aside" (migration, test) is none of the service's pods. */}}
{{- define "service.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}{{ .aside | default "" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "service.labels" -}}
{{ include "service.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: ecomauction
app.kubernetes.io/component: {{ .component | default "service" }}{{ .aside | default "" }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
