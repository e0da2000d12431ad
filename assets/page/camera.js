// The eye that goes round the body: the same angles, framing and matrices as src/scene/camera.h
// and src/stage/aim.h, so that a view here is the view of `deqi render`.
"use strict";

deqi.camera = (() => {
  const FOV = 0.4886922, MAX_PITCH = 1.5, NEAREST = 0.06, FARTHEST = 12;
  const clamp = (x, low, high) => Math.min(Math.max(x, low), high);
  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

  const create = () => ({ target: [0, 0.85, 0], distance: 4, yaw: 0, pitch: 0 });
  const copy = (c) => ({ ...c, target: [...c.target] });

  function axes(c) {
    const cy = Math.cos(c.yaw), sy = Math.sin(c.yaw), cp = Math.cos(c.pitch), sp = Math.sin(c.pitch);
    return { right: [cy, 0, -sy], up: [-sy * sp, cp, -cy * sp], back: [sy * cp, sp, cy * cp] };
  }

  // a port: {width, height, left, top, right, bottom} in pixels; the last four are covered
  function free(port) {
    const w = Math.max(port.width - port.left - port.right, 1);
    const h = Math.max(port.height - port.top - port.bottom, 1), tangent = Math.tan(FOV / 2);
    return {
      half: [tangent * w / port.height, tangent * h / port.height],
      centre: [(port.left + w / 2) / port.width * 2 - 1, 1 - (port.top + h / 2) / port.height * 2],
    };
  }

  function fitPoints(c, port, points, margin) {
    const { right, up, back } = axes(c), { half } = free(port);
    const inside = 1 - 2 * clamp(margin, 0, 0.45), tx = half[0] * inside, ty = half[1] * inside;
    const sides = [-Infinity, -Infinity, -Infinity, -Infinity];
    let near = Infinity, far = -Infinity;
    for (const p of points) {
      const x = dot(p, right), y = dot(p, up), z = dot(p, back);
      sides[0] = Math.max(sides[0], x + tx * z);
      sides[1] = Math.max(sides[1], -x + tx * z);
      sides[2] = Math.max(sides[2], y + ty * z);
      sides[3] = Math.max(sides[3], -y + ty * z);
      near = Math.min(near, z);
      far = Math.max(far, z);
    }
    const x = (sides[0] - sides[1]) / 2, y = (sides[2] - sides[3]) / 2, z = (near + far) / 2;
    if (points.length > 1) {
      const eye = Math.max((sides[0] + sides[1]) / (2 * tx), (sides[2] + sides[3]) / (2 * ty));
      c.distance = clamp(eye - z, NEAREST, FARTHEST);
    }
    for (let i = 0; i < 3; i++) c.target[i] = x * right[i] + y * up[i] + z * back[i];
  }

  function pan(c, port, dx, dy) {
    const { right, up } = axes(c), step = 2 * c.distance * Math.tan(FOV / 2) / port.height;
    for (let i = 0; i < 3; i++) c.target[i] += (dy * up[i] - dx * right[i]) * step;
  }

  // pixel of a place, {x, y, depth}; null behind the eye
  function project(c, port, p) {
    const { right, up, back } = axes(c), { centre } = free(port), tangent = Math.tan(FOV / 2);
    const off = [p[0] - c.target[0], p[1] - c.target[1], p[2] - c.target[2]];
    const depth = c.distance - dot(off, back);
    if (depth <= 0) return null;
    const x = dot(off, right) * port.height / (port.width * tangent * depth) + centre[0];
    const y = dot(off, up) / (tangent * depth) + centre[1];
    return { x: (x + 1) / 2 * port.width, y: (1 - y) / 2 * port.height, depth };
  }

  // the ray through a pixel
  function ray(c, port, x, y) {
    const { right, up, back } = axes(c), { centre } = free(port), tangent = Math.tan(FOV / 2);
    const u = (x / port.width * 2 - 1 - centre[0]) * tangent * port.width / port.height;
    const v = (1 - y / port.height * 2 - centre[1]) * tangent;
    const way = [0, 1, 2].map((i) => u * right[i] + v * up[i] - back[i]);
    const length = Math.hypot(...way);
    return { origin: eye(c), way: way.map((w) => w / length) };
  }

  const eye = (c) => {
    const { back } = axes(c);
    return [0, 1, 2].map((i) => c.target[i] + back[i] * c.distance);
  };

  // ---- what a view aims at

  function ball(centre, radius) {
    const out = [];
    for (let i = 0; i < 14; i++)
      out.push([0, 1, 2].map((k) => centre[k] + radius *
        (i < 8 ? (i >> k & 1 ? 0.57735 : -0.57735) : (i - 8 >> 1) === k ? (i % 2 ? 1 : -1) : 0)));
    return out;
  }

  function box(b) {
    const out = [];
    for (let i = 0; i < 8; i++) out.push([0, 1, 2].map((k) => i >> k & 1 ? b[3 + k] : b[k]));
    return out;
  }

  // a view was searched for shapes of screen, each so many times as wide as the one before
  // (stage/aim.h), square in the middle; the nearest counts
  const STEP = { 9: 4 / 3, 3: 16 / 9 };

  function anglesOf(view, port) {
    const n = view.from.length, { half } = free(port);
    if (!STEP[n]) return view.from[0];
    const off = Math.round(Math.log(half[0] / half[1]) / Math.log(STEP[n]));
    return view.from[clamp(off + (n - 1) / 2, 0, n - 1)];
  }

  function aimOf(view) {
    if (view.ball) return ball(view.ball, view.ball[3]);
    if (view.box) return box(view.box);
    const out = [];
    for (let i = 0; i < view.aim.length; i += 3) out.push(view.aim.slice(i, i + 3));
    return out;
  }

  // a body that stands shows little of the bare floor below it; what is aimed at stays seen
  function fit(c, port, aim, margin) {
    fitPoints(c, port, aim, margin);
    const bottom = port.height - port.bottom, height = bottom - port.top;
    const floor = project(c, port, [c.target[0], 0, c.target[2]]);
    const lowest = Math.max(...aim.map((p) =>
      (project(c, port, [p[0], Math.max(p[1], 0), p[2]]) || { y: -Infinity }).y));
    const down = Math.min(bottom - 0.14 * height - (floor ? floor.y : Infinity),
      bottom - margin * height - lowest);
    if (c.pitch > -0.2 && down > 0) pan(c, port, 0, down);
  }

  function look(view, port) {
    const c = create(), aim = aimOf(view), margin = view.margin || 0.05;
    [c.yaw, c.pitch] = anglesOf(view, port);
    fit(c, port, aim, margin);
    if (!view.head) return c;
    // a head that would be cut off is taken in
    const [crown, chest] = view.head.map((p) => (project(c, port, p) || { y: Infinity }).y);
    if (crown < port.top && chest >= port.top) fit(c, port, [...aim, view.head[0]], margin);
    return c;
  }

  // between two cameras, the short way round; far ones draw back on the way
  function between(a, b, share) {
    const t = share * share * (3 - 2 * share), turn = 2 * Math.PI;
    const yaw = ((b.yaw - a.yaw) % turn + 3 * Math.PI) % turn - Math.PI;
    const mix = (x, y) => x + (y - x) * t;
    const way = Math.hypot(...[0, 1, 2].map((i) => b.target[i] - a.target[i]));
    const back = Math.sin(Math.PI * t) * Math.min(way, 1.2) * 0.9;
    return {
      target: [0, 1, 2].map((i) => mix(a.target[i], b.target[i])),
      distance: Math.exp(mix(Math.log(a.distance), Math.log(b.distance))) + back,
      yaw: a.yaw + yaw * t,
      pitch: mix(a.pitch, b.pitch),
    };
  }

  return {
    FOV, MAX_PITCH, NEAREST, FARTHEST, create, copy, axes, free, project, ray, eye, look, pan,
    between, clamp,
  };
})();
