"""What a page says and shows to everybody: languages, hostile words, without scripts or WebGL,
on paper, contrast, and what axe-core finds.
"""
import os
import re
import unittest

from house import data_of, plan_of, read
from room import Browser, IS_FIREFOX, SOLES, Looks, browser, deqi, opened, shared, work

CHEMO = "assets/cases/chemotherapy_hands_feet.json"
# what can be pressed, and what it is called
CALLED = """[...document.querySelectorAll('#view button, #view summary, #view label, #view canvas, #bar button,'
  + '#bar input, #skip, #view[aria-label], #view [role=group], aside:not([hidden]) button')]
  .map(e => [e.getAttribute('aria-label'), e.title, e.textContent].filter(Boolean)).flat()"""


def rgb(text):
    return [int(n) for n in re.findall(r"\d+", text)[:3]]


def contrast(a, b):
    """Of two colours, as WCAG 2.2 reckons it."""
    def light(color):
        linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    low, high = sorted((light(a), light(b)))
    return (high + 0.05) / (low + 0.05)


class Words(Looks):
    def choose(self, page, lang):
        page.run(f"(s => {{s.value = '{lang}'; s.dispatchEvent(new Event('change'))}})"
                 "(document.getElementById('language'))")

    def test_languages_and_themes(self):
        page = opened(SOLES, dark=True)
        self.assertEqual(page.run("document.documentElement.dataset.theme"), "dark")
        self.choose(page, "zh-Hans")
        self.assertIn("针刺方案", page.run("document.body.innerText"))
        self.assertEqual(page.run("document.documentElement.lang"), "zh-Hans")
        self.assertIn("足底", page.run("document.getElementById('views').innerText"))
        # nothing is called as the other language has it
        page.run("deqi.page.pick(deqi.page.marks.all[0])")
        words = data_of(read(work.page(SOLES)))["words"]
        english = {text for name, text in words["en"].items() if text != words["zh-Hans"][name]}
        self.assertEqual(english & set(page.run(CALLED)), set())
        self.quiet(page)
        page.close()

    def test_hostile_words_stay_words(self):
        bad = "</title></script><script>window.bad=1</script><img src=x onerror=bad=1>"
        case = work.case("hostile", {
            "schema": "deqi/case-1", "label": bad, "etiology": "unspecified", "tenderness": "pronounced",
            "symptoms": [{"region": "sole", "side": "L", "kinds": ["pain"]}], "drugs": ["<script>window.bad=1</script>"],
            "findings": {"pregnant": "t2"},
            "overrides": [{"caution": "SF03_PREGNANCY", "code": "SP6", "side": "L", "reason": bad}]})
        lesson = work.case("hostile_lesson", {
            "schema": "deqi/tour-1", "id": "x", "order": 1, "title": bad, "source": bad,
            "steps": [{"id": "a", "title": bad, "text": bad, "evidence": bad, "points": ["KI3", "SP6"]}]})
        for args in (case, "--label"), ("--lesson", lesson):
            page = opened(*args)
            self.assertIn("<script>window.bad", page.run("document.body.innerText"))
            self.assertIn("<script>window.bad", page.run("document.title"))
            page.run("deqi.page.pick(deqi.page.marks.all.find(m => m.card == 'SP6'))")
            page.key("Escape")
            page.run("document.getElementById('begin-quiz').click()")
            page.rest()
            self.assertIsNone(page.run("window.bad || null"))
            self.quiet(page)
            page.close()

    def test_without_scripts_and_without_webgl(self):
        path = work.page(SOLES)
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
            self.choose(page, "zh-Hans")
            self.assertIn("针刺方案", page.run("document.body.innerText"))
            self.assertEqual(page.console, [])

    @unittest.skipIf(IS_FIREFOX, "print is looked at in Chromium")
    def test_prints_black_also_from_dark(self):
        page = shared(SOLES)
        page.run("deqi.page.setTheme(true)")
        page.media("print", prefers_reduced_motion="reduce")
        self.assertEqual(page.run("getComputedStyle(document.querySelector('#words')).color"), "rgb(0, 0, 0)")
        page.media(prefers_color_scheme="light", prefers_reduced_motion="reduce")

    @unittest.skipIf(IS_FIREFOX, "print is looked at in Chromium")
    def test_a_lesson_prints_as_a_list_and_points_as_cards(self):
        page = opened("--lesson", "assets/tours/root_to_sole.json")
        page.media("print")
        lefts = page.run("[...document.querySelectorAll('article:not([hidden]) .step')]"
                         ".map(e => e.getBoundingClientRect().left)")
        self.assertEqual(len(set(lefts)), 1, lefts)
        page.close()
        for args, said in (("--points", "KI3,SP6"), ("KI3", "Where it lies", "SP6")), \
                (("--structures", "tibia,tibial_nerve"), ("Tibia", "Tibial nerve", "Points near it")), \
                (("--structures", "bones"), ("Bones", "Calcaneus", "Vertebra T12")):
            page = opened(*args)
            page.media("print")
            words = page.run("document.querySelector('main').innerText")
            for one in said:
                self.assertIn(one, words)
            self.assertLessEqual(len(re.findall(rb"/Type\s*/Page\b", page.printed())), 2, args)
            page.close()

    @unittest.skipIf(IS_FIREFOX, "colours are alike; looked at in Chromium")
    def test_marks_stand_out_from_the_skin(self):
        # of every mark of a kind, the ring against the skin beside it: 3 : 1 (WCAG 1.4.11)
        page = opened(CHEMO)
        ring = page.run("getComputedStyle(document.querySelector('.mark.offered'), '::after').borderTopColor")
        lit = page.run("getComputedStyle(document.querySelector('.mark.chosen.lit'), '::after').backgroundColor")
        page.run("document.getElementById('marks').style.display = 'none';"
                 "document.getElementById('labels').style.display = 'none'; 1")
        for dark in "false", "true":
            page.run(f"deqi.page.setTheme({dark})")
            page.rest()
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

    def find_barriers(self, page, where, *acts):
        for act in acts:
            page.run(act)
            # a card or the quiz takes the words out of reach, and with them the main part
            least = "['serious', 'critical']" if page.run("document.getElementById('words').inert") else \
                "['minor', 'moderate', 'serious', 'critical']"
            # in the other theme the colours alone are others
            for dark, rules in ("false", "{}"), ("true", "{runOnly: ['color-contrast']}"):
                page.run(f"deqi.page.setTheme({dark})")
                page.rest()
                found = page.run(
                    f"axe.run(document, {rules}).then(r => r.violations.filter(v => {least}"
                    ".includes(v.impact)).map(v => v.id + ': ' + v.nodes[0].html.slice(0, 160)))")
                self.assertEqual(found, [], f"{where} {act} dark {dark}")

    def test_axe_finds_nothing_serious(self):
        axe = os.environ.get("DEQI_AXE") or os.path.join(
            os.path.dirname(deqi), "../axe/node_modules/axe-core/axe.min.js")
        if not os.path.exists(axe):
            self.skipTest("axe-core is not here: npm install --prefix build/axe axe-core, or "
                          "$DEQI_AXE names its axe.min.js")
        card = "deqi.page.pick(deqi.page.marks.all[0]) || 1"
        kinds = (((SOLES,), (card, "document.getElementById('begin-quiz').click() || 1")),
                 (("assets/cases/red_flag_blocked.json",), ()),
                 (("--lesson", "assets/tours/root_to_sole.json"), ("deqi.page.lesson.show(2) || 1",)),
                 (("--channels", "BL"), ("document.querySelector('[data-channel] button').click()",)),
                 (("--points", "KI3,SP6"), (card,)),
                 (("--structures", "tibia,tibial_nerve"), ("document.querySelector('.parts a').click()",)))
        # what it finds is in the document, which is the same in both browsers
        for args, acts in kinds[:1] if IS_FIREFOX else kinds:
            page = opened(*args)
            page.run(read(axe) + "; 1")
            self.find_barriers(page, args, "1", *acts)
            page.close()
