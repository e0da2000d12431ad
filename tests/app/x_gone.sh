#!/bin/sh
# The X server ends under the window: deqi says so and ends, and the session that it showed is there.
# Exit 77 without an X server that needs no screen.
#
#     x_gone.sh DEQI SOURCE_DIR
set -u
deqi=$1 sources=$2
command -v Xvfb >/dev/null || exit 77
home=$(mktemp -d)
server= program=
leave() {
    for pid in $program $server; do kill -9 "$pid" 2>/dev/null; done
    rm -rf "$home"
}
trap leave EXIT
fail() { echo "x_gone: $*"; exit 1; }
export HOME="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" SDL_AUDIODRIVER=dummy SDL_VIDEODRIVER=x11
unset DEQI_JOURNAL WAYLAND_DISPLAY
until_there() { # FILE: at most a minute
    for i in $(seq 600); do
        [ -s "$1" ] && return 0
        sleep 0.1
    done
    return 1
}
Xvfb -displayfd 3 -screen 0 1024x768x24 3>"$home/display" 2>/dev/null &
server=$!
until_there "$home/display" || exit 77
DISPLAY=:$(cat "$home/display")
export DISPLAY
"$deqi" session start "$sources/assets/cases/diabetic_soles.json" >/dev/null || fail "no session"
"$deqi" session event insert KI3 L >/dev/null || fail "no needle"
"$deqi" 2>"$home/said" &
program=$!
# its title stands there once it draws; without the tool that looks, some seconds have to do
if command -v xwininfo >/dev/null; then
    for i in $(seq 300); do
        xwininfo -root -tree 2>/dev/null | grep -q deqi && break
        sleep 0.1
    done
fi
sleep 3
kill -0 $program 2>/dev/null || { wait $program; rc=$?; program=; [ $rc = 3 ] && exit 77; fail "ended by itself: $rc"; }
kill $server
wait $server 2>/dev/null
server=
for i in $(seq 300); do
    kill -0 $program 2>/dev/null || break
    sleep 0.1
done
kill -0 $program 2>/dev/null && fail "it goes on without a screen"
wait $program
rc=$?
program=
[ $rc = 1 ] || fail "exit $rc: $(cat "$home/said")"
grep -q "X connection" "$home/said" || fail "nothing is said: $(cat "$home/said")"
"$deqi" session status | grep -q "1 in" || fail "the needle is not told"
