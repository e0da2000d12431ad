// Names beside the body, laid out once it stands still; while it moves there are none. What has
// no room keeps its place among the buttons and is counted.
"use strict";

deqi.labels = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const FULL_MOST = 16; // of more names than these each is brief

  function create(layer, svg, onPick) {
    const made = new Map(); // card and side to its elements
    const widths = new Map();
    let laid = "";

    function labelOf(mark) {
      const key = `${mark.card} ${mark.side}`;
      if (made.has(key)) return made.get(key);
      const element = document.createElement("button");
      element.type = "button";
      element.className = "label";
      element.tabIndex = -1; // the place itself is reached by keyboard
      element.setAttribute("aria-hidden", "true");
      element.addEventListener("click", () => onPick(mark));
      layer.append(element);
      const line = document.createElementNS(SVG, "line");
      svg.append(line);
      const label = { element, line };
      made.set(key, label);
      return label;
    }

    // "KI3 L" strong, its name beside it
    function fill(element, [code, name]) {
      const strong = document.createElement("b");
      strong.textContent = code;
      element.replaceChildren(strong, ...(name ? [` ${name}`] : []));
    }

    function widthOf(element, text) {
      const key = `${text.join("|")}${getComputedStyle(element).fontSize}`;
      if (!widths.has(key)) {
        fill(element, text);
        widths.set(key, element.offsetWidth);
      }
      return widths.get(key);
    }

    function hide() {
      laid = "";
      for (const l of made.values()) {
        l.element.hidden = true;
        l.line.setAttribute("visibility", "hidden");
      }
    }

    function lay(marks, port, brief, textOf, bodyAt, needles) {
      hide();
      const taken = new Set(), asked = [];
      let behind = 0;
      const lit = marks.filter((m) => (m.lit || m.selected) && m.shown && m.inside);
      for (const m of lit.filter((l) => l.seen)) {
        const key = `${m.card} ${m.side}`;
        if (taken.has(key)) continue;
        taken.add(key);
        asked.push(m);
      }
      for (const m of lit)
        if (!taken.has(`${m.card} ${m.side}`)) {
          taken.add(`${m.card} ${m.side}`);
          behind++;
        }
      const plain = brief || asked.length > FULL_MOST;
      const wanted = asked.map((m) => {
        const label = labelOf(m), text = textOf(m);
        label.element.hidden = false;
        const briefWidth = widthOf(label.element, [text[0]]);
        const width = plain ? briefWidth : widthOf(label.element, text);
        return { x: m.x, y: m.y, r: m.radius, first: m.selected, width, briefWidth, mark: m, label, text };
      });
      wanted.forEach((l) => { l.label.element.hidden = true; });
      const seen = marks.filter((m) => m.seen && m.shown).map((m) => ({ x: m.x, y: m.y, r: m.radius }));
      const found = deqi.labelSearch.search(wanted, seen, port, bodyAt, needles);
      for (const { label: { label, text, mark, width, briefWidth }, box, from, to, brief: short } of found) {
        fill(label.element, short || width === briefWidth ? [text[0]] : text);
        label.element.hidden = false;
        label.element.style.transform = `translate(${box.left.toFixed(1)}px, ${box.top.toFixed(1)}px)`;
        label.element.classList.toggle("selected", !!mark.selected);
        for (const [name, value] of [["x1", from.x], ["y1", from.y], ["x2", to.x], ["y2", to.y]])
          label.line.setAttribute(name, value.toFixed(1));
        label.line.setAttribute("visibility", "visible");
      }
      const crowded = wanted.filter((l) => !found.some((f) => f.label === l)).map((l) => l.mark);
      return { behind, crowded };
    }

    let told = { behind: 0, crowded: [] };
    return {
      // The places whose names had no room, and how many are behind. `view` names what is seen: as
      // long as it is the same, and it is not yet known what is hidden, the names stay.
      lay(view, marks, port, brief, textOf, known, needles) {
        if (!known) {
          if (view !== laid) hide();
          return told;
        }
        told = lay(marks, port, brief, textOf, known.bodyAt, needles);
        laid = view;
        return told;
      },
      hide,
    };
  }

  return { create };
})();
