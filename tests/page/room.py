"""What the tests in a browser share: the browser that the command line names, the program, the
pages that several of them look at, and what is asked of a page again and again.
"""
import math
import unittest

from browsers import chosen
from house import Work, begin

source, deqi = begin()
Browser = chosen()
IS_FIREFOX = Browser.__module__ == "firefox"
work = Work(deqi)
browser = Browser()

SOLES = "assets/cases/diabetic_soles.json"
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
# as it was opened, for the next who looks at it
AGAIN = """(() => { const p = deqi.page, first = document.querySelector('#views button').dataset.view;
  if (p.quiz.isOn()) p.quiz.end();
  p.closeCard();
  if (deqi.words.lang() != document.querySelector('#language option').value)
    p.setLanguage(document.querySelector('#language option').value);
  p.setTheme(false);
  const field = document.getElementById('search');
  field.value = '';
  field.dispatchEvent(new Event('input'));
  if (document.activeElement) document.activeElement.blur();
  p.setView(first, true); })(); 1"""

_open = {}


def opened(*args, width=1280, height=800, **how):
    """A page of its own, which its test closes."""
    return browser.open(work.page(*args), width, height, **how)


def shared(*args, width=1280, height=800):
    """A page that several tests look at, each as if it had just been opened."""
    if args not in _open:
        _open[args] = opened(*args, width=width, height=height)
        return _open[args]
    page = _open[args]
    page.to_front() # behind another nothing is drawn
    page.run(AGAIN)
    page.turn_to(width, height)
    return page


def search(page, words):
    """What the field finds for these words."""
    return page.run(
        f"(f => {{ f.focus(); f.value = {words!r}; f.dispatchEvent(new Event('input')); "
        "return document.getElementById('hits').innerText; })(document.getElementById('search'))")


def from_line(line, at):
    """How far a place lies from a stroke."""
    ax, ay, bx, by = line
    dx, dy = bx - ax, by - ay
    t = max(0, min(1, ((at[0] - ax) * dx + (at[1] - ay) * dy) / ((dx * dx + dy * dy) or 1)))
    return math.hypot(ax + t * dx - at[0], ay + t * dy - at[1])


def cross(a, b):
    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    p, q, r, s = a[:2], a[2:], b[:2], b[2:]
    return side(p, q, r) * side(p, q, s) < 0 and side(r, s, p) * side(r, s, q) < 0


class Looks(unittest.TestCase):
    def quiet(self, page):
        self.assertEqual(page.console, [])
        asked = [u for u in page.requests if not u.startswith(("file:", "data:"))]
        self.assertEqual(asked, [])

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
