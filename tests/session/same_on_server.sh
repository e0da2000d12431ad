#!/bin/sh
# What `deqi session` prints is the same over a journal in a file and over one on a server,
# byte for byte, with the same status: every event, every format, and what is refused. Only
# numbers that a session got where the server could not be asked would differ, and none is here.
#
#     with_server.sh same_on_server.sh DEQI CASE.json CASE.json
set -eu
deqi=$1 one=$2 two=$3
folder=$(mktemp -d "${TMPDIR:-/tmp}/deqi-same-XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config
export XDG_DATA_HOME XDG_CONFIG_HOME
unset DEQI_JOURNAL
"$deqi" journal init "$DEQI_TEST_SERVER" >/dev/null
file=$folder/journal.db
server_name=$("$deqi" journal verify "$DEQI_TEST_SERVER&user=nobody" 2>&1 | sed 's/^deqi: \(postgresql:[^ ]*\): .*/\1/;q')
now=$(($(date +%s) * 1000 - 20000000))
commands=0
taken=0

# the name of a journal is no part of what is said
known() {
    sed -e "s|$DEQI_TEST_SERVER|JOURNAL|g" -e "s|$file|JOURNAL|g" -e "s|$server_name|JOURNAL|g"
}

# both RUN ARGUMENTS: with both journals; the first says how many seconds go by before
both() {
    now=$((now + $1 * 1000))
    shift
    for where in file server; do
        journal=$file
        [ $where = file ] || journal=$DEQI_TEST_SERVER
        status=0
        "$deqi" session "$@" --journal "$journal" --now $now >"$folder/$where.raw" 2>"$folder/$where.err" || status=$?
        known <"$folder/$where.raw" >"$folder/$where.out"
        known <"$folder/$where.err" >>"$folder/$where.out"
        echo "status $status" >>"$folder/$where.out"
    done
    commands=$((commands + 1))
    [ $status != 0 ] || taken=$((taken + 1))
    if ! cmp -s "$folder/file.out" "$folder/server.out"; then
        echo "deqi session $*: not the same"
        diff "$folder/file.out" "$folder/server.out" | head -20
        exit 1
    fi
}

# points of a session that wait in its present position: CODE SIDE
waiting() {
    "$deqi" session status "$1" --journal "$file" --now $now --format json | python3 -c '
import json, sys
s = json.load(sys.stdin)
for p in s["points"]:
    if p["position"] == s["position"] and p["state"] in sys.argv[1:]:
        print(p["code"], p["side"])' "$2"
}

both 0 list
both 1 start "$one"
both 1 start "$one" --label "bed 2" --practice
both 1 start "$two" --format json
both 1 start "$folder/none.json"
both 1 event insert KI3 Q --id 1
both 1 event insert NOPE L --id 1
both 1 event close --id 1
both 1 event lamp-on --id 1
both 1 event by AB --id 1
both 1 event score before 7 --id 1
both 1 event label "bed 4, at the window" --id 1
first= last=
waiting 1 waiting >"$folder/points"
while read -r code side; do
    if [ -z "$first" ]; then
        first="$code $side"
        both 3 event insert "$code" "$side" --id 1
        both 3 event insert "$code" "$side" --id 1
        both 3 event fell-out "$code" "$side" --id 1
        both 3 event put-back "$code" "$side" --id 1
    elif [ -z "$last" ]; then
        last="$code $side"
        both 3 event skip "$code" "$side" "sore \"toe\" 足" --id 1
    else
        both 3 event insert "$code" "$side" --id 1
        both 3 event de-qi "$code" "$side" --id 1
    fi
done <"$folder/points"
both 5 event thermal-test pass --id 1
both 5 event no-de-qi "he cannot say" --id 1
both 5 event de-qi --id 1
both 5 event unplanned LR3 L "pain moved here" --id 1
both 5 event stuck LR3 L --id 1
both 5 event bent LR3 L --id 1
both 5 event lamp-on --id 1
both 5 event lamp-distance 40 --id 1
both 90 status 1
both 1 status 1 --format json
both 60 status --all
both 1 status --all --format json
both 200 event skin-check --id 1
both 1 event pause cough --id 1
both 9 event resume --id 1
both 1 event lamp-off --id 1
both 1 event note "hello = there" --id 1
both 1 event incident haematoma mild pressed --id 1
both 1 event override SF03 LI4 L "asked again" --id 1
both 1 event answer thermal_sense yes --id 1
both 1 list
both 1 list --format json
both 2000 status 1
both 1 event broken LR3 L --id 1
waiting 1 de_qi >"$folder/points"
waiting 1 in >>"$folder/points"
while read -r code side; do
    both 2 event remove "$code" "$side" --id 1
done <"$folder/points"
both 1 event retract-out $first --id 1
both 1 event remove $first --id 1
both 1 event close --id 1
both 1 event broken-resolved LR3 L drawn --id 1
both 1 event sharps 9 --id 1
both 1 event score after 3 --id 1
both 1 event abort "left" --id 1
both 1 status 1 --format json
both 1 event note "called" --id 1
both 1 event insert KI3 L --id 1
both 1 event abort "did not come" --id 3
for format in text json csv fhir pdf; do
    both 1 export 1 --format $format
    both 0 course "bed 4, at the window" --format $format
done
both 1 status 77
both 1 export 77
both 1 list --format json
both 1 purge 2
both 1 purge all
both 1 list
echo "$commands commands, $taken of them taken: the same"
[ $taken -gt 80 ]
