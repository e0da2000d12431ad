"""Lessons, the quiz, and what lies beneath the skin."""
import json

from house import data_of, read
from room import AT, CARD, SOLES, Looks, opened, search, shared, work

CHEMO = "assets/cases/chemotherapy_hands_feet.json"
NERVES = "--lesson", "assets/tours/root_to_sole.json"
VERDICT = "document.querySelector('#quiz [role=status]').textContent"


class Lesson(Looks):
    def ask(self, page, where):
        """Begins a quiz, which first asks where a point lies, and where `where` is false
        answers that: the second question asks which point it is."""
        page.run("document.getElementById('begin-quiz').click()")
        if not where:
            page.run("deqi.page.quiz.tap([0, 0, 0])")
            page.run("document.querySelector('#quiz .main').click()")
        page.rest()

    def test_quiz_by_keys(self):
        page = shared(SOLES)
        self.ask(page, True)
        page.run("document.getElementById('stage').focus()")
        page.key("ArrowUp")
        self.assertFalse(page.run("document.getElementById('cross').hidden"))
        page.key("ArrowUp")
        page.key("Enter")
        self.assertIn("mm away", page.run(VERDICT))

    def test_quiz_in_words(self):
        page = shared(SOLES)
        self.ask(page, True)
        page.run("document.querySelector('#quiz .in-words').click()")
        page.run("(m => [...document.querySelectorAll('#quiz .choice')].find(b => b.textContent == "
                 "deqi.words.cardOf(m).querySelector('.find dd').textContent.split(m.card).join('…')).click())"
                 "(deqi.page.marks.all.find(m => document.querySelector('#quiz h2').textContent.includes(m.card + ' ')))")
        self.assertIn("Right", page.run(VERDICT))

    def test_quiz_does_not_tell_its_answer(self):
        page = shared(SOLES)
        self.ask(page, False)
        self.assertIn("Which point", page.run("document.querySelector('#quiz h2').textContent"))
        for closed in "marks", "words":
            self.assertTrue(page.run(f"document.getElementById('{closed}').inert"), closed)
        self.assertTrue(page.run("document.getElementById('search').disabled"))
        self.assertIn("Where it lies", page.run("document.querySelector('#quiz .unseen').textContent"))

    def test_quiz(self):
        page = shared(CHEMO)
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
                self.assertIn("0 mm", page.run(VERDICT))
                right += 1
            else:
                page.run("document.querySelector('#quiz .choice').click()")
                right += page.run("!!document.querySelector('#quiz p.right')")
            page.run("document.querySelector('#quiz .main').click()")
        self.assertIn(f"{right} of 10", page.run("document.getElementById('quiz').innerText"))
        self.quiet(page)

    def test_lesson(self):
        page = opened("--lesson", "assets/tours/foot.json")
        tour = json.loads(read("assets/tours/foot.json"))
        for step in tour["steps"]:
            said = page.run("document.getElementById('lesson').innerText")
            self.assertIn(step["title"], said)
            self.assertIn(step["text"], said)
            page.rest()
            page.run("document.querySelector('#lesson .next').click()")
        self.quiet(page)
        page.close()

    def test_lesson_has_its_territories(self):
        args = "--lesson", "assets/tours/hand.json"
        self.assertLessEqual({"dermatomes", "nerves"}, set(data_of(read(work.page(*args)))["layers"]))
        page = opened(*args)
        # its colours stay whole: nothing lies beneath to thin the skin for
        for step in 3, 4:
            page.run(f"deqi.page.lesson.show({step})")
            page.rest()
            self.assertEqual(page.run("document.getElementById('through').value"), "0")
        page.close()

    def test_lesson_of_structures(self):
        page = opened(*NERVES)
        for width, height in (390, 844), (1024, 768), (844, 390):
            page.turn_to(width, height)
            low = page.run("document.querySelector('#lesson .next').getBoundingClientRect().bottom")
            self.assertLessEqual(low, height, f"{width}x{height}")
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
        page = opened(SOLES, "--structures", "bones,nerves")
        through = "Number(document.getElementById('through').value)"
        slide = ("(s => {s.value = %d; s.dispatchEvent(new Event('input'))})"
                 "(document.getElementById('through'))")
        search(page, "tibial nerve")
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
        page.key("Escape")
        # and so does its name in the list
        page.run("document.querySelector('article:not([hidden]) [data-part=sural_nerve]').click()")
        self.assertIn("Sural nerve", page.run(CARD))
        page.key("Escape")
        self.assertEqual(page.run("document.activeElement.dataset.part"), "sural_nerve")
        # what the reader sets outlives a card
        page.run(slide % 0)
        search(page, "tibia")
        page.key("Enter")
        self.assertEqual(page.run(through), 85)
        page.run(slide % 40)
        page.key("Escape")
        self.assertEqual(page.run(through), 40)
        self.quiet(page)
        page.close()
