#!/usr/bin/env python3
"""What is said of a point in another language is said of the same part, and of as many.

A structure that a translation runs into its neighbour is no longer one; and a language that
tells toes from fingers by one sign (Japanese 趾 and 指) easily gives a foot the bones of a
hand. Here each point's structures are counted in every language, and foot and hand points
are searched for the other's bones. Nor is a shallow needle a flat one: the word of the
angle must not stand for the depth.

    point_texts.py SOURCE_DIR
"""
import json
import pathlib
import re
import sys

FOOT = re.compile(r"LR[1-4]|ST4[0-5]|GB4[0-4]|SP[1-5]|BL6[0-7]|KI[1-6]|EX-LE1[0-2](\.\d)?")
HAND = re.compile(r"LU\d+|LI([1-9]|1[0-4])|HT\d|PC[2-9]|TE[1-9]|SI[1-8]|EX-UE\d+(\.\d)?")
BONES = {  # of the hand, of the foot
    "de": (r"mittelhand|handwurzel", r"mittelfuß|fußwurzel|zehe"),
    "es": (r"metacarp|del carpo", r"metatars|del tarso"),
    "fr": (r"métacarp|du carpe", r"métatars|du tarse|orteil"),
    "ja": (r"中手|手根|手指|背側指|(?<!趾)指伸筋|指屈筋", r"中足|足根|趾"),
    "ko": (r"손허리|손목", r"발허리|발목|발가락"),
    "zh-Hans": (r"掌骨|掌指|手指", r"跖骨|跖趾|趾"),
    "zh-Hant": (r"掌骨|掌指|手指", r"蹠骨|蹠趾|趾"),
}
FLAT = {  # the angle's word, which is not the depth's
    "de": r"\bflach",
    "es": r"\bplan[oa]\b",
    "fr": r"\bà plat\b",
}
PARTS = re.compile(r"[;；]| / ")


def main(root):
    english = {}
    for path in (root / "assets/points").glob("*.json"):
        for point in json.loads(path.read_text())["points"]:
            english[point["code"]] = point
    wrong, seen = [], 0
    for language, (hand, foot) in BONES.items():
        for path in sorted((root / "assets/text").glob(f"{language}.*.json")):
            for name, text in json.loads(path.read_text()).items():
                at = re.fullmatch(r"point\.(.+)\.(location|needle|note|structures|cautions)", name)
                if not at:
                    continue
                seen += 1
                code = at[1]
                strange = hand if FOOT.fullmatch(code) else foot if HAND.fullmatch(code) else None
                found = strange and re.search(strange, text.lower())
                if found:
                    wrong.append(f'{path.name}: {name}: "{found[0]}" is of the other limb')
                own = str(english.get(code, {}).get(at[2], "")).lower()
                if "shallow" in own and "flat" not in own and language in FLAT:
                    if re.search(FLAT[language], text.lower()):
                        wrong.append(f"{path.name}: {name}: flat for shallow: {text}")
                said = english.get(code, {}).get("structures")
                if at[2] == "structures" and said:
                    all_of = len(PARTS.split("; ".join(said)))
                    if len(PARTS.split(text)) != all_of:
                        wrong.append(f"{path.name}: {name}: not {all_of} structures: {text}")
    print("\n".join(wrong) or f"{seen} texts of points: their parts and their limb")
    return bool(wrong) or not seen


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
