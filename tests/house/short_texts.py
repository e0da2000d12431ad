#!/usr/bin/env python3
"""What stands in a narrow place is short in every language.

Two heads of the card's boxes stand 18 points apart; a word longer than its box runs into
the other, and nobody sees it who does not print the card in that language.

    short_texts.py SOURCE_DIR
"""
import json
import pathlib
import sys
import unicodedata

# the most that fits, in letters; a sign of Chinese, Japanese or Korean is as broad as two
MOST = {
    "sheet.column.in": 5,
    "sheet.column.out": 5,
    "sheet.tick_left": 2,
    "sheet.tick_right": 2,
    "side.letter_left": 2,
    "side.letter_right": 2,
    "page.side.L": 2,
    "page.side.R": 2,
}


def breadth(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def main(root):
    wrong, seen = [], set()
    for path in sorted((root / "assets/text").glob("*.json")):
        texts = json.loads(path.read_text())
        for name in MOST.keys() & texts.keys():
            seen.add(name)
            if breadth(texts[name]) > MOST[name]:
                wrong.append(f'{path.name}: {name}: "{texts[name]}" is longer than {MOST[name]}')
    wrong += [f"{name}: is in no language" for name in sorted(MOST.keys() - seen)]
    print("\n".join(wrong) or f"{len(seen)} texts of narrow places: short in every language")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
