// The places on the body: a button each, so that finger, mouse, keyboard and screen reader
// reach them alike. They stand in the order of doing.
"use strict";

deqi.marks = (() => {
  const ORDER = { chosen: 0, offered: 1, removed: 2, there: 3 };
  const FAR = 480; // px of a metre below which marks are small
  // px from the middle to the rim, as page.css draws them: near, and small
  const RADIUS = {
    lit: [9, 7], chosen: [7, 5], offered: [7, 5], removed: [7, 5], there: [5, 5], elsewhere: [7, 5],
  };
  const SELECTED = 11, OF_MANY = 3, MANY = 120;

  const radiusOf = (m, far, many) => m.selected ? SELECTED : far && many && m.state === "there" ? OF_MANY
    : RADIUS[m.lit && m.state !== "there" ? "lit" : m.state][far ? 1 : 0];

  // the order of the list in words, where it names them
  function sort(marks) {
    const listed = [...document.querySelectorAll("article:not([hidden]) .points a")]
      .map((a) => a.dataset.code + a.dataset.side);
    const place = (m) => {
      const at = listed.indexOf(m.card + m.side);
      return at < 0 ? listed.length : at;
    };
    return marks.map((m, i) => ({ m, i }))
      .sort((a, b) => ORDER[a.m.state] - ORDER[b.m.state] || place(a.m) - place(b.m) || a.i - b.i)
      .map(({ m }) => m);
  }

  // a finger that falls on several means the nearest, and sooner one of the plan than one beside it
  function meant(marks, pressed, event, layer) {
    if (!event.detail) return pressed; // by the keyboard
    const box = layer.getBoundingClientRect();
    const far = (m) => Math.hypot(m.x + box.left - event.clientX, m.y + box.top - event.clientY) +
      (m.lit ? 0 : 4) + (m.seen ? 0 : 30);
    return marks.filter((m) => m.inside && m.shown)
      .reduce((best, m) => far(m) < far(best) ? m : best, pressed);
  }

  function create(data, layer, onPick) {
    const marks = sort(data.marks.map((from, index) => ({
      ...from, index, lit: from.state === "chosen" || !data.plan && !data.steps,
      seen: true, x: 0, y: 0,
    })));
    let guest = null;

    function dress(m) {
      const b = document.createElement("button");
      b.type = "button";
      b.className = `mark ${m.state}`;
      b.dataset.code = m.code;
      b.dataset.side = m.side;
      b.tabIndex = -1;
      b.addEventListener("click", (e) => onPick(meant(marks, m, e, layer)));
      layer.append(b);
      m.button = b;
    }

    marks.forEach(dress);
    const settle = deqi.frame.rove(layer, () => marks.map((m) => m.button));

    return {
      all: marks,
      find: (card, side) => marks.find((m) => m.card === card && (!side || m.side === side)) ||
        marks.find((m) => m.code === card && (!side || m.side === side)),
      // a place that is no part of the page, one at a time
      guest(from) {
        if (guest) {
          guest.button.remove();
          marks.splice(marks.indexOf(guest), 1);
        }
        guest = { ...from, index: -1, lit: false, seen: true, x: 0, y: 0 };
        dress(guest);
        guest.button.setAttribute("aria-label", deqi.words.titleOf(guest));
        marks.push(guest);
        return guest;
      },
      name(titleOf) {
        for (const m of marks) m.button.setAttribute("aria-label", titleOf(m));
      },
      // where each stands on the screen, and whether the skin hides it
      place(camera, port, hidden) {
        const eye = deqi.camera.eye(camera), tangent = Math.tan(deqi.camera.FOV / 2);
        const far = port.height / (2 * tangent * camera.distance) < FAR;
        const many = marks.length > MANY;
        layer.classList.toggle("far", far);
        layer.classList.toggle("many", many);
        for (const m of marks) {
          const at = deqi.camera.project(camera, port, m.at);
          const way = [0, 1, 2].map((k) => eye[k] - m.at[k]), length = Math.hypot(...way);
          const facing = way.reduce((s, w, k) => s + w * m.normal[k], 0) / length;
          m.facing = facing;
          m.inside = !!at && at.x >= 0 && at.y >= 0 && at.x <= port.width && at.y <= port.height;
          if (at) Object.assign(m, at);
          m.radius = radiusOf(m, far, many);
          m.seen = m.inside && facing > 0.03 && !(hidden && hidden(m));
          const b = m.button;
          b.style.transform = `translate(${m.x.toFixed(1)}px, ${m.y.toFixed(1)}px)`;
          b.hidden = !m.inside || !m.shown;
          b.classList.toggle("behind", !m.seen);
          b.classList.toggle("lit", m.lit);
        }
        settle();
      },
      select(mark) {
        for (const m of marks) {
          const same = !!mark && m.card === mark.card && m.side === mark.side;
          m.selected = same;
          m.button.classList.toggle("selected", same);
          m.button.setAttribute("aria-pressed", same);
        }
      },
      show(test) {
        for (const m of marks) m.shown = test(m);
      },
    };
  }

  return { create };
})();
