#!/usr/bin/env python3
"""docs/FORMATS.md against the sources and against what the program prints, and the floors
of docs/ARCHITECTURE.md against the build.

    formats.py SOURCE_DIR DEQI

Every command, option, key, word and event that there is must be named in the file, and
every one that it names must be there. Keys that are printed are those of real output: the
demonstration cases, and a session with every mishap in it. A key that no run shows counts
as there only where a source that writes the document has it.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

source, deqi = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
os.chdir(source)
wrong = []
work = tempfile.TemporaryDirectory()
environment = dict(os.environ, XDG_DATA_HOME=work.name)


def read(*patterns):
    paths = sorted(path for p in patterns for path in glob.glob(p))
    assert paths, patterns
    return "".join(open(path, encoding="utf-8").read() for path in paths)


def run(*args, status=0):
    done = subprocess.run([deqi, *args], capture_output=True, text=True, env=environment)
    if done.returncode != status:
        wrong.append("deqi %s: exit %d, not %d: %s" %
                     (" ".join(args), done.returncode, status, done.stderr.strip()))
    return done.stdout


# ------------------------------------------------------------------ the document

doc = read("docs/FORMATS.md")


def sections():
    """{title: text} of the level-two headings"""
    parts = re.split(r"^## (.*)$", doc, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def tables(text, head):
    """the rows, as lists of cells, of the tables whose first heading is `head`"""
    rows, inside = [], False
    for line in text.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = [c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells[0] == head:
            inside = True
        elif inside and not set(cells[0]) <= set("-:"):
            rows.append(cells)
    return rows


def ticked(cell):
    return re.findall(r"`([^`]+)`", cell)


part = sections()


def section(name):
    for title, text in part.items():
        if title.split(":")[0] == name:
            return text
    sys.exit("docs/FORMATS.md has no section " + name)


def keys(name):
    """the keys of a section: each has a unit, an example that is JSON, and stands once"""
    out = []
    for cells in tables(section(name), "key"):
        key = ticked(cells[0])[0]
        out.append(key)
        if key.endswith(".*"):
            continue
        example = cells[2].strip("`")
        try:
            json.loads(example)
        except ValueError:
            wrong.append("%s, %s: the example %s is no JSON" % (name, key, example))
        if not cells[1]:
            wrong.append("%s, %s: has neither unit nor values" % (name, key))
    for key in {k for k in out if out.count(k) > 1}:
        wrong.append("%s: %s stands twice" % (name, key))
    return set(out)


def same(what, there, named):
    for x in sorted(there - named):
        wrong.append("%s: `%s` is there and not named" % (what, x))
    for x in sorted(named - there):
        wrong.append("%s: `%s` is named and not there" % (what, x))


# ------------------------------------------------------------------ commands

COMMON = {"--body", "--set", "--height", "--turn", "--lang", "--help", "--pose"}
helped = set(re.findall(r"^  (?!deqi )([a-z]+) +\S", run("--help"), flags=re.M))
table = {ticked(c[0])[0]: set(ticked(c[1])) for c in tables(section("Commands"), "command")}
same("commands", helped | {"open"}, set(table))
for command, options in table.items():
    text = run(command, "--help") if command in helped or command == "open" else ""
    there = set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", text, flags=re.M))
    # fit has no body but the mesh; what is common need not be said again
    same("options of " + command, there - COMMON, options - COMMON)

# ------------------------------------------------------------------ what is read


def lists(text, name=r"\w*KEYS"):
    """the string lists of that name in C"""
    return [set(re.findall(r'"([^"]+)"', body)) for body in
            re.findall(name + r"\[\] = \{([^}]*)\}", text)]


def last(path):
    return re.sub(r"\[\]", "", path).split(".")[-1]


words = read("src/catalog/rules_words.c")
flags = lists(words, "word_flags")[0]
read_keys = set().union(*lists(read("src/rules/case*.c"))) | flags
case = keys("Case")
same("case", read_keys - {"findings", "symptoms", "marks", "entrapments", "skin_lesions",
                          "absent", "monofilament", "pulses", "reflexes", "weakness",
                          "include", "overrides", "limits"},
     {last(k) for k in case})
same("lists of a case", read_keys & {k.split(".")[-2].strip("[]") for k in case if "." in k},
     {k.split(".")[-2].strip("[]") for k in case if "." in k})
known = set().union(*lists(words, r"\bword_\w+")) - flags
named = {w for c in tables(section("Case"), "words of") for w in ticked(c[1])}
same("words of a case", known, named)

reading = read("src/catalog/[!l]*.c", "src/catalog/load.c", "src/study/*.c")
data = set().union(*lists(reading))
for macro in re.findall(r"#define \w+_KEYS((?:.*\\\n)*.*)", reading):
    data |= set(re.findall(r'"([^"]+)"', macro))
rows = tables(section("The data files"), "object")
objects = {w for c in rows for w in ticked(c[0])}
named = {w for c in rows for w in ticked(c[1])}
same("data files", data, named | data & {o.strip("[]") for o in objects})

# ------------------------------------------------------------------ what is printed


def flatten(value, path, out):
    if isinstance(value, dict):
        for key, below in value.items():
            here = path + "." + key if path else key
            if not isinstance(below, (dict, list)) or not below:
                out.add(here)
            flatten(below, here, out)
    elif isinstance(value, list):
        if not any(isinstance(v, dict) for v in value):
            out.add(path)
        for below in value:
            if isinstance(below, dict):
                flatten(below, path + "[]", out)


def printed(name, documents, sources, leaves=()):
    """documents are what the program printed; below `leaves` it is another's format"""
    there, named = set(), keys(name)
    for text in documents:
        flatten(json.loads(text), "", there)
    there = {k for k in there
             if not any(k.startswith((leaf + ".", leaf + "[")) for leaf in leaves)}
    for alias in [k for k in named if k.endswith(".*")]:
        named.discard(alias)
        like = ticked(next(c[1] for c in tables(section(name), "key")
                           if ticked(c[0])[0] == alias))
        for word in like:
            if word.endswith(".*"):
                named |= {alias[:-1] + k[len(word) - 1:] for k in named
                          if k.startswith(word[:-1])}
            else:
                named.add(alias[:-1] + word)
    written = set(re.findall(r'"(\w+)"', read(*sources)))
    for key in sorted(there - named):
        # an empty list or object is that of the keys below it
        if not any(k.startswith((key + ".", key + "[")) for k in named):
            wrong.append("%s: `%s` is printed and not named" % (name, key))
    for key in sorted(named - there):
        if last(key) not in written:
            wrong.append("%s: `%s` is named and never written" % (name, key))
    set_keys = set(re.findall(r'json_object_set(?:_new)?\(\s*[^,]+,\s*"(\w+)"',
                              read(*sources)))
    for key in sorted(set_keys - {part for k in named for part in re.findall(r"\w+", k)}):
        wrong.append("%s: `%s` is written and not named" % (name, key))


