#!/bin/sh
# The release program is hardened: position-independent, all relocations read-only before
# main, no executable stack, canaries on its stacks, libc's checked copies.
#
#     hardened.sh PROGRAM
set -eu
LC_ALL=C
export LC_ALL
wrong=0
holds() { # what, text, pattern
    printf '%s\n' "$2" | grep -Eq "$3" && return
    echo "$1: missing" >&2
    wrong=1
}
holds 'a position-independent program' "$(readelf -hW "$1")" 'Type: *DYN'
holds 'GNU_RELRO' "$(readelf -lW "$1")" 'GNU_RELRO'
holds 'a stack that is not executed' "$(readelf -lW "$1")" 'GNU_STACK.* RW '
holds 'BIND_NOW' "$(readelf -dW "$1")" 'BIND_NOW|FLAGS_1.*NOW'
holds 'stack canaries' "$(readelf -sW "$1")" '__stack_chk_fail'
holds 'checked copies' "$(readelf -sW "$1")" '__(snprintf|vsnprintf|memcpy|fprintf)_chk'
exit $wrong
