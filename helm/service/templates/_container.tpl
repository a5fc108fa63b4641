{{/* Parts of every pod and container of ours. */}}
{{- define "service.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.global.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Of containers and not of their pod: Knative takes no securityContext of a pod unless it is configured to. */}}
{{- define "service.confined" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  seccompProfile: {type: RuntimeDefault}
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
resources:
  requests: {cpu: {{ .cpu }}, memory: {{ .memory }}}
  limits: {memory: {{ .memory }}}
{{- end }}

{{- define "service.container" -}}
{{- $image := .Values.image -}}
name: {{ .Chart.Name }}
image: {{ .Values.global.image.registry }}{{ $image.repository }}
  {{- if $image.digest }}@{{ $image.digest }}{{ else }}:{{ $image.tag | default .Chart.AppVersion }}{{ end }}
imagePullPolicy: {{ $image.pullPolicy }}
{{ include "service.confined" .Values.resources }}
{{- end }}

{{- define "service.environment" -}}
envFrom:
  - configMapRef: {name: {{ .Chart.Name }}}
env:
  {{- include "service.secret" (list "QUARKUS_DATASOURCE_USERNAME" .Values.database.secret "username") | nindent 2 }}
  {{- include "service.secret" (list "QUARKUS_DATASOURCE_PASSWORD" .Values.database.secret "password") | nindent 2 }}
  {{- with .Values.kafka.userSecret }}
  {{- include "service.secret" (list "KAFKA_SASL_JAAS_CONFIG" . "sasl.jaas.config") | nindent 2 }}
  {{- end }}
  {{- range $name, $from := .Values.secrets }}
  {{- include "service.secret" (list $name $from.name $from.key) | nindent 2 }}
  {{- end }}
{{- end }}

{{- define "service.secret" -}}
- name: {{ index . 0 }}
  valueFrom: {secretKeyRef: {name: {{ index . 1 }}, key: {{ index . 2 }}}}
{{- end }}

{{- define "service.mounts" -}}
volumeMounts:
  - {name: tmp, mountPath: /tmp}
  - {name: ca, mountPath: /etc/ca, readOnly: true}
{{- end }}

{{/* With the certificates that servers are known by; keys that may lie beside them stay out. */}}
{{- define "service.volumes" -}}
volumes:
  - name: tmp
    emptyDir: {sizeLimit: 64Mi}
  - name: ca
    projected:
      sources:
        {{- range $server, $secret := dict "kafka" .Values.global.kafka.caSecret "postgres" .Values.database.caSecret }}
        {{- if $secret }}
        - secret: {name: {{ $secret }}, items: [{key: ca.crt, path: {{ $server }}.crt}]}
        {{- end }}
        {{- end }}
{{- end }}
