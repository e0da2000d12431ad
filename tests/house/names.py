#!/usr/bin/env python3
"""A name says where to look: a file's public functions carry the file's name, and no two
files of src, nor two structs that headers declare, share one.

    names.py SOURCE_DIR           one line a breach; exit 1 if there is any
    names.py --self-test

A function carries the name of the header that declares it or of the source that defines it
(without `_internal`), in any inflection: text.h has `texts_load`, fit.h `fitter_create`,
panels.h `panel_card`.
"""
import collections
import glob
import os
import re
import sys

# what does not follow the rule, and why
EXEMPT_FUNCTIONS = {
    r"x(malloc|calloc|realloc|grow|stream|stream_close)":
        "C's own names with an x: the same, but they do not fail",
    r"cmd_\w+": "a command's name is its row in commands.h and its file's",
}
EXEMPT_FILES = {
    "main": "each program has one",
}

TOKEN = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])+'", re.S)
NO_NAME = {"if", "for", "while", "switch", "return", "sizeof", "_Static_assert", "defined"}
DECLARATION = re.compile(r"([\w\s*]*?)\b([A-Za-z_]\w*)\s*\(")
# one that gives back a pointer to an array: const float (*bones_at(...))[3]
OF_ARRAY = re.compile(r"[\w\s]*\(\*\s*(?:const\s+)?([A-Za-z_]\w*)\s*\(")


def top_level(text):
    """The declarations of a file, without comments, strings, macros and what braces hold."""
    text = re.sub(r"#ifdef __cplusplus\n(?:.*\n)*?#endif", "", text)
    text = TOKEN.sub(lambda m: " " if m.group(0)[0] == "/" else "0", text)
    text = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*$", "", text, flags=re.M)
    text = re.sub(r'extern\s+0\s*\{', "", text)
    text = re.sub(r"__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)", "", text)
    out, depth = [], 0
    for c in text:
        depth -= c == "}"
        if depth == 0:
            out.append("};" if c == "}" else c)
        depth += c == "{"
    return "".join(out)


def functions(text):
    """(name, whether static) of every function declared or defined at the top."""
    for part in top_level(text).split(";"):
        part = part.strip()
        if part.startswith("typedef"):
            continue
        m = OF_ARRAY.match(part)
        if m:
            yield m.group(1), "static" in part[:m.start(1)].split()
            continue
        m = DECLARATION.match(part)
        if m and m.group(1).strip() and m.group(2) not in NO_NAME:
            yield m.group(2), "static" in m.group(1).split()


def stem(path):
    return re.sub(r"(_internal)?\.[ch](pp)?$", "", os.path.basename(path))


def carries(name, of):
    root = of[:-1] if of.endswith("s") and not of.endswith("ss") else of
    return re.match(re.escape(root) + r"[a-z]{0,3}(_|$)", name) is not None


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def breaches(source):
    files = sorted(p for e in ("c", "h", "cpp", "hpp")
                   for p in glob.glob(os.path.join(source, "src", "**", "*." + e),
                                      recursive=True))
    text = {os.path.relpath(p, source): read(p) for p in files}
    defined = collections.defaultdict(list)
    for path, t in text.items():
        if path.endswith(("c", "cpp")):
            for name, static in functions(t):
                if not static:
                    defined[name].append(path)
    n = 0
    for path, t in text.items():
        if not path.endswith(("h", "hpp")):
            continue
        floor = os.path.dirname(path)
        for name, _ in functions(t):
            n += 1
            where = [path] + [p for p in defined[name] if os.path.dirname(p) == floor]
            if not any(carries(name, stem(p)) for p in where) and \
                    not any(re.fullmatch(e, name) for e in EXEMPT_FUNCTIONS):
                yield "%s: %s carries neither this file's name nor that of %s" % (
                    path, name, " ".join(where[1:]) or "a source")
    if n < 1000:
        yield "only %d functions were found" % n

    named = collections.defaultdict(set)
    for path in text:
        named[re.sub(r"\.[ch](pp)?$", "", os.path.basename(path))].add(os.path.dirname(path))
    for name, floors in sorted(named.items()):
        if len(floors) > 1 and name not in EXEMPT_FILES:
            yield "%s: files of this name stand in %s" % (name, " and ".join(sorted(floors)))

    structs = collections.defaultdict(set)
    for path, t in text.items():
        for kind, tag in re.findall(r"^(struct|union|enum) (\w+) \{", t, flags=re.M):
            structs[tag].add(path)
    for tag, paths in sorted(structs.items()):
        if len(paths) > 1 and any(p.endswith(("h", "hpp")) for p in paths):
            yield "struct %s: %s" % (tag, " and ".join(sorted(paths)))


def self_test():
    text = """
/* int not_one(void); */
struct a { int (*call)(int); };
typedef int callback(int);
const float (*shapes_cage(const struct shapes *s, int n))[3];
static inline int one(int a) { return two(a); }
int three(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *four(int a[3]);
"""
    assert list(functions(text)) == [("shapes_cage", False), ("one", True), ("three", False),
                                     ("four", False)], list(functions(text))
    assert carries("texts_load", "text") and carries("fitter_create", "fit")
    assert carries("panel_card", "panels") and carries("near", "near")
    assert not carries("case_add_drug", "case_lists") and not carries("nearest", "near_lines")


if __name__ == "__main__":
    self_test()
    found = [] if sys.argv[1] == "--self-test" else list(breaches(sys.argv[1]))
    for line in found:
        print(line)
    sys.exit(bool(found))
