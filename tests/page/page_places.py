#!/usr/bin/env python3
"""Where a page shows a point, `deqi render` draws it: within 3 pixels at the same view and size.

    page_places.py SOURCE_DIR DEQI [chromium|firefox]
"""
import base64
import math
import unittest

from browsers import chosen
from house import Work, begin, end

source, deqi = begin()
Browser = chosen()
work = Work(deqi)
NEAR, ALONE = 3, 22

# the middles of all patches of the accent's colour in a picture, which the browser itself
# unpacks: the discs of lit points
DISCS = """(async () => {
  const image = new Image();
  image.src = 'data:image/png;base64,%s';
  await image.decode();
  const canvas = document.createElement('canvas'), found = [];
  const w = canvas.width = image.width, h = canvas.height = image.height, lit = new Uint8Array(w * h);
  const to = canvas.getContext('2d');
  to.drawImage(image, 0, 0);
  const p = to.getImageData(0, 0, w, h).data;
  for (let i = 0; i < w * h; i++) {
    const r = p[4 * i], g = p[4 * i + 1], b = p[4 * i + 2];
    lit[i] = r < 50 && g > 80 && g < 150 && b > 70 && b < 140;
  }
  for (let first = 0; first < w * h; first++) {
    if (!lit[first]) continue;
    const todo = [first];
    let n = 0, left = w, right = 0, top = h, bottom = 0;
    lit[first] = 0;
    while (todo.length) {
      const at = todo.pop(), x = at %% w, y = Math.floor(at / w);
      n++;
      left = Math.min(left, x), right = Math.max(right, x), top = Math.min(top, y), bottom = Math.max(bottom, y);
      for (const next of [x + 1 < w && at + 1, x > 0 && at - 1, at + w, at - w])
        if (next !== false && lit[next]) lit[next] = 0, todo.push(next);
    }
    if (n > 12) found.push([(left + right + 1) / 2, (top + bottom + 1) / 2]);
  }
  return found;
})()"""


class Places(unittest.TestCase):
    def compare(self, page, view):
        """How many points that stand alone were found where render draws them."""
        case, checked = "assets/cases/diabetic_soles.json", 0
        width, height = page.run("[deqi.page.stage.port.width, deqi.page.stage.port.height]")
        page.run(f"deqi.page.setView('{view}', true)")
        page.rest()
        marks = page.run("deqi.page.marks.all.filter(m => m.seen && m.facing > 0.4 && m.state == 'chosen')"
                         ".map(m => [m.code, m.x, m.y])")
        picture = work.path("places.png")
        work.run("render", case, "-o", picture, "--size", f"{width}x{height}", "--view", view,
                 "--layers", "points")
        with open(picture, "rb") as png:
            drawn = page.run(DISCS % base64.b64encode(png.read()).decode())
        for code, x, y in marks:
            others = [m for m in marks if m[0] != code or (m[1], m[2]) != (x, y)]
            if any(math.hypot(x - m[1], y - m[2]) < ALONE for m in others):
                continue
            off = min(math.hypot(x - d[0], y - d[1]) for d in drawn)
            self.assertLessEqual(off, NEAR, f"{view} at {width}x{height}: {code} at {x:.0f},{y:.0f}")
            checked += 1
        return checked

    def test_as_render_draws_them(self):
        with Browser() as browser:
            page = browser.open(work.page("assets/cases/diabetic_soles.json"), 1928, 840)
            checked = sum(self.compare(page, view) for view in ("plan", "front", "left"))
            # screens of shapes between those that the views were searched for
            for width, height in (1000, 1250), (1500, 620), (620, 1400), (1200, 1000):
                page.turn_to(width, height)
                checked += self.compare(page, "plan")
        self.assertGreater(checked, 16, "too few points stand alone")


end()
