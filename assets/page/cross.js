// A cross for who has no pointer: where the quiz asks for a place, the arrow keys move it over
// the picture, with Shift they turn the body, and Enter takes the place under it.
"use strict";

deqi.cross = (() => {
  const STEP = 16, FINE = 4;

  // `acts`: asks() whether a place is asked for, tap(x, y)
  function listen(canvas, acts) {
    const cross = document.getElementById("cross");
    let x = 0, y = 0;

    function put() {
      x = Math.min(Math.max(x, 0), canvas.clientWidth);
      y = Math.min(Math.max(y, 0), canvas.clientHeight);
      cross.style.transform = `translate(${x}px, ${y}px)`;
    }

    function show() {
      const on = acts.asks() && document.activeElement === canvas && canvas.matches(":focus-visible");
      if (on && cross.hidden) {
        x = canvas.clientWidth / 2;
        y = canvas.clientHeight / 2;
      }
      cross.hidden = !on;
      put();
    }

    canvas.addEventListener("focus", show);
    canvas.addEventListener("blur", () => { cross.hidden = true; });
    canvas.addEventListener("pointerdown", () => { cross.hidden = true; });
    canvas.addEventListener("keydown", (e) => {
      if (!acts.asks() || e.ctrlKey || e.metaKey) return;
      if (cross.hidden) show();
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
      if (e.key === "Enter" || e.key === " ") {
        cross.hidden = true;
        acts.tap(x, y);
      } else if (way && !e.shiftKey) {
        x += way[0] * (e.altKey ? FINE : STEP);
        y += way[1] * (e.altKey ? FINE : STEP);
        put();
      } else return;
      e.preventDefault();
      e.stopImmediatePropagation();
    });
  }

  return { listen };
})();