cases = sorted(glob.glob("assets/cases/*.json"))
printed("Plan", [run("plan", c, "--format", "json") for c in cases],
        ["src/views/plan_json.c", "src/rules/plan*.c"])
printed("Points", [run("points", "KI3", "GV14", "EX-LE10", "--format", "json"),
                   run("points", "ST35", "--pose", "knee_bent", "--format", "json")],
        ["src/cli/cmd_points.c"])
printed("Channels", [run("channels", "LU", "--format", "json"),
                     run("channels", "LU", "--pose", "supine", "--format", "json")],
        ["src/cli/cmd_channels.c"])
printed("Measure", [run("measure", "--format", "json")], ["src/cli/cmd_measure.c"])
printed("Near", [run("near", "KI3", "LU1", "--format", "json")],
        ["src/cli/cmd_near.c", "src/cli/cli_inside.c"])
printed("Structures", [run("structures", "--format", "json")],
        ["src/cli/cmd_structures.c", "src/cli/cli_inside.c"])
printed("Landmarks", [read("assets/anatomy/landmarks.json")], ["src/catalog/landmark.c"])
printed("Journal as a whole", [], ["src/cli/cmd_journal.c"])
printed("Settings", [], ["src/document/settings.c", "src/document/kept_views.c"])

# ------------------------------------------------------------------ a session

now = 1700000000000
shown = []


def session(*args, status=0):
    global now
    now += 1000
    shown.append(run("session", *args, "--now", str(now), "--format", "json", status=status))
    return shown[-1]


