#!/bin/sh
# Installs the Debian packages that building and testing need and that are not there. Prints nothing where all are.
set -eu
packages="libreadline-dev libsqlite3-dev zlib1g-dev libqrencode-dev sqlite3 zbar-tools"
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
$as_root apt-get update -qq
# Word splitting is meant.
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing
