"""What the tests of pages share: the program, its output, a page's data."""
import base64
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import zlib

THREE = os.environ.get("DEQI_THREE", "/usr/share/javascript/three") + "/three.min.js"


def begin():
    """The source folder and the program, from the command line."""
    source, deqi = (os.path.abspath(a) for a in sys.argv[1:3])
    if not os.path.exists(THREE):
        print("skipped: three.js is not here (package libjs-three)")
        sys.exit(77)
    os.chdir(source)
    return source, deqi


def end():
    # names of tests after the two arguments: those alone
    done = unittest.main(argv=sys.argv[:1] + sys.argv[3:], exit=False, verbosity=1)
    sys.exit(not done.result.wasSuccessful())


class Work:
    """A folder of pages that goes away again."""

    def __init__(self, deqi):
        self.deqi, self.folder, self.made = deqi, tempfile.TemporaryDirectory(), {}

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def run(self, *args, status=0):
        done = subprocess.run([self.deqi, *args], capture_output=True, text=True)
        assert done.returncode == status, f"deqi {' '.join(args)}: exit {done.returncode}: {done.stderr}"
        return done

    def page(self, *args):
        """The page of these arguments, which is made once: it is the same each time."""
        if args not in self.made:
            path = self.path(f"page-{len(self.made)}.html")
            self.run("page", *args, "-o", path)
            self.made[args] = path
        return self.made[args]

    def case(self, name, record):
        path = self.path(name + ".json")
        with open(path, "w", encoding="utf-8") as out:
            json.dump(record, out)
        return path


def read(path):
    with open(path, encoding="utf-8") as page:
        return page.read()


def data_of(text):
    return json.loads(re.search(r'id="deqi-data">(.*?)</script>', text, re.S)[1])


def plan_of(text):
    return json.loads(re.search(r'id="deqi-plan">(.*?)</script>', text, re.S)[1])


def all_words(text):
    """The page with the articles that it carries packed."""
    packed = base64.b64decode(re.search(r'id="deqi-bytes">(.*?)</script>', text, re.S)[1])
    return text + "".join(zlib.decompress(packed[at:at + size], -15).decode()
                          for at, size, _ in data_of(text).get("articles", {}).values())


def alike(a, b):
    """Whether two JSON values are the same but for the sixth decimal of their numbers."""
    if isinstance(a, float) or isinstance(b, float):
        return abs(a - b) < 2e-5
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(alike(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(alike, a, b))
    return a == b
