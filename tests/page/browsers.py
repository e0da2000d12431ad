"""The browsers that pages are tried in, by name; each test runs in one of them."""
import sys

import chromium
import firefox

KINDS = {"chromium": (chromium, chromium.Chromium, "package chromium"),
         "firefox": (firefox, firefox.Firefox, "packages firefox-esr and xvfb")}


def chosen():
    """The class of the browser that the command line names; ends the test where it is not here."""
    name = sys.argv.pop(3) if len(sys.argv) > 3 and sys.argv[3] in KINDS else "chromium"
    module, kind, package = KINDS[name]
    if not module.find():
        print(f"skipped: no {name.capitalize()} is here ({package})")
        sys.exit(77)
    return kind
