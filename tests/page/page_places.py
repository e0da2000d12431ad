#!/usr/bin/env python3
"""Where a page shows a point, `deqi render` draws it: within 3 pixels at the same view and size.

    page_places.py SOURCE_DIR DEQI [chromium|firefox]
"""
import math
import struct
import sys
import unittest
import zlib

from browsers import chosen
from house import Work, begin, end

source, deqi = begin()
Browser = chosen()
work = Work(deqi)
NEAR, ALONE = 3, 22


def pixels(path):
    """Width, height and rows of a PNG of 8 bits a channel."""
    data, at, packed = open(path, "rb").read(), 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            width, height, _, color = struct.unpack(">IIBB", data[at + 8:at + 18])
        packed += data[at + 8:at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    n = {2: 3, 6: 4}[color]
    raw, stride, rows, above = zlib.decompress(packed), width * n, [], bytes(width * n)
    for y in range(height):
        line = raw[y * (stride + 1):(y + 1) * (stride + 1)]
        row = bytearray(line[1:])
        for i in range(stride):
            left = row[i - n] if i >= n else 0
            up, corner = above[i], above[i - n] if i >= n else 0
            if line[0] == 1:
                add = left
            elif line[0] == 2:
                add = up
            elif line[0] == 3:
                add = (left + up) >> 1
            elif line[0] == 4:
                p = left + up - corner
                add = min((abs(p - left), 0, left), (abs(p - up), 1, up), (abs(p - corner), 2, corner))[2]
            else:
                break
            row[i] = row[i] + add & 255
        rows.append(row)
        above = row
    return width, height, n, rows


def discs(path):
    """The middles of all patches of the accent's colour: the discs of lit points."""
    width, height, n, rows = pixels(path)
    lit = set()
    for y in range(height):
        row = rows[y]
        for x in range(width):
            r, g, b = row[x * n:x * n + 3]
            if r < 50 and 80 < g < 150 and 70 < b < 140:
                lit.add((x, y))
    found = []
    while lit:
        todo, patch = [lit.pop()], []
        while todo:
            x, y = todo.pop()
            patch.append((x, y))
            for p in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if p in lit:
                    lit.remove(p)
                    todo.append(p)
        if len(patch) > 12:
            left, right = min(p[0] for p in patch), max(p[0] for p in patch)
            top, bottom = min(p[1] for p in patch), max(p[1] for p in patch)
            found.append(((left + right + 1) / 2, (top + bottom + 1) / 2))
    return found


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
        drawn = discs(picture)
        for code, x, y in marks:
            others = [m for m in marks if m[0] != code or (m[1], m[2]) != (x, y)]
            if any(math.hypot(x - m[1], y - m[2]) < ALONE for m in others):
                continue
            off = min(math.hypot(x - d[0], y - d[1]) for d in drawn)
            self.assertLessEqual(off, NEAR, f"{view} at {width}x{height}: {code} at {x:.0f},{y:.0f}")
            checked += 1
        return checked

    def test_as_render_draws_them(self):
        path = work.page("places", "assets/cases/diabetic_soles.json")
        with Browser() as browser:
            page = browser.open(path, 1928, 840)
            checked = sum(self.compare(page, view) for view in ("plan", "front", "left"))
            page.close()
            # screens of shapes between those that the views were searched for
            for width, height in (1000, 1250), (1500, 620), (620, 1400), (1200, 1000):
                page = browser.open(path, width, height)
                checked += self.compare(page, "plan")
                page.close()
        self.assertGreater(checked, 16, "too few points stand alone")


end()
