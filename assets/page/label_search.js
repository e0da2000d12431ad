// Where names stand beside the body: each near its place, its leader short and level, neither on
// a mark, another name or another leader, and where it can be not on the body. Arithmetic alone.
"use strict";

deqi.labelSearch = (() => {
  const HIGH = 22, GAP = 3, EDGE = 6;   // of a name, round it, and to the border of the picture
  const CLEAR = 4, NEAR = 12;           // from a mark's rim to a leader: needed, wished for
  const COLUMN = 12, STEP = 8;          // names line up; how closely the body is looked at
  const ACROSS = [16, 28, 44, 64, 90, 124, 170, 230, 310];
  const DOWN = [0, -13, 13, -27, 27, -44, 44, -66, 66, -96, 96, -136, 136];
  const COST = {
    far: 0.05, slant: 0.09, onBody: 22, overBody: 0.5, limb: 14, near: 5, needle: 4, brief: 7,
  };

  const side = (p, q, r) => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  const crosses = (a, b, c, d) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

  function distance(a, b, p) {
    const dx = b.x - a.x, dy = b.y - a.y, long = dx * dx + dy * dy || 1;
    const t = Math.min(Math.max(((p.x - a.x) * dx + (p.y - a.y) * dy) / long, 0), 1);
    const x = a.x + t * dx - p.x, y = a.y + t * dy - p.y;
    return Math.sqrt(x * x + y * y);
  }

  const overlap = (a, b, gap) => a.left < b.right + gap && b.left < a.right + gap &&
    a.top < b.bottom + gap && b.top < a.bottom + gap;

  function covers(box, p, r) {
    const x = p.x < box.left ? box.left - p.x : p.x > box.right ? p.x - box.right : 0;
    const y = p.y < box.top ? box.top - p.y : p.y > box.bottom ? p.y - box.bottom : 0;
    return x * x + y * y < r * r;
  }

  function meets(a, b, box) {
    if (Math.max(a.x, b.x) < box.left || Math.min(a.x, b.x) > box.right ||
      Math.max(a.y, b.y) < box.top || Math.min(a.y, b.y) > box.bottom) return false;
    const corner = [[box.left, box.top], [box.right, box.top], [box.right, box.bottom],
      [box.left, box.bottom]].map(([x, y]) => ({ x, y }));
    return corner.some((c, i) => crosses(a, b, c, corner[(i + 1) % 4])) ||
      a.x > box.left && a.x < box.right && a.y > box.top && a.y < box.bottom;
  }

  // the places that one name may take, with what each costs by itself, the cheapest first
  function candidates(label, all, port, bodyAt, needles) {
    const out = [], { x, y, r } = label;
    for (const [width, brief] of [[label.width, false], [label.briefWidth, true]]) {
      if (brief && width >= label.width) continue;
      for (const way of [1, -1]) for (const across of ACROSS) for (const down of DOWN) {
        // its near edge stands on a column
        const near = COLUMN * Math[way > 0 ? "ceil" : "floor"]((x + way * (r + across)) / COLUMN);
        const left = way > 0 ? near : near - width, top = y + down - HIGH / 2;
        const box = { left, top, right: left + width, bottom: top + HIGH };
        if (left < EDGE || box.right > port.width - EDGE || top < EDGE ||
          box.bottom > port.height - EDGE) continue;
        const to = { x: near - way * 2, y: y + down }, long = Math.hypot(to.x - x, to.y - y);
        const from = { x: x + (to.x - x) * r / long, y: y + (to.y - y) * r / long };
        const one = { label, brief, box, from, to };
        one.cost = COST.far * long + COST.slant * Math.abs(down) + (brief ? COST.brief : 0);
        if (all.some((m) => covers(box, m, m.r + GAP))) continue;
        let free = true;
        for (const m of all) {
          if (m === label || Math.hypot(m.x - x, m.y - y) < 2) continue;
          const d = distance(from, to, m) - m.r;
          if (d < CLEAR) free = false;
          else if (d < NEAR) one.cost += COST.near * (NEAR - d) / (NEAR - CLEAR);
        }
        if (!free) continue;
        for (const n of needles) if (meets(n.from, n.to, box)) one.cost += COST.needle;
        if (bodyAt) one.cost += ofBody(one, long, bodyAt);
        out.push(one);
      }
    }
    return out.sort((a, b) => a.cost - b.cost);
  }

  // what it hides of the body, and how far its leader runs over it
  function ofBody({ box, from, to }, long, bodyAt) {
    let on = 0, cost = 0, before = true;
    for (let i = 0; i < 5; i++)
      on += bodyAt(box.left + (i + 0.5) / 5 * (box.right - box.left), (box.top + box.bottom) / 2);
    for (let d = 0; d < long; d += STEP) {
      const here = bodyAt(from.x + (to.x - from.x) * d / long, from.y + (to.y - from.y) * d / long);
      cost += here * COST.overBody + (here && !before ? COST.limb : 0);
      before = here;
    }
    return cost + on / 5 * COST.onBody;
  }

  const apart = (a, b) => !overlap(a.box, b.box, GAP) && !crosses(a.from, a.to, b.from, b.to) &&
    !meets(a.from, a.to, b.box) && !meets(b.from, b.to, a.box);

  // Labels: {x, y, r, width, briefWidth, first}, of which all have room or are left out; `marks`
  // are all that is seen, {x, y, r}; `needles` {from, to}. Out: {label, box, from, to, brief}.
  function search(labels, marks, port, bodyAt, needles = []) {
    const all = [...labels, ...marks.filter((m) => !labels.some((l) =>
      Math.hypot(l.x - m.x, l.y - m.y) < 1))];
    const crowd = (l) => all.filter((m) => Math.hypot(m.x - l.x, m.y - l.y) < 60).length;
    const rows = labels.map((label) => ({
      label, choice: candidates(label, all, port, bodyAt, needles), crowd: crowd(label), at: null,
    })).sort((a, b) => !!b.label.first - !!a.label.first || b.crowd - a.crowd);
    const others = (row) => rows.filter((o) => o !== row && o.at).map((o) => o.at);
    const settle = (row) => {
      const taken = others(row);
      row.at = row.choice.find((c) => taken.every((o) => apart(c, o))) || null;
    };
    rows.forEach(settle);
    for (let round = 0; round < 3; round++) {
      // who has no room may take that of one who has another
      for (const row of rows.filter((r) => !r.at && r.choice.length)) makeRoom(row, rows);
      rows.forEach(settle);
    }
    return rows.filter((r) => r.at).map((r) => r.at);
  }

  function makeRoom(row, rows) {
    for (const choice of row.choice.slice(0, 60)) {
      const inWay = rows.filter((o) => o.at && !apart(choice, o.at));
      if (inWay.length !== 1 || inWay[0].label.first) continue;
      const [other] = inWay;
      const taken = rows.filter((o) => o !== row && o !== other && o.at).map((o) => o.at);
      const instead = other.choice.find((c) => apart(c, choice) && taken.every((o) => apart(c, o)));
      if (!instead) continue;
      other.at = instead;
      row.at = choice;
      return;
    }
  }

  return { search, apart, covers, distance, HIGH, GAP, CLEAR };
})();
