#!/usr/bin/env python3
"""assets/text/en.program.json says what the sources say.

A text whose English stands in the sources stands in that file as well, so that translators
get it (`deqi texts --template`). Here each of its texts is looked for among the sources'
string literals: one that was changed in one place only is found.

    program_texts.py SOURCE_DIR
"""
import json
import pathlib
import re
import sys

STRING = r'"(?:[^"\\\n]|\\.)*"'


def literals(source):
    """Every string of a source, adjacent ones joined."""
    source = re.sub(r"//[^\n]*", "", source)
    for joined in re.finditer(rf"{STRING}(?:\s*{STRING})*", source):
        try:
            yield "".join(json.loads(one) for one in re.findall(STRING, joined[0]))
        except json.JSONDecodeError:  # an escape of C that JSON lacks
            continue


def main(root):
    said = set()
    for path in (root / "src").rglob("*.[ch]"):
        said.update(literals(path.read_text()))
    texts = json.loads((root / "assets/text/en.program.json").read_text())
    wrong = [f'{name}: no source says "{text}"' for name, text in texts.items()
             if text not in said]
    print("\n".join(wrong) or f"{len(texts)} texts: all in the sources")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
