"""The table of tools/coverage, from the .gcda files of a build."""
import collections
import json
import os
import subprocess
import sys

build = os.path.abspath(sys.argv[1])
source = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
lines = collections.defaultdict(dict)  # file: {line: times}
for folder, _, files in os.walk(build):
    data = [os.path.join(folder, f) for f in files if f.endswith(".gcda")]
    if "/src/" not in folder or not data:
        continue
    out = subprocess.run(["gcov", "--json-format", "--stdout"] + data, cwd=build,
                         capture_output=True, text=True).stdout
    for text in out.splitlines():
        if not text.startswith("{"):
            continue
        for f in json.loads(text)["files"]:
            path = os.path.normpath(os.path.join(build, f["file"]))
            # headers are reached through links in the build
            path = path[path.find("/src/") + 1:] if "/src/" in path else f["file"]
            if path.startswith("src/") and not path.endswith((".h", ".hpp")):
                for line in f["lines"]:
                    n = line["line_number"]
                    lines[path][n] = lines[path].get(n, 0) + line["count"]


def row(name, files):
    all_lines = sum(len(lines[f]) for f in files)
    seen = sum(1 for f in files for times in lines[f].values() if times)
    if all_lines:
        print("%-34s %6d of %6d lines  %5.1f %%" % (name, seen, all_lines,
                                                    100 * seen / all_lines))


floors = collections.defaultdict(list)
for f in sorted(lines):
    floors[f.split("/")[1]].append(f)
for floor, files in sorted(floors.items()):
    row(floor, files)
    if floor in os.environ.get("FLOORS", "").split(";"):
        for f in files:
            row("    " + f, [f])
row("all", list(lines))
