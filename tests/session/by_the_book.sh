#!/bin/bash
# docs/ROOMS.md, followed to the letter on a fresh server: what stands there to be typed is read from there and typed, what
# stands there to be written into a file is written. Passwords, certificates, a network of its own (192.168.1.0/24, in which the
# server is called `office`), backup, restore, moving, a newer version.
#
#     by_the_book.sh DEQI CASE.json ROOMS.md
#
# Exit 77 where there is no PostgreSQL, no openssl, or no namespace to be had (that takes root).
set -euo pipefail
if [ -z "${BOOK_INSIDE:-}" ]; then
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1) || true
    needed=yes
    for tool in openssl ip setpriv createuser createdb pg_dump psql; do
        command -v $tool >/dev/null || needed=
    done
    if [ ! -x "${bin:-none}/initdb" ] || [ -z "$needed" ] || ! id postgres >/dev/null 2>&1 ||
        ! unshare -m -n true 2>/dev/null; then
        echo "skipped: no postgresql, openssl, ip, or namespace"
        exit 77
    fi
    export BOOK_INSIDE=$bin
    exec unshare -m -n "$0" "$@"
fi
bin=$BOOK_INSIDE deqi=$(readlink -f "$1") case=$(readlink -f "$2") book=$(readlink -f "$3")
folder=$(mktemp -d "${TMPDIR:-/tmp}/deqi-book-XXXXXX")
chmod 755 "$folder"
as_postgres() { setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups "$@"; }
finish() {
    as_postgres "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM
mkdir "$folder/data" "$folder/socket" "$folder/bin" "$folder/home" "$folder/backups" "$folder/stick" "$folder/work"
chown postgres "$folder/data" "$folder/socket" "$folder/backups"
chmod 700 "$folder/data"
as_postgres "$bin/initdb" -D "$folder/data" -A peer --auth-host=scram-sha-256 -N --locale=C.UTF-8 >"$folder/log" 2>&1
echo "unix_socket_directories = '$folder/socket'" >>"$folder/data/postgresql.conf"
# the clinic's network and the name of its server
ip link set lo up
ip address add 192.168.1.10/24 dev lo
sed '/[[:space:]]office$/d' /etc/hosts >"$folder/hosts"
echo "192.168.1.10 office" >>"$folder/hosts"
mount --bind "$folder/hosts" /etc/hosts

# what a person at the office has and this test has not
cat >"$folder/bin/sudo" <<END
#!/bin/sh
[ "\$1 \$2" = "-u postgres" ] || exit 2
shift 2
cd /tmp
exec env PGHOST="$folder/socket" HOME="$folder/backups" XDG_DATA_HOME="$folder/backups" \\
    setpriv --reuid=postgres --regid=$(id -g postgres) --clear-groups "\$@"
END
cat >"$folder/bin/systemctl" <<END
#!/bin/sh
exec setpriv --reuid=postgres --regid=$(id -g postgres) --clear-groups "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -s restart
END
printf '#!/bin/sh\necho "$@" >>"%s"\n' "$folder/installed" >"$folder/bin/apt"
ln -s "$deqi" "$folder/bin/deqi"
chmod +x "$folder/bin"/*
export PATH=$folder/bin:$PATH HOME=$folder/home
unset XDG_DATA_HOME XDG_CONFIG_HOME DEQI_JOURNAL PGHOST
cd "$folder/work"
as_postgres "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -s start </dev/null >>"$folder/log" 2>&1

# the lines of a chapter that are to be typed or written, as they stand there
lines() {
    awk -v chapter="$1" '/^#/ { sub(/^#+ /, ""); in_it = index($0, chapter) == 1; next } in_it && sub(/^    /, "")' "$book" |
        sed -e "s|/etc/postgresql/15/main|$folder/data|g" -e "s|/var/backups|$folder/backups|g" -e "s|/media/stick|$folder/stick|g" \
            -e 's|THE PASSWORD|a long one|'
}
typed=0
# into the files that the chapter names, or to the shell
follow() {
    local chapter=$1 line
    lines "$chapter" >"$folder/chapter"
    [ -s "$folder/chapter" ] || { echo "nothing stands under $chapter"; exit 1; }
    while IFS= read -r line <&3; do
        typed=$((typed + 1))
        case $line in
        hostssl*) echo "$line" >>"$folder/data/pg_hba.conf" ;;
        listen_addresses*|ssl*) echo "$line" >>"$folder/data/postgresql.conf" ;;
        SELECT*) sudo -u postgres psql -d clinic -At -c "$line" >"$folder/selected" ;;
        *pwprompt*) printf 'a long one\na long one\n' | setsid -w bash -c "$line" >>"$folder/log" 2>&1 || fail "$line" ;;
        *"copy FROM TO"*) ;; # a form, not a line
        *pg_dump*) eval "$line" >>"$folder/log" 2>&1 </dev/null || fail "$line"; after_the_dump ;;
        export*) eval "$line" ;;
        *) eval "$line" >>"$folder/log" 2>&1 </dev/null || fail "$line" ;;
        esac
    done 3<"$folder/chapter"
}
fail() {
    echo "$1: failed"
    tail -5 "$folder/log"
    exit 1
}
must() { "$@" >>"$folder/log" 2>&1 || fail "$*"; }
must_not() { ! "$@" >>"$folder/log" 2>&1 || { echo "$*: was allowed"; exit 1; }; }

follow "Set up in ten minutes"
follow "The certificate"
# a journal that was a file goes over first: the target must be empty
must deqi session start "$case" --label "bed 1"
must deqi session event abort left --id 1
follow "In each room"
follow "Moving"
deqi session start "$case" --label "bed 2" >"$folder/started" 2>>"$folder/log" || fail "deqi session start"
id=$(sed -n 's/^ *"id": "\([0-9]*\)".*/\1/p' "$folder/started")
must deqi session event note "from the room" --id "$id"
deqi journal status | grep -q '^in reach' || fail "deqi journal status"
follow "Who may do what"
grep -q '|start\||note|' "$folder/selected" || { echo "the question about who did what answers nothing"; exit 1; }
# the board reads, and no more; a stranger, a wrong password and a server without a certificate do not get in
sed -i 's/:room1:/:board:/' "$HOME/.pgpass"
must deqi session list --journal postgresql://board@office/clinic
must_not deqi session event note no --id "$id" --journal postgresql://board@office/clinic
must_not deqi session purge 1 --journal postgresql://board@office/clinic
sed -i 's/:board:/:room1:/' "$HOME/.pgpass"
must_not deqi session purge 1
must_not deqi journal status "postgresql://room1@192.168.1.10/clinic?sslmode=disable"
mv "$HOME/.postgresql/root.crt" "$HOME/.postgresql/away.crt"
rm -rf "$HOME/.local/share/deqi"
must_not deqi session list
mv "$HOME/.postgresql/away.crt" "$HOME/.postgresql/root.crt"
# what the backup lacks: of a session that is open, and a whole one
after_the_dump() {
    must deqi session event note "after the backup" --id "$id"
    deqi session start "$case" --label "bed 3" >"$folder/started" 2>>"$folder/log" || fail "deqi session start"
}
follow "Backup and restore"
# the room has it all, and sends it again by itself
sleep 1
must deqi session list
deqi journal status | grep -q '^in reach' || fail "deqi journal status after the restore"
sudo -u postgres psql -d clinic -At -c "SELECT string_agg(name || args, ' ' ORDER BY number) FROM deqi.event WHERE session = $id" >"$folder/after"
grep -q 'from the room.*after the backup' "$folder/after" || { cat "$folder/after"; fail "what the backup lacked is not there again"; }
sudo -u postgres psql -d clinic -At -c "SELECT label FROM deqi.session" >"$folder/after"
grep -q 'bed 3' "$folder/after" || fail "a session begun after the backup is not there again"
sudo -u postgres deqi journal verify postgres:dbname=clinic >"$folder/after" 2>>"$folder/log" || fail "deqi journal verify"
# the keeper removes what has ended, and nothing else
sed -i 's/:room1:/:keeper:/' "$HOME/.pgpass"
must deqi session purge 1 --journal postgresql://keeper@office/clinic
sed -i 's/:keeper:/:room1:/' "$HOME/.pgpass"
must deqi session list
lines "A new version" | grep -q . && follow "A new version"
# written inline there: `sudo -u postgres deqi journal init ...`
grep -o '`sudo -u postgres deqi journal init [^`]*`' "$book" | tr -d '`' >"$folder/again"
must bash "$folder/again"
must deqi journal status
echo "$typed lines typed or written"
