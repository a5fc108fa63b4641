{{- define "service.config" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Chart.Name }}
  labels: {{- include "service.labels" . | nindent 4 }}
data:
  {{- include "service.settings" . | nindent 2 }}
  # A job migrates, before the rollout; pods never do.
  QUARKUS_FLYWAY_ACTIVE: "false"
  KAFKA_BOOTSTRAP_SERVERS: {{ .Values.global.kafka.bootstrap | quote }}
  {{- if .Values.kafka.userSecret }}
  KAFKA_SECURITY_PROTOCOL: {{ ternary "SASL_SSL" "SASL_PLAINTEXT" (ne .Values.global.kafka.caSecret "") }}
  KAFKA_SASL_MECHANISM: SCRAM-SHA-512
  {{- end }}
  {{- if .Values.global.kafka.caSecret }}
  KAFKA_SSL_TRUSTSTORE_TYPE: PEM
  KAFKA_SSL_TRUSTSTORE_LOCATION: /etc/ca/kafka.crt
  {{- end }}
  QUARKUS_OIDC_AUTH_SERVER_URL: {{ .Values.global.keycloak.realmUrl | quote }}
  {{- with .Values.global.stage }}
  ECOMAUCTION_STAGE: {{ . | quote }}
  {{- end }}
  {{- with .Values.global.tracing.endpoint }}
  QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
  {{- end }}
  {{- range $name, $value := .Values.config }}
  {{ $name }}: {{ $value | quote }}
  {{- end }}
{{- end }}

{{/* How it runs and where things are: the same for pods and for the migration, which runs before there is a ConfigMap. */}}
{{- define "service.settings" -}}
{{- $database := .Values.database -}}
JAVA_TOOL_OPTIONS: {{ .Values.jvmOptions | quote }}
QUARKUS_HTTP_PORT: {{ .Values.port | quote }}
QUARKUS_DATASOURCE_REACTIVE_URL: postgresql://{{ $database.host }}:{{ $database.port }}/{{ $database.name }}
{{- $tls := "?sslmode=verify-full&sslrootcert=/etc/ca/postgres.crt" }}
QUARKUS_FLYWAY_JDBC_URL: jdbc:postgresql://{{ $database.host }}:{{ $database.port }}/{{ $database.name }}{{ if $database.caSecret }}{{ $tls }}{{ end }}
{{- if $database.caSecret }}
QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE: verify-full
QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM: HTTPS
QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM: "true"
QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS: /etc/ca/postgres.crt
{{- end }}
{{- end }}
