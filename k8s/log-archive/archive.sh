# What the scripts beside this one share: to speak S3, signed, with nothing but curl.
# Where: ARCHIVE_ENDPOINT, ARCHIVE_BUCKET, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, and AWS_REGION where it is not us-east-1.
BUCKET=${ARCHIVE_ENDPOINT:?}/${ARCHIVE_BUCKET:?}
NOTHING=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

# curl with a signature for a body of this sum; the keys are in nobody's list of processes.
signed() {
  local sum=$1
  shift
  curl --silent --show-error --aws-sigv4 "aws:amz:${AWS_REGION:-us-east-1}:s3" --header "x-amz-content-sha256: $sum" \
    --config /dev/fd/3 "$@" 3< <(printf 'user = "%s:%s"\n' "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}")
}

# Addresses come in, what is there goes out, one after the other over one connection.
get() {
  sed 's/.*/url = "&"/' | signed "$NOTHING" --fail --config -
}

encoded() {
  local text=$1 i
  for ((i = 0; i < ${#text}; i++)); do
    case ${text:i:1} in [a-zA-Z0-9._~-]) printf %s "${text:i:1}" ;; *) printf %%%02X "'${text:i:1}" ;; esac
  done
}

element() {
  { grep -o "<$1>[^<]*" || true; } | cut -d'>' -f2
}

# The keys of a day; a page has a thousand.
keys() {
  local prefix page next=
  prefix=$(encoded "logs/dt=$1/")
  while :; do
    page=$(get <<<"$BUCKET?${next:+continuation-token=$(encoded "$next")&}list-type=2&prefix=$prefix")
    element Key <<<"$page"
    next=$(element NextContinuationToken <<<"$page")
    [[ $next ]] || break
  done
}

# Of keys; a signature is made of the address as it is sent.
addresses() {
  sed "s|^|$BUCKET/|; s/=/%3D/g"
}
