#!/bin/sh
# The walls of the house, read from the sources. CMake already refuses an include of another
# library; this sees what a compiler cannot: system headers, GL calls, state at file scope, and
# words that promise work instead of doing it. One line a breach; exit 1 if there is any.
#
#     walls.sh SOURCE_DIR
set -u
LC_ALL=C
export LC_ALL
cd "$1" || exit 2
breaches=$(mktemp) || exit 2
trap 'rm -f "$breaches"' EXIT

# refuse WHAT: every line of standard input is a breach of it
refuse() {
    awk -v what="$1" '{ print $0 "    <- " what }' >>"$breaches"
}

sources() {
    find src -name '*.[ch]' -o -name '*.[ch]pp'
}

# only PATTERN FILES HEADERS: system headers that match are for those files alone
only() {
    sources | xargs grep -nE "#include [<\"]($1)" | grep -vE "^($2)" | refuse "only $2 may include it"
}

only 'glad/|GL/|GLES' 'src/render/'
only 'SDL|EGL/|late/sdl' 'src/platform/'
only 'assimp/|stb_|late/assimp' 'src/import/'
only 'meshoptimizer' 'src/(import|page)/'
only 'imgui|backends/imgui' 'src/ui/gui_imgui(_[a-z]+)?\.cpp:|src/ui/gui_imgui\.hpp:'
only 'sqlite3' 'src/(session|study)/'
only 'libpq|late/pq' 'src/session/server\.c'
only 'crypt\.h' 'src/document/pin\.c'
only 'cairo|pango|late/pango' 'src/export/'
only 'libdeflate|webp' 'src/(export|page)/'
only 'wels/|late/openh264' 'src/export/reel_mp4\.c'
only 'fontconfig' 'src/ui/'
only 'jansson' 'src/(base/json|page/|rules/|views/plan_json|session/|document/case_change|export/session_sheet|import/gltf_|bake/glb)'

# who speaks POSIX: whoever brings deqi to another system writes these files anew
only 'unistd|fcntl|dirent|poll|pthread|spawn|ftw|dlfcn|sys/|seccomp|threads|semaphore|termios|pwd|netdb|arpa/' 'src/system/'
# and what other headers declare of it
sources | grep -v '^src/system/' |
    xargs grep -nE '(^|[^A-Za-z0-9_.>])(clock_gettime|nanosleep|usleep|realpath|readlink|mkstemp|mkostemp|mkdtemp|fdopen|fileno|popen|fork|sigaction|signal|raise|kill|isatty|getpid|gethostname|flock|umask)\(' |
    refuse 'only system speaks POSIX'

# who includes the header that these files share would know Dear ImGui by it
sources | xargs grep -nE '#include "(ui/)?gui_imgui\.hpp"' |
    grep -vE '^src/ui/gui_imgui(_[a-z]+)?\.cpp:' |
    refuse 'only src/ui/gui_imgui*.cpp may include it'

# what one library may include of another: the table of CMakeLists.txt, said once more so that
# widening it there is noticed here
may() {
    library=$1
    shift
    allowed=$(printf '%s|' "$library" "$@" late)
    find "src/$library" -name '*.[ch]' -o -name '*.[ch]pp' | xargs grep -nE '^#include "' | grep -vE "#include \"(${allowed%|})/" |
        refuse "$library may include: $*"
}

may system
may base system
may text base
may geom base
may catalog base geom
may anatomy base geom catalog
may rules base text catalog
may session system base text rules
may study system base text geom catalog anatomy inside
may views base text geom catalog anatomy inside rules session study
may scene base geom catalog anatomy
may import system base geom
may fit base geom catalog anatomy
may platform system base
may ui base text catalog anatomy rules session study scene
may inside base geom catalog anatomy
may export system base text geom catalog anatomy inside rules session views scene
may stage system base text geom catalog anatomy fit inside rules session views scene import render platform ui export
may document system base text geom catalog rules session views scene
may panels system base text geom catalog anatomy inside rules session views scene render platform ui export stage document
may modes system base text geom catalog anatomy inside rules session study views scene render platform ui export stage document panels
# the relief of the skin is baked from what lies beneath it
may bake system base geom catalog anatomy inside import
find src/render -name '*.[ch]' | xargs grep -nE '^#include "' |
    grep -vE '#include "((render|base|geom)/|scene/frame\.h")' |
    refuse 'render may include: base geom scene/frame.h'

# who reads an #include must see that it is a library's own affair
find src -name '*.h' ! -name '*_internal.h' | xargs grep -niE 'private to this|not for others' /dev/null |
    refuse 'a private header ends in _internal.h'

# GL is called in render alone
sources | grep -v '^src/render/' | xargs grep -nE '(^|[^A-Za-z0-9_])gl[A-Z][A-Za-z0-9]+\(' |
    refuse 'only render calls GL'

# the libraries that are pure have no clock and no randomness
find src/rules src/catalog src/anatomy src/inside src/scene src/geom src/views -name '*.[ch]' |
    xargs grep -nE '(^|[^A-Za-z0-9_])(time|clock_gettime|gettimeofday|rand|random|srand)\(' |
    refuse 'a pure library has no clock and no randomness'

# state at file scope: a static or a plain definition that is not const. A flag that a signal
# handler sets cannot live anywhere else.
sources | xargs grep -nE '^(static )?[a-z][A-Za-z0-9_ ]*[ *][A-Za-z0-9_]+(\[[^]]*\])*( = .*|;)$' |
    grep -vE ':(static )?(const|inline|extern|typedef|return|goto|using|enum) |[ *]const |volatile sig_atomic_t|:(struct|union|enum) [a-z_0-9]+;' |
    refuse 'no mutable state at file scope'
sources | xargs grep -nE '^ +static ' | grep -vE 'static const|\*const |static inline' |
    refuse 'no mutable state in a function'

# work left undone, and the builder's own machine
everything() {
    find src shaders tests assets docs CMakeLists.txt setup.sh *.md models/README.md .ci \
        -type f ! -name '*.png' ! -path tests/house/walls.sh
}
everything | xargs grep -nwE 'TODO|FIXME|XXX|HACK|stub|placeholder' |
    grep -vE '^assets/page/[a-z]+\.(js:.*\.placeholder = |css:.*::placeholder )' |
    refuse 'finish it, or say what is so'
everything | xargs grep -nE '(^|[^A-Za-z0-9_.])/(work|home|root|Users)/' |
    refuse 'a path of one machine'
find src shaders assets CMakeLists.txt setup.sh -type f |
    xargs grep -nE '(^|[^A-Za-z0-9_.}])/tmp/|registry\.|(pypi|debian)\.org' |
    refuse 'a path or host of one machine'

if [ -s "$breaches" ]; then
    cat "$breaches"
    exit 1
fi
