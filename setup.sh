#!/bin/sh
# Two commands: `./setup.sh run` opens deqi, `./setup.sh test` runs all tests. Each installs what is
# missing (Debian 12 packages), builds, and may be run again at any time.
set -eu
cd "$(dirname "$0")"

PACKAGES="gcc g++ cmake ninja-build pkg-config libc6-dev
    libsdl2-dev libegl-dev libegl1 libgl1 libgl1-mesa-dri libcglm-dev libassimp-dev libseccomp-dev libmeshoptimizer-dev libstb-dev
    libimgui-dev libfreetype-dev libfontconfig-dev fontconfig-config fonts-inter fonts-wqy-microhei
    libjansson-dev libsqlite3-dev libdeflate-dev libutf8proc-dev libpng-dev libcairo2-dev libpango1.0-dev libwebp-dev libopenh264-dev libcrypt-dev libjs-three
    libpq-dev"
TEST_PACKAGES="libcmocka-dev python3 binutils"
ALL_TEST_PACKAGES="postgresql openssl chromium nodejs firefox-esr xvfb"

say() { printf 'setup: %s\n' "$*" >&2; }

missing() {
    for package in $*; do
        status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
        [ "$status" = "install ok installed" ] || printf '%s ' "$package"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
    if ! command -v apt-get >/dev/null; then
        say "this is no Debian; these packages or their like are needed: $*"
        return
    fi
    needed=$(missing "$@")
    [ -n "$needed" ] || return 0
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        say "neither root nor sudo is at hand to install what is missing: $needed"
        exit 1
    fi
    say "installing: $needed"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $needed
}

build() {
    cmake --preset "$1" >/dev/null
    cmake --build --preset "$1"
}

run() {
    install_packages $PACKAGES
    build release
    program=build/release/deqi
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        exec "$program" "$@"
    fi
    "$program" render assets/cases/diabetic_soles.json -o deqi-demo.png --size 1920x1080 --at 12:30
    say "no display was found: the demonstration case is drawn in deqi-demo.png"
}

# what looks for barriers in a page (tests/page); without npm that test is skipped, with a word
get_axe() {
    [ ! -d build/axe/node_modules/axe-core ] && command -v npm >/dev/null || return 0
    npm install --prefix build/axe --no-save --no-audit --no-fund --silent axe-core@4 >&2 ||
        say "axe-core could not be had"
}

run_tests() {
    install_packages $PACKAGES $TEST_PACKAGES
    if [ "${1:-}" = all ]; then
        shift
        everything=1
        # what cannot be had here is skipped by its tests, with a word
        (install_packages $ALL_TEST_PACKAGES) ||
            say "not all of these could be installed: $ALL_TEST_PACKAGES"
    fi
    build release
    [ -z "${everything:-}" ] || get_axe
    # those of the label `long` take hours together: ./setup.sh test -L long
    [ $# -gt 0 ] || set -- -LE long
    ctest --preset release -j "$(nproc)" "$@"
}

case "${1:-}" in
run) shift && run "$@" ;;
test) shift && run_tests "$@" ;;
*)
    echo "usage: ./setup.sh run [ARGUMENTS OF deqi]   install what is missing, build, open deqi" >&2
    echo "       ./setup.sh test [ARGUMENTS OF ctest] install what is missing, build, run all tests" >&2
    echo "       ./setup.sh test all [ARGUMENTS]      the same with a server and a browser (PostgreSQL, Chromium)" >&2
    exit 2
    ;;
esac
