"""A Firefox with the network cut, driven over WebDriver BiDi on a screen of its own (Xvfb:
without a screen it has no WebGL). Nothing but Python and these two is needed; what a page of it
can do is what one of chromium.py can.

    with Firefox() as browser:
        page = browser.open("/tmp/plan.html", 1280, 800)
        page.run("document.title")
"""
import base64
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import tempfile

from waiting import Waiting


def find():
    path = next(filter(None, map(shutil.which, ["firefox-esr", "firefox"])), None)
    return path if shutil.which("Xvfb") else None


class Socket:
    """As much of RFC 6455 as a client of one local server needs."""

    def __init__(self, port, path):
        self.wire = socket.create_connection(("127.0.0.1", port), timeout=120)
        key = base64.b64encode(os.urandom(16)).decode()
        self.wire.sendall((f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
                           f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                           "Sec-WebSocket-Version: 13\r\n\r\n").encode())
        self.rest = b""
        while b"\r\n\r\n" not in self.rest:
            self.more()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise RuntimeError(head.decode(errors="replace"))

    def more(self):
        got = self.wire.recv(1 << 20)
        if not got:
            raise RuntimeError("the browser is gone")
        self.rest += got

    def take(self, n):
        while len(self.rest) < n:
            self.more()
        out, self.rest = self.rest[:n], self.rest[n:]
        return out

    def send(self, text):
        data, mask = text.encode(), os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else \
            bytes([0x80 | 126]) + struct.pack(">H", len(data)) if len(data) < 65536 else \
            bytes([0x80 | 127]) + struct.pack(">Q", len(data))
        times = mask * (len(data) // 4 + 1)
        masked = (int.from_bytes(data, "big") ^ int.from_bytes(times[:len(data)], "big")) \
            .to_bytes(len(data), "big")
        self.wire.sendall(b"\x81" + size + mask + masked)

    def read(self):
        whole = b""
        while True:
            first, second = self.take(2)
            size = second & 127
            if size > 125:
                size = struct.unpack(*((">H", self.take(2)) if size == 126 else (">Q", self.take(8))))[0]
            data = self.take(size)
            if first & 15 == 9:  # a ping asks for its own words
                self.wire.sendall(bytes([0x8a, 0x80 | len(data)]) + bytes(4) + data)
            elif first & 15 == 8:
                raise RuntimeError("the browser is gone")
            elif first & 15 < 3:
                whole += data
                if first & 128:
                    return whole.decode()

    def close(self):
        self.wire.close()


def plain(value):
    """A value as BiDi tells it, as JSON would."""
    kind, of = value["type"], value.get("value")
    if kind == "array":
        return [plain(v) for v in of]
    if kind == "object":
        return {k: plain(v) for k, v in of}
    return of if kind in ("string", "number", "boolean") else None


class Page(Waiting):
    def __init__(self, browser, context):
        self.browser, self.context = browser, context
        self.console, self.requests = [], []

    def send(self, method, **params):
        return self.browser.send(method, context=self.context, **params)

    def run(self, script):
        """The value of an expression; promises are waited for."""
        out = self.browser.send("script.evaluate", expression=script, target={"context": self.context},
                                awaitPromise=True, serializationOptions={"maxObjectDepth": 12})
        if out["type"] == "exception":
            raise RuntimeError(json.dumps(out["exceptionDetails"].get("text"))[:600])
        return plain(out["result"])

    def act(self, kind, actions, **more):
        self.send("input.performActions", actions=[{"type": kind, "id": kind, "actions": actions, **more}])

    def tap(self, x, y):
        self.act("pointer", [{"type": "pointerMove", "x": round(x), "y": round(y)},
                             {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}])

    def key(self, key, text=None, shift=False):
        codes = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "ArrowLeft": "\ue012",
                 "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015"}
        value = codes.get(key, text or key)
        press = [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        hold = "\ue008"
        self.act("key", [{"type": "keyDown", "value": hold}, *press, {"type": "keyUp", "value": hold}]
                 if shift else press)

    def resize(self, width, height, scale=1):
        self.send("browsingContext.setViewport", viewport={"width": width, "height": height},
                  devicePixelRatio=scale)

    def to_front(self):
        self.send("browsingContext.activate")

    def picture(self):
        return self.send("browsingContext.captureScreenshot")["data"]

    def printed(self):
        """The page on A4, as a PDF."""
        data = self.send("browsingContext.print", page={"width": 21.0, "height": 29.7},
                         margin={"top": 1, "bottom": 1, "left": 1, "right": 1})["data"]
        return base64.b64decode(data)

    def close(self):
        self.browser.send("browsingContext.close", context=self.context)


# Nothing is asked of anywhere, and pictures are drawn without a graphics card. What does not
# answer (port 1) stands for the network.
PREFS = {
    "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 1,
    "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 1,
    "network.proxy.allow_hijacking_localhost": True, "network.proxy.no_proxies_on": "",
    "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "app.update.enabled": False, "app.normandy.enabled": False, "browser.safebrowsing.malware.enabled": False,
    "browser.shell.checkDefaultBrowser": False, "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False, "extensions.update.enabled": False, "browser.startup.page": 0,
    "browser.aboutwelcome.enabled": False, "webgl.force-enabled": True, "webgl.disable-fail-if-major-performance-caveat": True,
    "ui.prefersReducedMotion": 1, "accessibility.tabfocus": 7,
}


class Firefox:
    def __init__(self, webgl=True, dark=False, script=True):
        self.home, self.pages, self.next, self.others = tempfile.mkdtemp(), {}, 0, {}
        self.how = {"webgl": webgl, "dark": dark, "script": script}
        prefs = {**PREFS, "webgl.disabled": not webgl, "javascript.enabled": script,
                 "layout.css.prefers-color-scheme.content-override": 0 if dark else 1}
        with open(os.path.join(self.home, "user.js"), "w", encoding="utf-8") as out:
            out.writelines(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in prefs.items())
        told, tell = os.pipe()
        self.screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(tell), "-screen", "0", "2200x1400x24", "-nolisten", "tcp"],
            pass_fds=[tell], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(tell)
        with os.fdopen(told) as number:
            display = ":" + number.readline().strip()
        # a container's user may not make the sandbox's own rooms
        env = {**os.environ, "DISPLAY": display, "HOME": self.home, "LIBGL_ALWAYS_SOFTWARE": "1",
               "MOZ_CRASHREPORTER_DISABLE": "1", "MOZ_DISABLE_CONTENT_SANDBOX": "1"}
        env.pop("WAYLAND_DISPLAY", None)
        self.process = subprocess.Popen(
            [find(), "--no-remote", "--profile", self.home, "--width", "2100", "--height", "1300",
             "--remote-debugging-port", "0", "about:blank"],
            env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        port = None
        for line in self.process.stderr:
            found = re.search(rb"BiDi listening on ws://[^:]+:(\d+)", line)
            if found:
                port = int(found[1])
                break
        if not port:
            raise RuntimeError("Firefox does not say where it listens")
        self.drain = subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=subprocess.DEVNULL)
        self.socket = Socket(port, "/session")
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for other in self.others.values():
            other.__exit__()
        self.socket.close()
        self.process.kill()
        self.process.wait()
        self.drain.wait()
        self.screen.kill()
        self.screen.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def take(self, event):
        params = event["params"]
        context = params.get("context") or params.get("source", {}).get("context")
        page = self.pages.get(context)
        if not page:
            return
        if event["method"] == "log.entryAdded":
            page.console.append(params.get("text") or "")
        elif event["method"] == "network.beforeRequestSent":
            page.requests.append(params["request"]["url"])

    def send(self, method, **params):
        self.next += 1
        number = self.next
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.read())
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
                return answer["result"]
            if answer["type"] == "event":
                self.take(answer)

    def like(self, **how):
        """Another one with other settings: they hold for a whole browser here."""
        key = tuple(sorted(how.items()))
        if key not in self.others:
            self.others[key] = Firefox(**how)
        return self.others[key]

    def open(self, path, width, height, scale=1, script=True, dark=False, ready=True):
        how = {**self.how, "dark": dark or self.how["dark"], "script": script and self.how["script"]}
        if how != self.how:
            return self.like(**how).open(path, width, height, scale, script, dark, ready)
        context = self.send("browsingContext.create", type="tab")["context"]
        page = self.pages[context] = Page(self, context)
        page.resize(width, height, scale)
        page.send("browsingContext.navigate", url="file://" + os.path.abspath(path), wait="complete")
        if script and ready:
            page.wait("!!document.body.dataset.ready")
            if page.run("document.body.dataset.ready") == "true":
                page.rest()
        return page
