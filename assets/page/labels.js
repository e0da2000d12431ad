// Names beside the body: two columns in the order of height, a leader to each place, none over
// another. What has no room keeps its place among the buttons and is counted.
"use strict";

deqi.labels = (() => {
  const LINE = 24, EDGE = 10, SVG = "http://www.w3.org/2000/svg";

  const crosses = (a, b) => {
    const side = (p, q, r) => Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
    return side(a.from, a.to, b.from) !== side(a.from, a.to, b.to) &&
      side(b.from, b.to, a.from) !== side(b.from, b.to, a.to);
  };

  // heights of a column: as near to their places as they fit, none over another
  function stack(column, top, bottom) {
    column.sort((a, b) => a.mark.y - b.mark.y);
    column.forEach((l) => { l.y = Math.min(Math.max(l.mark.y, top), bottom); });
    for (let i = 1; i < column.length; i++)
      column[i].y = Math.max(column[i].y, column[i - 1].y + LINE);
    let limit = bottom;
    for (let i = column.length - 1; i >= 0; i--, limit -= LINE)
      column[i].y = Math.min(column[i].y, limit);
  }

  // two neighbours whose leaders cross change places
  function untangle(column) {
    for (let round = 0; round < column.length; round++) {
      let changed = false;
      for (let i = 0; i + 1 < column.length; i++) {
        const a = column[i], b = column[i + 1];
        if (!crosses(leader(a), leader(b))) continue;
        [a.y, b.y] = [b.y, a.y];
        [column[i], column[i + 1]] = [b, a];
        changed = true;
      }
      if (!changed) break;
    }
  }

  // the side to which the leader has less of the body in its way, and no other limb
  function outer(m, port, bodyAt) {
    const STEP = 8, LIMB = 30;
    const cost = (way) => {
      let sum = 0, before = true;
      for (let x = m.x; x > 0 && x < port.width; x += way * STEP) {
        const here = bodyAt(x, m.y);
        sum += here + (here && !before ? LIMB : 0);
        before = here;
      }
      return sum;
    };
    return cost(1) + 3 * (1 - m.x / port.width) < cost(-1) + 3 * m.x / port.width;
  }

  const leader = (l) => ({
    from: { x: l.edge, y: l.y }, to: { x: l.mark.x, y: l.mark.y },
  });

  function create(layer, svg, onPick) {
    const made = new Map(); // card and side to its element
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

    return {
      // how many places had no room, and how many are behind
      lay(marks, port, brief, textOf, bodyAt) {
        for (const l of made.values()) {
          l.element.hidden = true;
          l.line.setAttribute("visibility", "hidden");
        }
        const taken = new Set(), columns = [[], []];
        let behind = 0, crowded = 0;
        for (const m of marks) {
          const key = `${m.card} ${m.side}`;
          if (!m.lit || !m.shown || taken.has(key)) continue;
          if (!m.seen) continue;
          taken.add(key);
          if (bodyAt) m.right = outer(m, port, bodyAt);
          columns[m.right ? 1 : 0].push({ mark: m });
        }
        for (const m of marks)
          if (m.lit && m.shown && !taken.has(`${m.card} ${m.side}`)) {
            taken.add(`${m.card} ${m.side}`);
            behind++;
          }
        const top = port.top + LINE, bottom = port.height - port.bottom - LINE;
        const room = Math.max(Math.floor((bottom - top) / LINE), 1);
        columns.forEach((column, right) => {
          column.sort((a, b) => (b.mark.selected || 0) - (a.mark.selected || 0));
          crowded += Math.max(column.length - room, 0);
          column.length = Math.min(column.length, room);
          for (const l of column) {
            Object.assign(l, labelOf(l.mark));
            l.element.textContent = textOf(l.mark, brief || column.length > 9);
            l.element.hidden = false;
            l.width = l.element.offsetWidth;
            l.edge = right ? port.width - EDGE - l.width : EDGE + l.width;
          }
          stack(column, top, bottom);
          untangle(column);
          for (const l of column) {
            const x = right ? port.width - EDGE - l.width : EDGE;
            l.element.style.transform = `translate(${x}px, ${(l.y - LINE / 2).toFixed(1)}px)`;
            l.element.classList.toggle("selected", !!l.mark.selected);
            const { from, to } = leader(l), way = Math.hypot(to.x - from.x, to.y - from.y) || 1;
            const short = Math.max(way - 9, 0) / way;
            l.line.setAttribute("x1", from.x + (right ? -4 : 4));
            l.line.setAttribute("y1", from.y);
            l.line.setAttribute("x2", from.x + (to.x - from.x) * short);
            l.line.setAttribute("y2", from.y + (to.y - from.y) * short);
            l.line.setAttribute("visibility", "visible");
          }
        });
        return { behind, crowded };
      },
      hide() {
        for (const l of made.values()) {
          l.element.hidden = true;
          l.line.setAttribute("visibility", "hidden");
        }
      },
    };
  }

  return { create };
})();
