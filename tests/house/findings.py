#!/usr/bin/env python3
"""Each finding of tests/findings.json has a test that is there and that runs.

    findings.py SOURCE_DIR
"""
import json
import os
import re
import sys

tests = os.path.join(sys.argv[1], "tests")
with open(os.path.join(tests, "findings.json"), encoding="utf-8") as f:
    findings = json.load(f)["findings"]

wrong = []
ids = [f["id"] for f in findings]
for n in range(1, 32):
    if f"A{n}" not in ids:
        wrong.append(f"A{n}: no row")
for one in sorted(set(ids)):
    if ids.count(one) > 1:
        wrong.append(f"{one}: {ids.count(one)} rows")
for finding in findings:
    if not finding["tests"]:
        wrong.append(f"{finding['id']}: no test")
    for test in finding["tests"]:
        path, function = test.split()
        path = os.path.join(tests, path)
        if not os.path.exists(path):
            wrong.append(f"{finding['id']}: there is no {test.split()[0]}")
            continue
        with open(path, encoding="utf-8") as f:
            source = f.read()
        if not re.search(rf"^static void {function}\(void \*\*state\)", source, re.M):
            wrong.append(f"{finding['id']}: no test is called {test}")
        # named once more where the tests of the program are listed
        elif len(re.findall(rf"\b{function}\b", source)) < 2:
            wrong.append(f"{finding['id']}: {test} is never run")
for line in wrong:
    print(line)
sys.exit(1 if wrong else 0)
