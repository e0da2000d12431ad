#!/bin/sh
# Runs a test with a PostgreSQL server of its own, in a folder of its own, on its own socket:
#
#     with_server.sh PROGRAM [ARGUMENT...]
#
# DEQI_TEST_HOST is where it listens. With DEQI_TEST_DISK=SIZE its data lie on a disk of that size (77 where none can be mounted).
# DEQI_TEST_SERVER is its address, DEQI_TEST_CLUSTER the folder: data, socket, and `start`, a
# program that starts the server once more. Exit 77 where there is no PostgreSQL.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || echo none)")
if [ ! -x "$bin/initdb" ]; then
    echo "skipped: there is no postgresql"
    exit 77
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/deqi-server-XXXXXX")
mkdir "$folder/data" "$folder/socket"
chmod 755 "$folder"
disk=
if [ -n "${DEQI_TEST_DISK:-}" ]; then
    if ! mount -t tmpfs -o "size=$DEQI_TEST_DISK" tmpfs "$folder/data" 2>/dev/null; then
        echo "skipped: no disk of its own can be mounted"
        rm -rf "$folder"
        exit 77
    fi
    disk=yes
fi
as=
if [ "$(id -u)" = 0 ]; then
    # a server refuses to be root's
    user=postgres
    id $user >/dev/null 2>&1 || user=nobody
    chown $user "$folder/data" "$folder/socket"
    as="setpriv --reuid=$user --regid=$(id -g $user) --clear-groups"
fi
chmod 700 "$folder/data"
finish() {
    $as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    [ -z "$disk" ] || umount "$folder/data" || umount -l "$folder/data"
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM
$as "$bin/initdb" -D "$folder/data" -U keeper -A trust -E UTF8 --locale=C -N --wal-segsize=1 >"$folder/log" 2>&1 || {
    cat "$folder/log"
    exit 1
}
# a loopback address of its own, which pg_hba.conf lets nobody in by until a test says so
host=127.$(($$ / 256 % 256)).$(($$ % 256)).9
# it inherits nothing that somebody else waits for the end of
cat >"$folder/start" <<END
#!/bin/sh
exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
exec $as "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -t 60 -s \\
    -o "-k $folder/socket -c listen_addresses='$host' ${DEQI_TEST_OPTIONS:-}" start
END
chmod +x "$folder/start"
(cd "$folder/data" && "$folder/start" </dev/null >/dev/null) || {
    cat "$folder/data/log"
    exit 1
}
# nor does it stay where this script is killed
(
    exec >/dev/null 2>&1 </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
    trap '' INT TERM
    while kill -0 $$; do sleep 2; done
    [ ! -d "$folder" ] || finish
) &
DEQI_TEST_SERVER="postgresql://keeper@/postgres?host=$folder/socket"
DEQI_TEST_CLUSTER=$folder
DEQI_TEST_HOST=$host
export DEQI_TEST_SERVER DEQI_TEST_CLUSTER DEQI_TEST_HOST
status=0
"$@" || status=$?
exit $status
