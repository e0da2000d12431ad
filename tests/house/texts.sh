#!/bin/sh
# Every text of assets/text/en*.json is shown by something, and every text that the program
# asks for by a literal id is there. (That other languages have the same ids is seen by
# tests/text and tests/rules.)
#
#     texts.sh SOURCE_DIR
set -eu
LC_ALL=C
export LC_ALL
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# "id": at the start of a line of a flat object
cat assets/text/en*.json | sed -n 's/^ *"\([^"]*\)": .*/\1/p' | sort >"$work/ids"
if [ -n "$(uniq -d "$work/ids")" ]; then
    echo "twice in assets/text/en*.json:" $(uniq -d "$work/ids") >&2
    exit 1
fi

# what the sources and the data name: literals, and families "mode.%s" of which one part is
# filled in, or begun by a macro ("session.refused." ID); form_one_of, card_word and named of plan_text.c take the family's name alone
find src -name '*.[ch]' | xargs cat | grep -o '"[^"\\ ]*"' | tr -d '"' >"$work/named"
find assets -name '*.json' ! -path '*/text/*' -exec cat {} + | grep -o '"[a-z][^" ]*"' |
    tr -d '"' >>"$work/named"
sed -n 's/\.%s$//p;s/^\([a-z_.]*[a-z]\)\.$/\1/p' "$work/named" | grep -v % | sort -u >"$work/families"
find src -name '*.[ch]' | xargs cat | tr '\n' ' ' |
    grep -oE '(form_one_of|card_word|named)\([^;]*' | grep -o '"[a-z_.]*"' | tr -d '"' |
    sort -u >>"$work/families"
sort -u "$work/named" -o "$work/named"

awk -v ids="$work/ids" -v families="$work/families" '
    BEGIN {
        while ((getline f < families) > 0) family[f] = 1
        while ((getline id < ids) > 0) known[id] = 1
        close(ids)
    }
    { named[$0] = 1 }
    END {
        while ((getline id < ids) > 0) {
            form = id
            sub(/#[^#]*$/, "", id) # a form for a count is shown where its text is
            if (form != id && !(id in known) && !(id in named)) { print form ": a form of no text"; continue }
            if (form != id) continue
            owner = id
            sub(/\.[^.]*$/, "", owner)
            first = rest = id
            sub(/\..*$/, "", first)
            sub(/^[^.]*\./, "", rest)
            if (id ~ /^error\./) continue # error_texts.py looks at these
            if (!(id in named) && !(owner in family) && !(first in family && rest in named)) print id ": nothing shows it"
        }
    }' "$work/named" >"$work/wrong"

# asked for with no English of its own beside it
find src -name '*.[ch]' | xargs cat | tr '\n' ' ' |
    grep -oE 'app_text\([a-z>-]+, *"[a-z0-9_.]+"\)|texts_get\([a-z>-]+, *"[a-z0-9_.]+", *NULL\)|\{\.id = "[a-z0-9_.]+"(, *\.arg|\})' |
    grep -oE '"[a-z0-9_.]+"' | tr -d '"' | sort -u |
    awk -v ids="$work/ids" '
        BEGIN { while ((getline id < ids) > 0) known[id] = 1 }
        !($0 in known) { print $0 ": asked for, but en*.json lacks it" }' >>"$work/wrong"

if [ -s "$work/wrong" ]; then
    cat "$work/wrong" >&2
    exit 1
fi
