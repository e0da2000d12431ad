#!/usr/bin/env python3
"""assets/text/en.errors.json says what errors say.

Each of its texts must be a format of the sources with {1}, {2} for its conversions, or words that
such a format is filled with (a string of the sources, or the system's own for an errno), under the
id that base/error.h makes of it. What a person meets in the window (the files named below) is to be
there: whoever adds a message there adds its text.

    error_texts.py SOURCE_DIR [--missing]    print what is missing as JSON
"""
import json
import os
import pathlib
import re
import sys

STRING = r'"(?:[^"\\\n]|\\.)*"'
CONVERSION = r"%[-+ #0-9.*]*(?:h|hh|l|ll|z|j|t)?[diuxcgfes]"
CALL = rf'\b(?:error_set|error_at|error_status_set|json_fail)\s*\(([^;{{}}]*?)({STRING}(?:\s*{STRING})*)(?!\s*(?:PRI|"))'
MET = ["base/file.c", "base/json.c", "import/*.c", "rules/case*.c", "catalog/landmark*.c",
       "session/journal.c", "session/journal_backup.c", "session/journal_file.c",
       "session/journal_sqlite.c", "geom/shape.c", "stage/subject*.c", "stage/body_words.c", "anatomy/body.c",
       "fit/fit.c", "document/*.c", "export/reel*.c", "export/png.c"]
MOST = 95


def joined(text):
    try:
        return "".join(json.loads(one) for one in re.findall(STRING, text))
    except json.JSONDecodeError:
        return ""


def error_id(words):
    words = re.sub(CONVERSION, " ", words.replace("%%", " "))
    out = "error."
    for i, part in enumerate(re.findall("[A-Za-z0-9]+", words)):
        for k, letter in enumerate(part):
            need = 2 if i and not k else 1
            if len(out) + 2 >= MOST + 1:
                return out
            if need == 2:
                out += "_"
            out += letter.lower()
    return out


def template(words):
    n = 0

    def place(_):
        nonlocal n
        n += 1
        return f"{{{n}}}"
    return re.sub(CONVERSION, place, words).replace("%%", "%")


def main(root, missing):
    said, met = {}, {}
    strings = set()
    for path in sorted((root / "src").rglob("*.c")):
        source = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.S)
        for one in re.findall(rf"{STRING}(?:\s*{STRING})*", source):
            strings.add(joined(one))
        in_window = any(path.match(f"src/{pattern}") for pattern in MET)
        for found in re.finditer(CALL, source):
            words = joined(found[2])
            if not re.search("[A-Za-z]", re.sub(CONVERSION, "", words)):
                continue
            said[error_id(words)] = template(words)
            if in_window:
                met[error_id(words)] = template(words)
    for number in range(1, 134):
        strings.add(os.strerror(number))
    filling = {error_id(s): template(s) for s in strings if s}
    texts = json.loads((root / "assets/text/en.errors.json").read_text())
    if missing:
        print(json.dumps({k: v for k, v in met.items() if k not in texts}, indent=1,
                         ensure_ascii=False))
        return 0
    wrong = [f'{k}: no source says "{v}"' for k, v in texts.items()
             if said.get(k) != v and filling.get(k) != v]
    # one that is lacking is said in English; one in twenty may be, until somebody translates it
    lacking = [f'{k}: "{v}" is met in the window; assets/text/en.errors.json lacks it'
               for k, v in met.items() if k not in texts]
    print("\n".join(wrong + lacking) or f"{len(texts)} texts: all in the sources")
    return bool(wrong) or len(lacking) * 20 > len(met)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), "--missing" in sys.argv))
