#!/usr/bin/env python3
"""A page in a browser with the network cut: finger, keyboard, search, quiz, lesson, languages.

    page_browser.py SOURCE_DIR DEQI [chromium|firefox]
"""
import glob
import json
import os
import re
import sys
import unittest

from browsers import chosen
from house import Work, begin, end, plan_of, read

source, deqi = begin()
Browser = chosen()
work = Work(deqi)
browser = Browser()
CARD = "document.querySelector('#card:not([hidden]) .card').innerText"


def opened(name, *args, **how):
    width, height = how.pop("width", 1280), how.pop("height", 800)
    return browser.open(work.page(name, *args), width, height, **how)


class InBrowser(unittest.TestCase):
    def quiet(self, page):
        self.assertEqual(page.console, [])
        asked = [u for u in page.requests if not u.startswith(("file:", "data:"))]
        self.assertEqual(asked, [])

    def test_every_case_and_every_point(self):
        for case in sorted(glob.glob("assets/cases/*.json")):
            page = opened("case", case)
            plan = json.loads(work.run("plan", case, "--format", "json").stdout)
            for point in plan["points"]:
                # a tender spot without a place is in the list alone
                page.run(f"(document.querySelector('.mark[data-side={point['side']}]' + "
                         f"`[data-code^=\"{point['code']}\"]`) || document.querySelector("
                         f"'#words article:not([hidden]) [data-code={point['code']}]"
                         f"[data-side={point['side']}]')).click()")
                card = page.run(CARD)
                self.assertIn(point["code"], card)
                least, most = point["depth_cun"]
                if most:
                    self.assertIn(f"{most:g} cun", card, f"{case} {point['code']}")
                    self.assertIn(f"{round(point['depth_mm'][1])}", card)
                reason = point["reason"]
                self.assertIn(reason[0].upper() + reason[1:], card, case)
            needles = page.run("[...deqi.page.stage.needles.values()].filter(o => o[0].visible).length")
            self.assertEqual(needles > 0, bool(plan["points"]), case)
            said = page.run("document.querySelector('article:not([hidden])').innerText")
            for question in plan["questions"]:
                self.assertIn(question["text"][1:40], said)
            if plan["status"] == "blocked":
                self.assertIn("No needling", said)
            self.quiet(page)
            page.close()

    def test_a_tap_opens_a_card_and_a_key_closes_it(self):
        page = opened("tap", "assets/cases/diabetic_soles.json")
        x, y, code = page.run(
            "(m => [m.x, m.y, m.code])(deqi.page.marks.all.find(m => m.seen && m.state == 'chosen'))")
        page.tap(x, y)
        self.assertIn(code, page.run(CARD))
        page.key("Escape")
        self.assertTrue(page.run("document.getElementById('card').hidden"))
        self.assertEqual(page.run("document.activeElement.dataset.code"), code)
        page.close()

    def test_a_finger_takes_the_nearest_needle(self):
        # hands and feet on a phone: offered points stand over chosen ones
        page = opened("crowd", "assets/cases/chemotherapy_hands_feet.json", width=390, height=844)
        marks = page.run("""JSON.stringify([...document.querySelectorAll('.mark.chosen:not([hidden]):not(.behind)')]
            .map(b => b.getBoundingClientRect()).map(r => [r.x + r.width / 2, r.y + r.height / 2]))""")
        marks = json.loads(marks)
        self.assertGreater(len(marks), 5)
        missed = []
        for x, y in marks:
            on = page.run(f"!!document.elementFromPoint({x}, {y}).closest('.mark')")
            if not on:
                continue  # a label or a button stands there
            page.tap(x, y)
            code = page.run("deqi.page.marks.all.find(m => m.selected).state")
            if code != "chosen":
                missed.append((x, y, code))
            page.key("Escape")
        self.assertEqual(missed, [])
        self.quiet(page)
        page.close()

    def test_keyboard_alone(self):
        page = opened("keys", "assets/cases/diabetic_soles.json")
        plan = plan_of(read(work.path("keys.html")))
        reached, first = set(), None
        for _ in range(200):
            page.key("Tab")
            here = page.run("(a => [a.id, a.dataset.code || '', a.dataset.side || '', "
                            "a.classList.contains('mark')])(document.activeElement)")
            if first is None:
                first = here
            elif here == first:
                break
            reached.add(tuple(here[:3]))
        names = {r[0] for r in reached}
        self.assertTrue({"stage", "search", "theme", "print", "language"} <= names, names)
        seen = page.run("deqi.page.marks.all.filter(m => m.inside).map(m => m.card + m.side)")
        for point in plan["points"]:
            key = point["code"] + point["side"]
            in_list = any(r[1] + r[2] == key for r in reached)
            self.assertTrue(in_list or key in seen, key)
        before = page.run("deqi.page.stage.camera().yaw")
        page.run("document.getElementById('stage').focus()")
        page.key("ArrowRight")
        page.rest()
        self.assertNotEqual(before, page.run("deqi.page.stage.camera().yaw"))
        page.close()

    def test_search(self):
        page = opened("search", "assets/cases/diabetic_soles.json")
        for query, code in (("KI3", "KI3"), ("ki 3", "KI3"), ("Kidney 3", "KI3"), ("taixi", "KI3"),
                            ("tai4xi1", "KI3"), ("太溪", "KI3"), ("taixu", "KI3"),
                            ("K3", "KI3"), ("Ni 3", "KI3"), ("RP6", "SP6"), ("ki03", "KI3"),
                            ("Spleen 6", "SP6"), ("Supreme Stream", "KI3"), ("sanyinjiao", "SP6")):
            found = page.run(
                f"(f => {{f.value = {json.dumps(query)}; f.dispatchEvent(new Event('input')); "
                "return document.getElementById('hits').innerText})(document.getElementById('search'))")
            self.assertTrue(found.startswith(code), f"{query}: {found[:40]}")
        page.run("document.getElementById('search').focus()")
        page.key("Enter")
        self.assertIn("SP6", page.run(CARD))
        page.close()

    def test_quiz(self):
        page = opened("quiz", "assets/cases/chemotherapy_hands_feet.json")
        page.run("document.getElementById('begin-quiz').click()")
        right = 0
        for number in range(10):
            where = page.run("!document.querySelector('#quiz .choice')")
            page.rest()
            if where:
                self.assertEqual(page.run("document.querySelectorAll('.mark:not([hidden])').length"), 0)
                page.run("(m => deqi.page.quiz.tap(m.at))(deqi.page.marks.all.find(m => "
                         "document.querySelector('#quiz h2').textContent.includes(m.card) && "
                         "document.querySelector('#quiz h2').textContent.includes(m.side == 'L' ? 'left' : 'right')))")
                self.assertIn("0 mm", page.run("document.querySelector('#quiz [role=status]').textContent"))
                right += 1
            else:
                page.run("document.querySelector('#quiz .choice').click()")
                right += page.run("!!document.querySelector('#quiz p.right')")
            page.run("document.querySelector('#quiz .main').click()")
        self.assertIn(f"{right} of 10", page.run("document.getElementById('quiz').innerText"))
        self.quiet(page)
        page.close()

    def test_lesson(self):
        page = opened("lesson", "--lesson", "assets/tours/foot.json")
        tour = json.loads(read("assets/tours/foot.json"))
        for step in tour["steps"]:
            said = page.run("document.getElementById('lesson').innerText")
            self.assertIn(step["title"], said)
            self.assertIn(step["text"], said)
            page.rest()
            page.run("document.querySelector('#lesson .next').click()")
        self.quiet(page)
        page.close()

    def test_languages_and_themes(self):
        page = opened("lang", "assets/cases/diabetic_soles.json", dark=True)
        self.assertEqual(page.run("document.documentElement.dataset.theme"), "dark")
        page.run("(s => {s.value = 'zh-Hans'; s.dispatchEvent(new Event('change'))})"
                 "(document.getElementById('language'))")
        self.assertIn("针刺方案", page.run("document.body.innerText"))
        self.assertEqual(page.run("document.documentElement.lang"), "zh-Hans")
        self.assertIn("足底", page.run("document.getElementById('views').innerText"))
        self.quiet(page)
        page.close()

    def test_hostile_words_stay_words(self):
        case = work.case("hostile", {
            "schema": "deqi/case-1", "label": "</title></script><script>window.bad=1</script><img src=x onerror=bad=1>",
            "etiology": "unspecified",
            "symptoms": [{"region": "sole", "side": "L", "kinds": ["pain"]}]})
        page = opened("hostile", case, "--label")
        self.assertIsNone(page.run("window.bad || null"))
        self.assertIn("<script>window.bad", page.run("document.body.innerText"))
        self.quiet(page)
        page.close()

    def test_without_scripts_and_without_webgl(self):
        path = work.page("bare", "assets/cases/diabetic_soles.json")
        page = browser.open(path, 1280, 800, script=False)
        page.wait("document.readyState == 'complete'")
        said = page.run("document.querySelector('article:not([hidden])').innerText")
        for words in "16 needles", "KI3", "Still to ask", "Where it lies":
            self.assertIn(words, said)
        self.assertTrue(page.run("document.getElementById('picture').naturalWidth") > 500)
        page.close()
        with Browser(webgl=False) as flat:
            page = flat.open(path, 1280, 800)
            self.assertEqual(page.run("document.body.dataset.ready"), "flat")
            said = page.run("document.body.innerText")
            self.assertIn("draws no 3D", said)
            self.assertIn("Where it lies", said)
            self.assertTrue(page.run("document.getElementById('picture').offsetHeight") > 300)

    def test_narrow_and_large_text(self):
        path = work.page("narrow", "assets/cases/diabetic_soles.json")
        for width, height in (390, 844), (320, 640), (820, 1180), (1920, 1080):
            page = browser.open(path, width, height)
            self.assertLessEqual(page.run("document.documentElement.scrollWidth"), width)
            boxes = page.run(
                "[...document.querySelectorAll('.label:not([hidden])')].map(e => {"
                "const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]})")
            for i, a in enumerate(boxes):
                self.assertTrue(a[0] >= 0 and a[2] <= width, a)
                for b in boxes[:i]:
                    apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
                    self.assertTrue(apart, f"{width}: labels overlap: {a} {b}")
            page.close()

    @unittest.skipIf(Browser.__module__ == "firefox", "print is looked at in Chromium")
    def test_prints_black_also_from_dark(self):
        page = opened("ink", "assets/cases/diabetic_soles.json", dark=True)
        page.run("document.documentElement.dataset.theme = 'dark'")
        page.send("Emulation.setEmulatedMedia", media="print")
        self.assertEqual(page.run("getComputedStyle(document.querySelector('#words')).color"), "rgb(0, 0, 0)")
        page.close()

    def test_prints_on_two_sheets(self):
        for case in "chemotherapy_hands_feet", "red_flag_blocked", "diabetes_with_root":
            page = opened("print", f"assets/cases/{case}.json")
            sheets = re.findall(rb"/Type\s*/Page\b", page.printed())
            self.assertLessEqual(len(sheets), 2, case)
            page.close()

    def test_lesson_has_its_territories(self):
        with open(work.page("hand", "--lesson", "assets/tours/hand.json"), encoding="utf-8") as f:
            layers = re.search(r'"layers":\{(.*?)\}', f.read()).group(1)
        self.assertIn('"dermatomes"', layers)
        self.assertIn('"nerves"', layers)

    def test_lesson_of_structures(self):
        page = opened("nerves", "--lesson", "assets/tours/root_to_sole.json")
        page.run("deqi.page.lesson.show(2)")
        page.rest()
        full = page.run("deqi.page.stage.parts.filter(p => p.material.opacity == 1)"
                        ".map(p => p.from.id)")
        self.assertEqual(set(full), {"tibial_nerve"})
        self.assertTrue(page.run("deqi.page.stage.parts.every(p => p.object.visible)"))
        self.quiet(page)
        page.close()

    def test_what_lies_beneath_has_a_card(self):
        page = opened("beneath", "assets/cases/diabetic_soles.json", "--structures", "bones,nerves")
        page.run("(f => {f.value = 'tibial nerve'; f.dispatchEvent(new Event('input')); f.focus()})"
                 "(document.getElementById('search'))")
        page.key("Enter")
        page.rest()
        card = page.run(CARD)
        for words in "Tibial nerve", "nervus tibialis", "What it supplies", "Points near it", "mm":
            self.assertIn(words, card)
        page.key("Escape")
        self.assertEqual(page.run("document.activeElement.id"), "search")
        # a tap on it says the same
        x, y = page.run(
            "(() => { const p = deqi.page.stage.parts.find("
            "q => q.from.id == 'tibia'); const b = deqi.page.stage.ballOf(p);"
            "const at = deqi.camera.project(deqi.page.stage.camera(), deqi.page.stage.port, b);"
            "for (let r = 0; r < 60; r += 3) for (const s of [-1, 1]) {"
            "const ray = deqi.camera.ray(deqi.page.stage.camera(), deqi.page.stage.port, at.x + s * r, at.y);"
            "const hit = deqi.page.stage.partAt(ray.origin, ray.way);"
            "if (hit) return [at.x + s * r, at.y]; } return [0, 0]; })()")
        page.tap(x, y)
        self.assertIn("Points near it", page.run(CARD))
        self.quiet(page)
        page.close()

    def test_axe_finds_nothing_serious(self):
        axe = os.environ.get("DEQI_AXE") or os.path.join(
            os.path.dirname(deqi), "../axe/node_modules/axe-core/axe.min.js")
        if not os.path.exists(axe):
            self.skipTest("axe-core is not here: npm install --prefix build/axe axe-core, or "
                          "$DEQI_AXE names its axe.min.js")
        for dark in False, True:
            page = opened("axe", "assets/cases/diabetic_soles.json", dark=dark)
            page.run(read(axe) + "; 1")
            for act in ("1", "deqi.page.pick(deqi.page.marks.all[0]) || 1",
                        "document.getElementById('begin-quiz').click() || 1"):
                page.run(act)
                found = page.run(
                    "axe.run().then(r => r.violations.filter(v => ['serious', 'critical']"
                    ".includes(v.impact)).map(v => v.id + ': ' + v.nodes[0].html.slice(0, 160)))")
                self.assertEqual(found, [], act)
            page.close()


try:
    end()
finally:
    browser.__exit__()
