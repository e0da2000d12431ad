#!/usr/bin/env python3
"""A page in a browser with the network cut: finger, keyboard, search, quiz, lesson, languages.

    page_browser.py SOURCE_DIR DEQI [chromium|firefox]
"""
import glob
import json
import math
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
# a mark's place in the window
AT = "(r => (m) => [m.x + r.left, m.y + r.top])(document.getElementById('field').getBoundingClientRect())"
# the names laid out, with their leaders, and what is seen of the marks, in px of the picture
LABELS = """(() => { const f = document.getElementById('field').getBoundingClientRect();
  const box = (r) => [r.left - f.left, r.top - f.top, r.right - f.left, r.bottom - f.top];
  const number = (l, n) => Number(l.getAttribute(n));
  return { width: f.width, height: f.height,
    boxes: [...document.querySelectorAll('.label:not([hidden])')].map(e => box(e.getBoundingClientRect())),
    leaders: [...document.querySelectorAll('#field line')].filter(l => l.getAttribute('visibility') == 'visible')
      .map(l => ['x1', 'y1', 'x2', 'y2'].map(n => number(l, n))),
    marks: deqi.page.marks.all.filter(m => m.seen && m.shown).map(m => [m.x, m.y, m.radius]) }; })()"""


def from_line(line, at):
    """How far a place lies from a stroke."""
    ax, ay, bx, by = line
    dx, dy = bx - ax, by - ay
    t = max(0, min(1, ((at[0] - ax) * dx + (at[1] - ay) * dy) / ((dx * dx + dy * dy) or 1)))
    return math.hypot(ax + t * dx - at[0], ay + t * dy - at[1])


def rgb(text):
    return [int(n) for n in re.findall(r"\d+", text)[:3]]


def contrast(a, b):
    """Of two colours, as WCAG 2.2 reckons it."""
    def light(color):
        linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    low, high = sorted((light(a), light(b)))
    return (high + 0.05) / (low + 0.05)


