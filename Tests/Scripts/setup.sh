#!/bin/sh
# Installs the Debian packages that building and testing need and that are not there. Prints nothing where all are.
set -eu
packages="libpq-dev libqrencode-dev libreadline-dev libsqlite3-dev libxlsxwriter-dev openssl pkg-config postgresql sqlite3 zbar-tools zlib1g-dev"
missing=""
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
command -v apt-get >/dev/null 2>&1 || {
  echo "Cần cài: / Please install:$missing" >&2
  exit 1
}
if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo"; fi
echo "Cài đặt: / Installing:$missing"
case "$missing" in
*postgresql*)
  # The tests start a PostgreSQL of their own; Debian's package need not make one that runs on this machine.
  clusters=/etc/postgresql-common/createcluster.d
  $as_root mkdir -p "$clusters"
  trap '$as_root rm -f "$clusters/camtay.conf"' EXIT
  echo "create_main_cluster = false" | $as_root tee "$clusters/camtay.conf" >/dev/null
  ;;
esac
$as_root apt-get update -qq
# Word splitting is meant.
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing
