"""What a page of any browser can do by what it can run."""
import base64
import time


class Waiting:
    def wait(self, script, seconds=180):
        until = time.time() + seconds
        while not self.run(script):
            if time.time() > until:
                raise TimeoutError(script)
            time.sleep(0.05)

    def rest(self):
        """Until the picture stands still and it is known what is hidden."""
        self.wait("deqi.page.stage.hasArrived()")

    def turn_to(self, width, height, scale=1):
        """The same page on a screen of another shape."""
        self.resize(width, height, scale)
        self.wait(f"innerWidth == {width} && innerHeight == {height} && (f => f.clientWidth == "
                  "deqi.page.stage.port.width && f.clientHeight == deqi.page.stage.port.height)"
                  "(document.getElementById('field'))")
        self.rest()

    def shot(self, path):
        with open(path, "wb") as out:
            out.write(base64.b64decode(self.picture()))
