#!/bin/sh
# The whole story, with the real programs: a server with a team, a device that joins, a volunteer who walks a guide
# and logs, amends and voids, a sync, and an export of each side. Ends with 0 only where both exports hold exactly
# the same entries.
set -eu
programs=$(cd "${CAMTAY_PROGRAMS:?the folder with the built programs}" && pwd)
checkout=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
server_process=""
finish() {
  [ -z "$server_process" ] || kill "$server_process" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

say() { printf '\n\033[1m== %s\033[0m\n' "$1"; }
camtay() { "$programs/camtay" "$@"; }
server() { "$programs/camtay-server" "$@"; }
umask 077
echo "bốn chữ dễ nhớ" >"$work/passphrase"
export CAMTAY_PASSPHRASE_FILE="$work/passphrase" CAMTAY_HOME="$work/device" CAMTAY_CONTENT="$checkout" COLUMNS=90
database="sqlite:$work/server.sqlite"

say "A province starts its server"
"$programs/camtay-server" run --database "$database" --listen 127.0.0.1:0 >"$work/server.log" 2>&1 &
server_process=$!
for _ in $(seq 100); do
  address=$(grep -o 'http://127.0.0.1:[0-9]*' "$work/server.log" | head -n 1 || true)
  [ -n "$address" ] && break
  sleep 0.1
done
[ -n "$address" ] || { cat "$work/server.log"; exit 1; }
echo "$address"

say "The administrator makes a team and an invitation"
team=$(server team create --database "$database" --name "Tổ công nghệ số thôn 3" --unit "Xã Tân Hòa" | tail -n 1)
code=$(server invite --database "$database" --team "$team" | grep -oE '([0-9A-Z]{5}-)+[0-9A-Z]{5}' | head -n 1)
echo "$team"

say "Offline: a volunteer walks a guide with a citizen and logs other help"
camtay <<'TYPED'
dang ky tam tru
1
1

1
1
1









1
G22.99-251225-020175

1


7

1

c
5
ghi 10


hỏi giờ làm việc của Trung tâm
c
ghi



sửa 2 --minutes 15
hủy 3 --yes
nhật ký
thoát
TYPED

say "Back where there is a network: the device joins its team and syncs"
camtay enrol "$address" "$code"
camtay sync
camtay sync

say "The team leader's spreadsheet, on the server"
server export --database "$database" --team "$team" --format csv
server export --database "$database" --team "$team" --format jsonl >"$work/server.jsonl"
camtay export --format jsonl >"$work/device.jsonl"

say "The server holds exactly what the device holds"
sort "$work/device.jsonl" >"$work/a"
sort "$work/server.jsonl" >"$work/b"
cmp "$work/a" "$work/b"
count=$(wc -l <"$work/a")
[ "$count" -eq 3 ]
echo "$count times of help on the device, with all their changes; the same $count on the server."
