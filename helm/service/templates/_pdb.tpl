{{- define "service.pdb" -}}
{{- if gt (int (eq .Values.autoscaling.by "none" | ternary .Values.replicas .Values.autoscaling.min)) 1 -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .Chart.Name }}
  labels: {{- include "service.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .Values.disruption.maxUnavailable }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels: {{- include "service.selector" . | nindent 6 }}
{{- end }}
{{- end }}
