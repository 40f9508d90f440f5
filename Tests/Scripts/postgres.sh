#!/bin/sh
# Starts a PostgreSQL in a temporary folder, reached only through a socket there, and prints how to connect to it. Stops
# and removes it when standard input ends, and so also when whoever started this was killed. Debian's own cluster, where
# there is one, has nothing to do with it.
set -eu
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || { echo "PostgreSQL is not installed: sh Tests/Scripts/setup.sh" >&2; exit 1; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/camtay-postgres-XXXXXX")
cd "$folder"
server=""
finish() {
  [ -z "$server" ] || { kill -QUIT "$server"; wait "$server"; } 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' HUP INT PIPE TERM

# PostgreSQL refuses to be run by root.
as_owner=""
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as_owner="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi
# A language whose order of letters is not that of their bytes: a query that forgets to say which it wants shows.
$as_owner "$programs/initdb" --pgdata=data --username=camtay --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
  --locale-provider=icu --icu-locale=vi --no-sync >log 2>&1 || { cat log >&2; exit 1; }
$as_owner "$programs/postgres" -D data -k "$folder" -c listen_addresses= -c max_connections=300 >>log 2>&1 &
server=$!
until "$programs/pg_isready" --quiet --host="$folder"; do
  kill -0 "$server" 2>/dev/null || { cat log >&2; exit 1; }
  sleep 0.05
done
echo "host=$folder user=camtay dbname=postgres"
while read -r _; do :; done
