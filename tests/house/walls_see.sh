#!/bin/sh
# Tests walls.sh: a small house with one breach of each kind must be refused for each of them,
# and the same house without them must pass.
#
#     walls_see.sh WALLS_SH
set -eu
walls=$1
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
cd "$house"
for library in base text geom catalog anatomy inside fit rules session study views scene import render \
    platform ui export stage document panels modes app cli bake; do
    mkdir -p "src/$library"
    printf '#include "base/error.h"\n' >"src/$library/$library.c"
done
mkdir -p shaders tests assets docs models .ci
printf '#include <imgui.h>\n' >src/ui/gui_imgui.hpp
printf '#include "ui/gui_imgui.hpp"\n#include <imgui.h>\n' >src/ui/gui_imgui_draw.cpp
printf '#include "base/error.h"\n' >src/ui/other.cpp
printf '#ifndef X\n' >src/ui/ui.h
touch CMakeLists.txt setup.sh README.md models/README.md
sh "$walls" . || { echo "refused a house without a breach" >&2; exit 1; }

# breach FILE LINE: with that line the house must be refused, and for that line alone
breach() {
    cp "$1" kept
    printf '%s\n' "$2" >>"$1"
    if said=$(sh "$walls" .) || [ "$(printf '%s\n' "$said" | wc -l)" != 1 ]; then
        printf 'wanted one breach for `%s` in %s, got:\n%s\n' "$2" "$1" "${said:-none}" >&2
        exit 1
    fi
    mv kept "$1"
}

breach src/app/app.c '#include <glad/gl.h>'
breach src/ui/ui.c '#include <SDL.h>'
breach src/render/render.c '#include <EGL/egl.h>'
breach src/app/app.c '#include <assimp/scene.h>'
breach src/export/export.c '#include <stb_image.h>'
breach src/ui/ui.c '#include <imgui.h>'
breach src/ui/other.cpp '#include <backends/imgui_impl_opengl3.h>'
breach src/ui/other.cpp '#include "ui/gui_imgui.hpp"'
breach src/ui/gui_imgui.hpp 'static int count;'
breach src/ui/gui_imgui.hpp '#include "render/render.h"'
breach src/catalog/catalog.c '#include <jansson.h>'
breach src/rules/rules.c '#include <sqlite3.h>'
breach src/app/app.c '#include <cairo-pdf.h>'
breach src/rules/rules.c '#include "scene/frame.h"'
breach src/rules/rules.c '#include "views/plan_json.h"'
breach src/views/views.c '#include "scene/frame.h"'
breach src/views/views.c '#include "ui/gui.h"'
breach src/render/render.c '#include "scene/camera.h"'
breach src/ui/ui.c '#include "render/render.h"'
breach src/stage/stage.c '#include "document/history.h"'
breach src/document/document.c '#include "ui/gui.h"'
breach src/document/document.c '#include "render/render.h"'
breach src/base/base.c '#include "text/text.h"'
breach src/ui/ui.h '/* Private to this library. */'
breach src/app/app.c '    glClear(0);'
breach src/rules/rules.c '    return time(NULL);'
breach src/app/app.c 'static int count;'
breach src/app/app.c 'static struct app *the_app = NULL;'
breach src/app/app.c 'char name[64];'
breach src/app/app.c '    static int calls;'
breach src/app/app.c '// TO''DO: later'
breach src/app/app.c 'const char *dir = "/ho''me/me/deqi";'
