#!/usr/bin/env python3
"""A page as a file: the same bytes, small, closed, escaped, private; and bad input.

    page_file.py SOURCE_DIR DEQI
"""
import glob
import html.parser
import json
import os
import re
import unittest

from house import Work, alike, all_words, begin, data_of, end, plan_of, read

source, deqi = begin()
work = Work(deqi)
MEGABYTE = 1 << 20
SECRET = "Zebulon Quark"


class Tags(html.parser.HTMLParser):
    """Every tag with its attributes; and whether what is opened is closed."""
    VOID = {"meta", "img", "input", "br"}

    def __init__(self, text):
        super().__init__()
        self.tags, self.stack, self.wrong = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.wrong.append(tag)


def secret_case():
    return work.case("secret", {
        "schema": "deqi/case-1", "label": f"{SECRET} </script><script>alert(1)</script>",
        "etiology": "diabetes", "tenderness": "pronounced",
        "symptoms": [{"region": "sole", "side": "both", "kinds": ["numbness"]}],
        "findings": {"pregnant": "t2", "thermal_sense": "ok"},
        "overrides": [{"caution": "SF03_PREGNANCY", "code": "SP6", "side": "L",
                       "reason": f"asked by {SECRET} <b>herself</b>"}]})


class PageFile(unittest.TestCase):
    def test_same_input_same_bytes(self):
        case = "assets/cases/diabetic_soles.json"
        again = work.path("again.html")
        work.run("page", case, "-o", again)
        self.assertEqual(read(work.page(case)), read(again))

    def test_sizes(self):
        page = read(work.page("assets/cases/chemotherapy_hands_feet.json",
                              "--structures", "bones,nerves"))
        self.assertLess(len(page.encode()), 6 * MEGABYTE)
        ids = {s["id"] for s in data_of(page)["structures"]}
        self.assertTrue({"tibia", "skull", "tibial_nerve"} <= ids, ids)

    def test_nothing_is_asked_for(self):
        for args in ["assets/cases/cervical_thumb.json"], ["--lesson", "assets/tours/foot.json"], []:
            text = read(work.page(*args))
            tags = Tags(all_words(text))
            self.assertEqual((tags.wrong, tags.stack), ([], []))
            policy = next(a["content"] for t, a in tags.tags if a.get("http-equiv"))
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("http", policy)
            for tag, attributes in tags.tags:
                for name in "src", "href", "action", "data", "srcset":
                    value = attributes.get(name) or ""
                    self.assertRegex(value, r"^(#|data:image/webp;base64,|$)", f"{tag} {name}")
            style = re.search(r"<style>(.*?)</style>", text, re.S)[1]
            self.assertNotIn("url(", style)
            self.assertNotIn("@import", style)

    def test_label_and_free_text_stay_at_home(self):
        case = secret_case()
        text = all_words(read(work.page(case)))
        self.assertNotIn(SECRET, text)
        self.assertNotIn("alert(1)", text)
        told = all_words(read(work.page(case, "--label")))
        self.assertIn(SECRET, told)
        self.assertNotIn("<script>alert", told)
        self.assertNotIn("<b>herself", told)
        self.assertIn("&lt;script&gt;alert(1)", told)

    def test_the_plan_is_the_plan(self):
        for case in sorted(glob.glob("assets/cases/*.json")):
            plan = json.loads(work.run("plan", case, "--format", "json").stdout)
            page = read(work.page(case, "--label"))
            data = data_of(page)
            self.assertLess(len(page.encode()), 3 * MEGABYTE, case)
            self.assertTrue(alike(plan_of(page), plan), case)
            marks = {(m["card"], m["side"]): m for m in data["marks"]}
            for point in plan["points"]:
                if point.get("region") and (point["code"], point["side"]) not in marks:
                    continue  # a tender spot that has no place
                at = marks[point["code"], point["side"]]
                self.assertEqual(at["state"], "chosen", point["code"])
                if "EX-" in point["code"]:
                    continue  # of a set: each of its needles has its own
                self.assertTrue(alike(at["depth_mm"], point["depth_mm"]), point["code"])
                self.assertTrue(alike(at["direction"], point["direction"]), point["code"])
            if plan["status"] == "blocked" and not plan["points"]:
                self.assertFalse([m for m in data["marks"] if m["state"] == "chosen"])

    def test_every_language_says_every_point(self):
        text = all_words(read(work.page("assets/cases/diabetic_soles.json")))
        plan = plan_of(text)
        for lang in "en", "zh-Hans":
            for point in plan["points"]:
                self.assertIn(f'id="{lang}-card-{point["code"]}-{point["side"]}"', text)
        one = read(work.page("assets/cases/diabetic_soles.json", "--lang", "zh-Hans"))
        self.assertIn('<html lang="zh-Hans">', one)
        self.assertNotIn('<article lang="en"', all_words(one))

    def test_every_language_in_one_file_is_small(self):
        for case in "chemotherapy_hands_feet", "hiv_stocking_glove", "lumbar_marks":
            text = read(work.page(f"assets/cases/{case}.json", "--lang",
                                  "en,zh-Hans,zh-Hant,de,es,fr,ja"))
            self.assertLess(len(text.encode()), 3 * MEGABYTE, case)
            self.assertEqual(len(data_of(text)["articles"]), 6)

    def test_who_may_read_it(self):
        # what tells of a patient is its owner's alone; a lesson or a body is anybody's
        before = os.umask(0o022)
        try:
            path = work.path("who.html")
            for mode, *args in ((0o600, "assets/cases/diabetic_soles.json"), (0o644, "--points", "KI3"),
                                (0o644, "--lesson", "assets/tours/foot.json")):
                if os.path.exists(path):
                    os.remove(path) # what is there keeps its mode
                work.run("page", *args, "-o", path)
                self.assertEqual(os.stat(path).st_mode & 0o777, mode, args)
        finally:
            os.umask(before)

    def test_points_and_channels_stand_in_words(self):
        text = read(work.page("--points", "KI3,SP6", "--channels", "LU", "--lang", "en"))
        listed = re.search(r'<section class="points">(.*?)</section>', text, re.S)[1]
        for code in "KI3", "SP6", "LU1", "LU11":
            self.assertEqual(listed.count(f'data-code="{code}"'), 1, code)
        self.assertIn("0.3–0.5 cun", listed)
        data = data_of(text)
        self.assertEqual({c["id"] for c in data["channels"]}, {"LU"})
        self.assertIn("plan", data["views"])

    def test_channels_are_called_as_the_language_calls_them(self):
        text = read(work.page("--channels", "KI", "--lang", "de"))
        listed = re.search(r'<section class="channels">(.*?)</section>', text, re.S)[1]
        self.assertIn("Niere", listed)
        self.assertNotIn("Kidney", listed)

    def test_a_blocked_plan_is_no_needling_plan(self):
        text = read(work.page("assets/cases/red_flag_blocked.json"))
        self.assertIn("<h1>No needling now</h1>", text)
        self.assertNotIn("Needling plan", text)

    def test_a_lesson_lights_the_points_that_it_names(self):
        for path in "root_to_sole", "neck_to_thumb":
            data = data_of(read(work.page("--lesson", f"assets/tours/{path}.json")))
            with open(f"assets/tours/{path}.json", encoding="utf-8") as f:
                steps = json.load(f)["steps"]
            for told, step in zip(steps, data["steps"]):
                named = set(re.findall(r"\b[A-Z]{2}\d+\b", told["text"]))
                lit = {data["marks"][i]["code"] for i in step["lit"]}
                self.assertEqual(named & {m["code"] for m in data["marks"]}, lit, told["id"])
                self.assertLessEqual(named, {m["code"] for m in data["marks"]}, told["id"])

    def test_a_channel_is_seen_where_it_is_needled(self):
        for case, side in ("carpal_tunnel", "R"), ("amputation", "L"), ("mirrored", "R"):
            path = f"assets/cases/{case}.json"
            if case == "mirrored":
                text = read("assets/cases/amputation.json")
                for a, b in ('"L"', '"?"'), ('"R"', '"L"'), ('"?"', '"R"'), ("right leg", "left leg"), \
                        ("left sole", "right sole"):
                    text = text.replace(a, b)
                path = work.case(case, json.loads(text))
            data = data_of(read(work.page(path)))
            chosen = [m for m in data["marks"] if m["state"] == "chosen" and "channel" in m]
            self.assertEqual({m["side"] for m in chosen}, {side}, case)
            self.assertTrue(data["channel_views"], case)
            for channel, view in data["channel_views"].items():
                needled = [m["at"] for m in chosen if m["channel"] == channel]
                aim = [view["aim"][i:i + 3] for i in range(0, len(view["aim"]), 3)]
                middle = [sum(p[k] for p in aim) / len(aim) for k in range(3)]
                off = min(sum((a - b) ** 2 for a, b in zip(middle, at)) ** 0.5 for at in needled)
                self.assertLess(off, 0.3, f"{case} {channel}")

    def test_a_step_thins_the_skin_where_something_lies_beneath(self):
        lesson = {"schema": "deqi/tour-1", "id": "thin", "order": 1, "title": "Thin", "source": "", "steps": [
            {"id": "eye", "title": "a", "text": "a", "layers": ["bones"],
             "camera": {"eye": {"at": [0.1, 0.3, 0], "reach": 0.1, "yaw": 90, "pitch": 10}}},
            {"id": "stay", "title": "b", "text": "b", "layers": ["bones"]},
            {"id": "point", "title": "c", "text": "c", "layers": ["arteries"], "camera": {"point": "LU9", "side": "L"}},
            {"id": "air", "title": "d", "text": "d", "layers": ["bones"],
             "camera": {"eye": {"at": [2, 0.3, 0], "reach": 0.1, "yaw": 90, "pitch": 10}}},
            {"id": "skin", "title": "e", "text": "e", "layers": ["nerves"], "camera": {"point": "LU9", "side": "L"}}]}
        data = data_of(read(work.page("--lesson", work.case("thin_lesson", lesson))))
        self.assertEqual([s["thin"] for s in data["steps"]], [True, True, True, False, False])
        ids = {s["id"] for s in data["structures"]}
        self.assertTrue({"tibia", "radial_artery"} <= ids, ids)
        self.assertFalse({"skull", "femoral_artery"} & ids, ids)
        sides = {s["side"] for s in data["structures"] if s["id"] == "radial_artery"}
        self.assertEqual(sides, {"L"})

    def test_a_page_of_structures_pictures_them(self):
        def picture(name):
            text = read(work.page("--structures", name))
            return re.search(r'data:image/webp;base64,([^"]*)"', text)[1]
        self.assertTrue(picture("bones") != picture("arteries"), "one picture for both")

    def test_what_lies_beneath_stands_in_words(self):
        text = read(work.page("--structures", "arteries", "--lang", "en"))
        ids = {s["id"] for s in data_of(text)["structures"]}
        self.assertIn("radial_artery", ids)
        for part in ids:
            self.assertEqual(text.count(f'data-part="{part}"'), 1, part)
            self.assertIn(f'id="en-card-part-{part}"', text)
        self.assertIn("<h1>Beneath the skin</h1>", text)
        self.assertNotIn("Millimetres are measured", text)
        self.assertEqual(text.count("Beneath the skin</h"), 1)

    def test_the_skin_has_its_relief(self):
        skin = data_of(read(work.page("--points", "KI3")))["skin"]
        self.assertGreater(len(skin["creases"]["each"]), 20)

    def test_what_it_says_of_itself(self):
        text = read(work.page("assets/cases/diabetic_soles.json"))
        version = work.run("--version").stdout.split()[1]
        for words in ("deqi " + version, "Understanding and Treating Peripheral Neuropathy",
                      "no medical advice", "MIT", "CC0", "MPL-2.0"):
            self.assertIn(words, text)

    def test_refusals(self):
        case = "assets/cases/diabetic_soles.json"
        out = work.path("no.html")
        for status, said, args in (
                (2, "-o OUT.html is missing", [case]),
                (2, "--points KI33", [case, "-o", out, "--points", "KI33"]),
                (2, "--channels XX", [case, "-o", out, "--channels", "XX"]),
                (2, "--structures femurs", [case, "-o", out, "--structures", "femurs"]),
                (2, "names with commas", [case, "-o", out, "--points", "KI3,,KI4"]),
                (2, "xx", [case, "-o", out, "--lang", "en,xx"]),
                (1, "no/such.json", ["--lesson", "no/such.json", "-o", out]),
                (1, "schema", ["--lesson", case, "-o", out]),
                (1, "/no/folder", [case, "-o", "/no/folder/a.html"])):
            done = work.run("page", *args, status=status)
            lines = [line for line in done.stderr.splitlines() if "page:" not in line]
            self.assertEqual(len(lines), 1, done.stderr)
            self.assertIn(said, lines[0])


end()