def cross(a, b):
    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    p, q, r, s = a[:2], a[2:], b[:2], b[2:]
    return side(p, q, r) * side(p, q, s) < 0 and side(r, s, p) * side(r, s, q) < 0


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
            needles = page.run("deqi.page.stage.needles.count()")
            self.assertEqual(needles > 0, bool(plan["points"]), case)
            # a card lies over the words: they are read with it closed
            page.key("Escape")
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
            f"(m => [...{AT}(m), m.code])(deqi.page.marks.all.find(m => m.seen && m.state == 'chosen'))")
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
        reached, first = [], None
        for _ in range(200):
            page.key("Tab")
            here = page.run("(a => [a.id, a.dataset.code || '', a.dataset.side || '', "
                            "a.classList.contains('mark')])(document.activeElement)")
            if first is None:
                first = here
            elif here == first:
                break
            reached.append(tuple(here))
        names = [r[0] for r in reached]
        self.assertTrue({"stage", "search", "theme", "print", "language"} <= set(names), names)
        self.assertEqual(first[0], "skip")
        # the marks are one stop, and the list tells of every needle
        self.assertEqual(len([r for r in reached if r[3]]), 1)
        listed = {r[1] + r[2] for r in reached if not r[3]}
        for point in plan["points"]:
            self.assertIn(point["code"] + point["side"], listed)
        # the arrow keys go from mark to mark
        page.run("document.querySelector('.mark[tabindex=\"0\"]').focus()")
        walked = set()
        for _ in range(60):
            page.key("ArrowRight")
            walked.add(page.run("(a => a.dataset.code + a.dataset.side)(document.activeElement)"))
        there = set(page.run("deqi.page.marks.all.filter(m => !m.button.hidden).map(m => m.code + m.side)"))
        self.assertEqual(walked, there)
        before = page.run("deqi.page.stage.camera().yaw")
        page.run("document.getElementById('stage').focus()")
        page.key("ArrowRight")
        page.rest()
        self.assertNotEqual(before, page.run("deqi.page.stage.camera().yaw"))
        page.close()

    def test_the_way_to_the_words(self):
        page = opened("skip", "assets/cases/diabetic_soles.json")
        page.key("Tab")
        page.key("Enter")
        self.assertEqual(page.run("document.activeElement.id"), "words")
        page.close()

    def test_a_card_keeps_the_keyboard_off_what_it_covers(self):
        page = opened("inert", "assets/cases/diabetic_soles.json")
        page.run("deqi.page.pick(deqi.page.marks.all[0])")
        for _ in range(60):
            page.key("Tab")
            self.assertFalse(page.run("!!document.activeElement.closest('#words')"))
        page.key("Escape")
        self.assertFalse(page.run("document.getElementById('words').inert"))
        page.close()

    def test_a_view_is_pressed_as_long_as_it_is_looked_from(self):
        pressed = "[...document.querySelectorAll('#views [aria-pressed=true]')].map(b => b.dataset.view)"
        page = opened("pressed", "assets/cases/diabetic_soles.json")
        self.assertEqual(page.run(pressed), ["plan"])
        page.run("deqi.page.pick(deqi.page.marks.all[0])")
        self.assertEqual(page.run(pressed), [])
        page.run("document.querySelector('[data-view=back]').click()")
        self.assertEqual(page.run(pressed), ["back"])
        page.run("document.getElementById('stage').focus()")
        page.key("ArrowLeft")
        self.assertEqual(page.run(pressed), [])
        page.close()

    def test_behind_is_not_outside(self):
        page = opened("behind", "--channels", "BL")
        page.run("deqi.page.setView('foot.L', true)")
        page.rest()
        told = page.run("(b => b.hidden ? 0 : parseInt(b.textContent.replace(/[^0-9]/g, '')))"
                        "(document.getElementById('behind'))")
        inside = page.run("deqi.page.marks.all.filter(m => m.inside && m.lit).length")
        self.assertLessEqual(told, inside)
        page.close()

    def test_names_without_room_come_nearer(self):
        look = "(c => [c.yaw, c.distance])(deqi.page.stage.camera())"
        for points, told, near in ((",".join(f"CV{n}" for n in (2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14)),
                                    "without room", True), ("LI4,TE3", "behind", False)):
            page = opened("crowded", "--points", points, width=390, height=844)
            page.run("deqi.page.setView('front', true)")
            page.rest()
            self.assertIn(told, page.run("document.getElementById('behind').textContent"))
            yaw, distance = page.run(look)
            page.run("document.getElementById('behind').click()")
            page.rest()
            turned, now = page.run(look)
            self.assertEqual(turned == yaw, near, told)
            self.assertEqual(now < distance, near, told)
            page.close()

    def test_what_the_reader_sets_outlives_a_card(self):
        page = opened("slider", "assets/cases/diabetic_soles.json", "--structures", "tibia")
        through = "Number(document.getElementById('through').value)"
        slide = ("(s => {s.value = %d; s.dispatchEvent(new Event('input'))})"
                 "(document.getElementById('through'))")
        page.run(slide % 0)
        page.run("(f => {f.focus(); f.value = 'tibia'; f.dispatchEvent(new Event('input'))})"
                 "(document.getElementById('search'))")
        page.key("Enter")
        self.assertEqual(page.run(through), 85)
        page.run(slide % 40)
        page.key("Escape")
        self.assertEqual(page.run(through), 40)
        # nothing found: no option is pointed at
        page.run("(f => {f.focus(); f.value = 'tibia'; f.dispatchEvent(new Event('input'));"
                 "f.value = 'qqqqq'; f.dispatchEvent(new Event('input'))})(document.getElementById('search'))")
        self.assertIsNone(page.run("document.getElementById('search').getAttribute('aria-activedescendant')"))
        page.close()

    def test_names_keep_clear_of_marks_and_of_each_other(self):
        for case in "diabetic_soles", "chemotherapy_hands_feet", "cervical_thumb", "lumbar_marks":
            path = work.page(f"names-{case}", f"assets/cases/{case}.json")
            for width, height in (1280, 800), (390, 844):
                page = browser.open(path, width, height)
                views = page.run("[...document.querySelectorAll('#views button')].map(b => b.dataset.view)")
                for view in views[:6]:
                    page.run(f"deqi.page.setView('{view}', true)")
                    page.rest()
                    self.check_names(page.run(LABELS), f"{case} {view} {width}x{height}")
                page.close()

    def check_names(self, seen, where):
        for i, box in enumerate(seen["boxes"]):
            self.assertTrue(box[0] >= 0 and box[1] >= 0 and box[2] <= seen["width"] and
                            box[3] <= seen["height"], f"{where}: a name leaves the picture: {box}")
            for x, y, r in seen["marks"]:
                away = math.hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3]))
                self.assertGreater(away, r, f"{where}: a name lies on a mark: {box} {x} {y}")
            for b in seen["boxes"][:i]:
                apart = box[2] <= b[0] or b[2] <= box[0] or box[3] <= b[1] or b[3] <= box[1]
                self.assertTrue(apart, f"{where}: names overlap: {box} {b}")
        for i, line in enumerate(seen["leaders"]):
            own = min(seen["marks"], key=lambda m: math.hypot(m[0] - line[0], m[1] - line[1]))
            for x, y, r in seen["marks"]:
                if math.hypot(x - own[0], y - own[1]) > 2:
                    self.assertGreater(from_line(line, (x, y)), r + 3, f"{where}: a leader runs by another mark")
            for other in seen["leaders"][:i]:
                self.assertFalse(cross(line, other), f"{where}: leaders cross")

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

    def test_search_finds_what_the_page_does_not_show(self):
        page = opened("elsewhere", "assets/cases/diabetic_soles.json")
        page.run("(f => {f.focus(); f.value = 'LU1'; f.dispatchEvent(new Event('input'))})"
                 "(document.getElementById('search'))")
        self.assertIn("not part of this page", page.run("document.getElementById('hits').innerText"))
        page.key("Enter")
        page.rest()
        card = page.run(CARD)
        for words in "LU1", "Zhōngfǔ", "not part of this page", "Where it lies":
            self.assertIn(words, card)
        self.assertTrue(page.run("deqi.page.marks.all.find(m => m.code == 'LU1').seen"))
        page.key("Escape")
        page.rest()
        self.assertTrue(page.run("deqi.page.marks.all.find(m => m.code == 'LU1').button.hidden"))
        self.quiet(page)
        page.close()

    def ask(self, page, where):
        """Begins a quiz, which first asks where a point lies, and where `where` is false
        answers that: the second question asks which point it is."""
        page.run("document.getElementById('begin-quiz').click()")
        if not where:
            page.run("deqi.page.quiz.tap([0, 0, 0])")
            page.run("document.querySelector('#quiz .main').click()")
        page.rest()

    def test_quiz_by_keys(self):
        page = opened("quiz-keys", "assets/cases/diabetic_soles.json")
        self.ask(page, True)
        page.run("document.getElementById('stage').focus()")
        page.key("ArrowUp")
        self.assertFalse(page.run("document.getElementById('cross').hidden"))
        page.key("ArrowUp")
        page.key("Enter")
        self.assertIn("mm away", page.run("document.querySelector('#quiz [role=status]').textContent"))
        page.close()

    def test_quiz_in_words(self):
        page = opened("quiz-words", "assets/cases/diabetic_soles.json")
        self.ask(page, True)
        page.run("document.querySelector('#quiz .in-words').click()")
        page.run("(m => [...document.querySelectorAll('#quiz .choice')].find(b => b.textContent == "
                 "deqi.words.cardOf(m).querySelector('.find dd').textContent.split(m.card).join('…')).click())"
                 "(deqi.page.marks.all.find(m => document.querySelector('#quiz h2').textContent.includes(m.card + ' ')))")
        self.assertIn("Right", page.run("document.querySelector('#quiz [role=status]').textContent"))
        page.close()

    def test_quiz_does_not_tell_its_answer(self):
        page = opened("quiz-told", "assets/cases/diabetic_soles.json")
        self.ask(page, False)
        self.assertIn("Which point", page.run("document.querySelector('#quiz h2').textContent"))
        for closed in "marks", "words":
            self.assertTrue(page.run(f"document.getElementById('{closed}').inert"), closed)
        self.assertTrue(page.run("document.getElementById('search').disabled"))
        self.assertIn("Where it lies", page.run("document.querySelector('#quiz .unseen').textContent"))
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
            page.run("(s => {s.value = 'zh-Hans'; s.dispatchEvent(new Event('change'))})"
                     "(document.getElementById('language'))")
            self.assertIn("针刺方案", page.run("document.body.innerText"))
            self.assertEqual(page.console, [])

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

    @unittest.skipIf(Browser.__module__ == "firefox", "print is looked at in Chromium")
    def test_a_lesson_prints_as_a_list_and_points_as_cards(self):
        page = opened("sheet", "--lesson", "assets/tours/root_to_sole.json")
        page.send("Emulation.setEmulatedMedia", media="print")
        lefts = page.run("[...document.querySelectorAll('article:not([hidden]) .step')]"
                         ".map(e => e.getBoundingClientRect().left)")
        self.assertEqual(len(set(lefts)), 1, lefts)
        page.close()
        page = opened("few", "--points", "KI3,SP6")
        page.send("Emulation.setEmulatedMedia", media="print")
        said = page.run("document.querySelector('main').innerText")
        for words in "KI3", "Where it lies", "SP6":
            self.assertIn(words, said)
        page.close()

    @unittest.skipIf(Browser.__module__ == "firefox", "colours are alike; looked at in Chromium")
    def test_marks_stand_out_from_the_skin(self):
        # of every mark of a kind, the ring against the skin beside it: 3 : 1 (WCAG 1.4.11)
        for dark in False, True:
            page = opened("ring", "assets/cases/chemotherapy_hands_feet.json", dark=dark)
            ring = page.run("getComputedStyle(document.querySelector('.mark.offered'), '::after').borderTopColor")
            lit = page.run("getComputedStyle(document.querySelector('.mark.chosen.lit'), '::after').backgroundColor")
            page.run("document.getElementById('marks').style.display = 'none';"
                     "document.getElementById('labels').style.display = 'none'; 1")
            skin = page.run("""(() => { const gl = document.getElementById('stage').getContext('webgl2');
                deqi.page.stage.needles.show(() => false); deqi.page.stage.drawNow(); const out = [];
                for (const m of deqi.page.marks.all) { if (!m.seen || !m.shown) continue;
                  const p = new Uint8Array(4), s = gl.canvas.width / gl.canvas.clientWidth;
                  gl.readPixels((m.x + 12) * s, gl.canvas.height - m.y * s, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, p);
                  if (p[3] > 250) out.push([...p].slice(0, 3)); }
                return out; })()""")
            self.assertGreater(len(skin), 5)
            # where the light falls: the dark side of a limb has the mark's own pale rim instead
            skin = sorted(skin, key=sum)[len(skin) // 2]
            for color in ring, lit:
                self.assertGreater(contrast(rgb(color), skin), 3, f"dark {dark}: {color} on {skin}")
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
        page = browser.open(work.path("hand.html"), 1280, 800)
        # its colours stay whole: nothing lies beneath to thin the skin for
        for step in 3, 4:
            page.run(f"deqi.page.lesson.show({step})")
            page.rest()
            self.assertEqual(page.run("document.getElementById('through').value"), "0")
        page.close()

    def test_lesson_keeps_its_next_in_reach(self):
        for width, height in (390, 844), (1024, 768), (844, 390):
            page = opened("next", "--lesson", "assets/tours/root_to_sole.json", width=width, height=height)
            low = page.run("document.querySelector('#lesson .next').getBoundingClientRect().bottom")
            self.assertLessEqual(low, height, f"{width}x{height}")
            page.close()

    def test_lesson_of_structures(self):
        page = opened("nerves", "--lesson", "assets/tours/root_to_sole.json")
        page.run("deqi.page.lesson.show(2)")
        page.rest()
        full = page.run("deqi.page.stage.parts.filter(p => p.material.opacity == 1)"
                        ".map(p => p.from.id)")
        self.assertEqual(set(full), {"tibial_nerve"})
        self.assertTrue(page.run("deqi.page.stage.parts.every(p => p.object.visible)"))
        bones = set(page.run("deqi.page.stage.parts.filter(p => p.from.system == 'bone').map(p => p.from.id)"))
        self.assertTrue({"tibia", "fibula", "femur"} <= bones, bones)
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
            f"if (hit) return {AT}({{x: at.x + s * r, y: at.y}}); }} return [0, 0]; }})()")
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
