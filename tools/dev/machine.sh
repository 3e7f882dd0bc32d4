# shellcheck shell=bash
# Debian packages and the pinned Node.

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo > /dev/null; then sudo "$@"
  else fail "needs root or sudo for: $*"; fi
}

# Names in tools/LIST.txt without their comments.
packages_in() { sed 's/#.*//' "tools/$1.txt" | tr -s ' \t\n' '\n' | sed '/^$/d'; }

# need_packages LIST...: one question to dpkg; installs only what is missing.
need_packages() {
  command -v dpkg-query > /dev/null || { say "no Debian: tools/packages*.txt says what must be there"; return 0; }
  local wanted missing
  wanted=$({ for list in "$@"; do packages_in "$list"; done; packages_for_node; } | sort -u)
  # shellcheck disable=SC2086
  missing=$(comm -23 <(echo "$wanted") \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2> /dev/null | sed -n 's/^installed //p' | sort -u))
  [ -n "$missing" ] || return 0
  # shellcheck disable=SC2086
  install_packages $missing
}

install_packages() {
  say "installing $# Debian packages: $*"
  no_server_of_debians_own
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)
  # The lists' lock knows no time-out of its own.
  local try
  for try in 1 2 3 4 5 6; do
    if as_root "${apt[@]}" update > /dev/null 2>&1; then break; fi
    [ "$try" -lt 6 ] || say "apt-get update failed; trying with the lists that are here"
    sleep 5
  done
  quietly apt.log as_root "${apt[@]}" install -y --no-install-recommends "$@"
}

# Debian's postgresql package creates and starts a cluster on port 5432 unless told not to. Linli brings its own.
no_server_of_debians_own() {
  local file=/etc/postgresql-common/createcluster.d/no-main.conf
  [ -e /usr/lib/postgresql/15/bin/postgres ] || [ -e "$file" ] && return 0
  as_root mkdir -p "${file%/*}"
  echo 'create_main_cluster = false' | as_root tee "$file" > /dev/null
}

NODE_VERSION=22.23.3
NPM_VERSION=11.21.2

# What fetches our own Node, where nothing can yet.
packages_for_node() { [ -e .tools/versions ] || command -v npm > /dev/null || printf '%s\n' nodejs npm ca-certificates; }

# Debian 12 has Node 18, the web tools need 20.19: a pinned Node and npm of our own, in .tools/.
need_node() {
  # Node knows only its own list of authorities; the machine's may hold more (a company's proxy).
  local authorities=/etc/ssl/certs/ca-certificates.crt
  [ ! -e "$authorities" ] || export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$authorities}
  export PATH=$PWD/.tools/node_modules/.bin:$PATH
  local wanted="node $NODE_VERSION npm $NPM_VERSION"
  [ "$(cat .tools/versions 2> /dev/null)" = "$wanted" ] && return 0
  # shellcheck disable=SC2046
  command -v npm > /dev/null || install_packages $(packages_for_node)
  local machine
  case $(uname -m) in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *) fail "no pinned Node for $(uname -m)" ;;
  esac
  say "fetching Node $NODE_VERSION and npm $NPM_VERSION into .tools"
  rm -rf .tools; mkdir -p .tools
  quietly node.log npm install --no-save --no-audit --no-fund --prefix .tools "node-linux-$machine@$NODE_VERSION" "npm@$NPM_VERSION"
  hash -r
  [ "$(node --version)" = "v$NODE_VERSION" ] || fail "the pinned Node does not run: $(command -v node)"
  echo "$wanted" > .tools/versions
}
