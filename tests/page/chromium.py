"""A headless Chromium that is driven over a pipe (Chrome DevTools Protocol), with the network
cut: no address but the file itself is let through. Nothing but Python and Chromium is needed.

    with Chromium() as browser:
        page = browser.open("/tmp/plan.html", 1280, 800)
        page.run("document.title")
"""
import base64
import json
import os
import shutil
import subprocess
import tempfile

from waiting import Waiting


def find():
    return next(filter(None, map(shutil.which, ["chromium", "chromium-browser"])), None)


class Page(Waiting):
    def __init__(self, browser, session, target):
        self.browser, self.session, self.target = browser, session, target
        self.console, self.requests = [], []

    def send(self, method, **params):
        return self.browser.send(method, self.session, **params)

    def run(self, script):
        """The value of an expression; promises are waited for."""
        out = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in out:
            raise RuntimeError(json.dumps(out["exceptionDetails"])[:600])
        return out["result"].get("value")

    def tap(self, x, y):
        for kind in "mousePressed", "mouseReleased":
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def key(self, key, text=None, shift=False):
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38,
                 "ArrowLeft": 37, "ArrowRight": 39, " ": 32}
        more = {"windowsVirtualKeyCode": codes[key]} if key in codes else {}
        if text or key == "Enter":
            more["text"] = text or "\r"
        for kind in "keyDown", "keyUp":
            self.send("Input.dispatchKeyEvent", type=kind, key=key, modifiers=8 if shift else 0, **more)

    def touch(self, *fingers):
        """Lays fingers on and draws them along: each a list of places, all equally long."""
        for i, at in enumerate(zip(*fingers)):
            self.send("Input.dispatchTouchEvent", type="touchMove" if i else "touchStart",
                      touchPoints=[{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(at)])
        self.send("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def resize(self, width, height, scale=1):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=scale, mobile=False)

    def to_front(self):
        self.send("Page.bringToFront")

    def picture(self):
        return self.send("Page.captureScreenshot", format="png")["data"]

    def printed(self):
        """The page on A4, as a PDF."""
        data = self.send("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"]
        return base64.b64decode(data)

    def media(self, media="", **features):
        self.send("Emulation.setEmulatedMedia", media=media, features=[
            {"name": n.replace("_", "-"), "value": v} for n, v in features.items()])

    def close(self):
        self.browser.send("Target.closeTarget", targetId=self.target)


class Chromium:
    def __init__(self, webgl=True):
        self.home = tempfile.mkdtemp()
        self.pages, self.next = {}, 0
        to_read, self.to = os.pipe()
        self.source, from_write = os.pipe()

        def wire():
            reads, writes = os.dup(to_read), os.dup(from_write)
            os.dup2(reads, 3)
            os.dup2(writes, 4)

        flags = ["--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--hide-scrollbars",
                 "--no-first-run", "--disable-extensions", "--mute-audio",
                 "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={self.home}"]
        flags += (["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
                  if webgl else ["--disable-gpu", "--disable-3d-apis", "--disable-webgl"])
        self.process = subprocess.Popen([find(), *flags, "about:blank"], preexec_fn=wire,
                                        close_fds=False, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(from_write)
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.to)
        os.close(self.source)
        shutil.rmtree(self.home, ignore_errors=True)

    def read(self):
        while b"\0" not in self.rest:
            more = os.read(self.source, 1 << 20)
            if not more:
                raise RuntimeError("the browser is gone")
            self.rest += more
        line, self.rest = self.rest.split(b"\0", 1)
        return json.loads(line)

    def take(self, event):
        page = self.pages.get(event.get("sessionId"))
        if not page:
            return
        params = event["params"]
        if event["method"] == "Runtime.consoleAPICalled":
            page.console.append(" ".join(str(a.get("value", a.get("description")))
                                         for a in params["args"]))
        elif event["method"] == "Runtime.exceptionThrown":
            page.console.append(json.dumps(params["exceptionDetails"])[:400])
        elif event["method"] == "Log.entryAdded":
            page.console.append(params["entry"]["text"])
        elif event["method"] == "Network.requestWillBeSent":
            page.requests.append(params["request"]["url"])

    def send(self, method, session=None, **params):
        self.next += 1
        message = {"id": self.next, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == message["id"]:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "method" in answer:
                self.take(answer)

    def open(self, path, width, height, scale=1, script=True, dark=False, ready=True):
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = self.pages[session] = Page(self, session, target)
        for part in "Page", "Runtime", "Log", "Network":
            page.send(f"{part}.enable")
        page.resize(width, height, scale)
        page.media(prefers_color_scheme="dark" if dark else "light",
                   prefers_reduced_motion="reduce")
        if not script:
            page.send("Emulation.setScriptExecutionDisabled", value=True)
        page.send("Page.navigate", url="file://" + os.path.abspath(path))
        if script and ready:
            page.wait("document.readyState == 'complete' && !!document.body.dataset.ready")
            if page.run("document.body.dataset.ready") == "true":
                page.rest()
        return page
