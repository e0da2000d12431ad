#!/bin/sh
# The scripts of a page are read by Node without complaint; and none of them asks for anything
# from anywhere or writes markup of its own.
#
#     scripts.sh FOLDER
set -u
cd "$1" || exit 2
status=0
if grep -nE 'innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|fetch\(|XMLHttp|WebSocket|import\(' ./*.js; then
    echo "a page asks for nothing, and its words are deqi's"
    status=1
fi
for script in *.js; do
    grep -q '^"use strict";' "$script" || { echo "$script is not strict"; status=1; }
done
[ $status = 0 ] || exit 1
command -v node >/dev/null || { echo "skipped: no Node is here (package nodejs)"; exit 77; }
for script in *.js; do
    node --check "$script" || exit 1
done