def point(state):
    at = json.loads(session("status"))["points"]
    return next([p["code"], p["side"]] for p in at if p["state"] == state)


session("start", "assets/cases/diabetic_soles.json", "--label", "bed 4")
session("event", "by", "AB")
session("event", "score", "before", "6")
session("event", "answer", "thermal_test", "told apart on both soles")
session("event", "thermal-test", "pass")
first = point("waiting")
session("event", "insert", *first)
session("event", "fell-out", *first)
session("event", "put-back", *first)
session("event", "insert", *point("waiting"))
session("event", "unplanned", "ST36", "L", "the pain has moved")
while any(p["state"] == "waiting" for p in json.loads(session("status"))["points"]):
    session("event", "skip", *point("waiting"), "not wanted today")
session("event", "de-qi")
session("event", "lamp-on")
session("event", "skin-check")
session("event", "incident", "bleeding", "mild", "pressed for a minute")
session("event", "stuck", *first)
session("status")
session("event", "sharps", "3")
printed("Session", shown + [session("export", "1"), session("list"),
                            session("status", "--all")],
        ["src/session/report*.c", "src/cli/session_tell.c", "src/cli/cmd_session.c"],
        leaves=("case", "plan", "sessions[]"))
printed("Course", [session("course", "bed 4")], ["src/session/record_course.c"])

told = run("session", "--help")
events = set(re.findall(r"^  ([a-z-]+) ", told[told.index("Events:"):told.index("--journal")],
                        flags=re.M))
same("events", events, {ticked(c[0])[0] for c in tables(section("Session"), "event")})

session("event", "abort", "the test is over")
for kind, title in (("export", "1"), ("course", "bed 4")):
    line = run("session", kind, title, "--format", "csv").splitlines()[0]
    if line not in doc:
        wrong.append("the columns of %s are not named: %s" % (kind, line))

# ------------------------------------------------------------------ journal

columns = {}
for sql in (read("src/session/journal_file.c"), read("src/study/progress.c")):
    sql = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', sql))
    for name, body in re.findall(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)\((.*?)\)(?: WITHOUT|;)",
                                 sql):
        columns.setdefault(name, set()).update(
            word for word in re.findall(r"(?:^|,)\s*(\w+) (?:TEXT|INTEGER|REAL)", body))
    for name, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", sql):
        columns[name].add(column)
journal = set(ticked(section("Journal")))
for name, names in columns.items():
    for word in sorted({name} | names):
        if word not in journal:
            wrong.append("journal: `%s` of %s is there and not named" % (word, name))
for cells in tables(section("Journal"), "table"):
    name = ticked(cells[0])[0]
    extra = set(ticked(cells[1])) - columns.get(name, set())
    for word in sorted(extra):
        wrong.append("journal: `%s` of %s is named and not there" % (word, name))

# ------------------------------------------------------------------ the floors

floors = {m.group(1): set(re.sub(r"\bLINK\b.*", "", m.group(2), flags=re.S).split()) -
          {"MAY_INCLUDE"}
          for m in re.finditer(r"^deqi_library\((\w+)([^)]*)\)", read("CMakeLists.txt"),
                               flags=re.M)}
told = {c[0]: set(c[2].split()) for c in tables(read("docs/ARCHITECTURE.md"), "floor")}
same("floors", set(floors) | {"cli", "bake"}, set(told))
for name, may in floors.items():
    same("what %s may include" % name, may, told.get(name, set()))

# ------------------------------------------------------------------ names in the others

for path in ("README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/GLOSSARY.md",
             "docs/FORMATS.md"):
    text = read(path)
    for name in set(re.findall(r"(?<!release/)\b(?:src|assets|tests|tools|models|docs|shaders)/[\w./-]*\w",
                               text)):
        beside = text[text.index(name) + len(name):][:1]
        if beside != "*" and not os.path.exists(name) and name not in ("tests/FLOOR",) \
                and not re.search("LANG|NAME|CHANNEL", name):
            wrong.append("%s: there is no %s" % (path, name))
    for kind, name in set(re.findall(r"`(struct|enum) (\w+)", text)):
        if not re.search(r"\b%s %s \{" % (kind, name), read("src/*/*.[ch]")):
            wrong.append("%s: there is no %s %s" % (path, kind, name))

if wrong:
    print("\n".join(wrong))
    sys.exit(1)
