# Sourced by scripts that download packages.

# Runs a command that downloads up to three times, because a connection may break in the middle.
with_retries() { # COMMAND...
  local attempt
  for attempt in 1 2; do
    "$@" && return
    echo "$(basename "$0"): attempt $attempt of 3 failed: $*" >&2
    sleep 5
  done
  "$@"
}
