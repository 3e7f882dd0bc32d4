# shellcheck shell=bash
# Web pages, then the program they travel in.

# Fingerprint of the files named on standard input, NUL between them.
fingerprint() { sort -z | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1; }

# unchanged STAMP FINGERPRINT: whether the work was done for these very files.
unchanged() { [ "$(cat "build/stamps/$1" 2> /dev/null)" = "$2" ]; }
done_for() { mkdir -p build/stamps; echo "$2" > "build/stamps/$1"; }

need_web_packages() {
  need_node
  ln -sfn ../web/node_modules tests/node_modules # journeys use the same packages
  local now
  now=$(printf '%s\0' web/package-lock.json tools/dev/machine.sh | fingerprint)
  [ -d web/node_modules ] && unchanged web-packages "$now" && return 0
  say "fetching web packages"
  quietly npm-ci.log npm ci --prefix web --no-audit --no-fund
  done_for web-packages "$now"
}

# web/dist, only when a source of it changed; components.d.ts is written by the build itself.
build_web() {
  [ -e web/package.json ] || return 0
  local now
  now=$({ find web \( -name node_modules -o -path web/dist -o -path web/test-results -o -path web/shots \) -prune \
            -o -type f ! -name components.d.ts -print0; find docs -name openapi.json -print0; } | fingerprint)
  [ -e web/dist ] && unchanged web-dist "$now" && return 0
  need_web_packages
  say "building web pages"
  quietly vite.log npm run build --prefix web
  done_for web-dist "$now"
}

build_targets() {
  export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD} CCACHE_NOHASHDIR=1
  [ -e build/build.ninja ] || { say "configuring"; quietly cmake.log cmake -S . -B build -G Ninja; }
  # One job a processor, and no more than memory bears: a server file takes up to 1 GB to compile.
  local jobs memory quiet=--quiet
  memory=$(awk '/MemAvailable/ {print int($2 / 1000000)}' /proc/meminfo)
  jobs=$(nproc); [ "$jobs" -le "$memory" ] || jobs=$((memory > 1 ? memory : 1))
  [ -t 1 ] && quiet=
  ninja -C build -n "$@" 2> /dev/null | grep -q "no work to do" && return 0
  say "compiling ($jobs at a time; the first time takes minutes)"
  # shellcheck disable=SC2086
  ninja -C build -j "$jobs" $quiet "$@"
}

build_program() {
  need_packages packages
  build_web
  build_targets linli
}

build_everything() {
  need_packages packages
  build_web
  [ ! -e web/package.json ] || need_web_packages
  build_targets all
  need_node
}

# Started as root, PostgreSQL runs as `postgres`, who may not pass a closed home such as Debian's /root.
data_folder() {
  if [ "$(id -u)" != 0 ] || runuser -u postgres -- test -x "$PWD"; then echo data; else echo /var/lib/linli-demo; fi
}

# run_program [OPTION...]: options of `linli serve` win over the defaults.
run_program() {
  local options=()
  case " $* " in *" --data"*) ;; *) options+=(--data "$(data_folder)") ;; esac
  case " $* " in *" --listen"*) ;; *) options+=(--listen 127.0.0.1:8080) ;; esac
  case " $* " in *" --demo"* | *" --database"*) ;; *) options+=(--demo street) ;; esac
  say "build/linli serve ${options[*]} $*"
  exec build/linli serve "${options[@]}" "$@"
}
