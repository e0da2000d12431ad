#!/usr/bin/env python3
"""Chinese is written with Chinese signs, and traditional Chinese with its own words.

A comma of ASCII after a Chinese character is a slip of the keyboard; and what turns
simplified characters into traditional ones takes some words of anatomy for everyday ones
(a retinaculum for support, a surface for noodles).

    chinese_signs.py SOURCE_DIR
"""
import json
import pathlib
import re
import sys

SIGN = re.compile(r"[\u4e00-\u9fff）][,;:?!](?!\d)|[\u4e00-\u9fff]\.$")
TAKEN = re.compile(r"支援帶|麵|合為干|神經干")


def main(root):
    wrong, seen = [], 0
    for path in sorted((root / "assets/text").glob("zh-Han*.json")):
        for name, text in json.loads(path.read_text()).items():
            for one in [text] if isinstance(text, str) else text.values():
                seen += 1
                found = SIGN.search(one) or TAKEN.search(one)
                if found:
                    wrong.append(f'{path.name}: {name}: "{found[0]}": {one}')
    print("\n".join(wrong) or f"{seen} texts with Chinese signs")
    return bool(wrong) or not seen


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
