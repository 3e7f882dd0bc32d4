# shellcheck shell=bash
# One voice for what ./dev tells.
say() { printf '\033[2m==\033[0m %s\n' "$*" >&2; }
fail() { printf 'dev: %s\n' "$*" >&2; exit 1; }

# quietly LOG COMMAND...: output into build/logs/LOG, shown only when it fails.
quietly() {
  local log=build/logs/$1; shift
  mkdir -p build/logs
  "$@" > "$log" 2>&1 || { tail -40 "$log" >&2; fail "this failed: $* (all of it: $log)"; }
}
