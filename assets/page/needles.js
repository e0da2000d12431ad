// Needles as the program draws them: polished steel with a wound handle that ends in a ring, at
// their true angle and depth. Each part is a quad turned to the eye; its roundness is painted.
"use strict";

deqi.needles = (() => {
  const OUTSIDE = 0.034, HANDLE = 0.02; // metres of a needle above the skin, and its handle
  const IN_BODY = 0, SHAFT = 1, GRIP = 2, RING = 3;
  // metres, and the px below which the eye would lose it
  const RADIUS = { [IN_BODY]: [0.000125, 0.55], [SHAFT]: [0.000125, 0.55],
    [GRIP]: [0.0006, 1.15], [RING]: [0.001, 1.9] };

  const VERTEX = `
attribute vec3 from, to;
attribute vec2 radius, corner;
attribute float kind;
uniform vec2 half_px; // half the picture
uniform float scale;  // px of the canvas for each of the page
varying vec2 v_at;
varying float v_radius, v_length, v_span, v_kind;
varying vec3 v_side, v_front;
void main() {
  vec4 a = projectionMatrix * viewMatrix * vec4(from, 1.0), b = projectionMatrix * viewMatrix * vec4(to, 1.0);
  vec2 pa = a.xy / a.w * half_px, pb = b.xy / b.w * half_px, way = pb - pa;
  float span = length(way);
  way = span > 0.01 ? way / span : vec2(0.0, 1.0);
  vec2 side = vec2(way.y, -way.x);
  bool end = corner.y > 0.5;
  vec4 clip = end ? b : a;
  float metre = projectionMatrix[1][1] * half_px.y;
  float r = max(radius.x * metre / max(clip.w, 1e-3), radius.y * scale), room = 1.0 + scale;
  float cap = kind > 1.5 ? r + room : 0.0;
  vec2 pixel = (end ? pb : pa) + side * corner.x * (r + room) + way * (end ? 1.0 + cap : -cap);
  v_at = vec2(corner.x * (r + room), end ? span + 1.0 + cap : -cap);
  v_radius = max(radius.x * metre / max(0.5 * (a.w + b.w), 1e-3), radius.y * scale);
  v_length = span;
  v_span = length(to - from);
  v_kind = kind;
  vec3 axis = normalize(mat3(viewMatrix) * (to - from));
  v_side = normalize(cross(axis, vec3(0.0, 0.0, -1.0)) + vec3(1e-6));
  v_front = cross(v_side, axis);
  gl_Position = vec4(pixel / half_px * clip.w, clip.z, clip.w);
}`;

  const FRAGMENT = `
uniform float scale;
varying vec2 v_at;
varying float v_radius, v_length, v_span, v_kind;
varying vec3 v_side, v_front;
const vec3 EDGE = vec3(0.115, 0.130, 0.145), STEEL = vec3(0.84, 0.86, 0.88);
float stroke(float half_wide, float off) { return clamp(half_wide - abs(off) + 0.5, 0.0, 1.0); }
float mirrored(float x) {
  vec3 n = normalize(v_side * x + v_front * sqrt(max(1.0 - x * x, 0.0)));
  return 0.70 + 0.16 * n.y - 0.08 * n.x - 0.30 * x * x +
    0.50 * pow(max(dot(n, normalize(vec3(-0.4, 0.65, 0.65))), 0.0), 8.0);
}
void main() {
  float rim = 0.85 * scale;
  float past = v_kind > 1.5 ? max(max(-v_at.y, v_at.y - v_length), 0.0) : 0.0;
  float off = v_kind > 1.5 ? length(vec2(v_at.x, past)) : abs(v_at.x), half_wide = v_radius;
  if (v_kind > 2.5) {
    half_wide = max(0.22 * v_radius, 0.7 * scale);
    off = length(vec2(v_at.x, v_at.y - 0.5 * v_length)) - (v_radius - half_wide);
  }
  float core = stroke(half_wide, off), all = stroke(half_wide + rim, off);
  if (v_kind < 0.5) {
    float tip = smoothstep(0.0, 6.0 * v_radius, v_at.y + v_radius);
    core *= tip;
    all *= tip;
  }
  if (all <= 0.0) discard;
  float bright = mix(1.04, mirrored(clamp(v_at.x / v_radius, -1.0, 1.0)), clamp(v_radius * 0.35 - 0.2, 0.0, 1.0));
  if (v_kind > 2.5) bright = 1.0;
  else if (v_kind > 1.5) {
    // the wire: as fine as it is, or as fine as the picture can tell; it runs aslant
    float turn = max(0.0006 * v_length / max(v_span, 1e-6), 3.2 * scale);
    float wave = 0.5 + 0.5 * sin(6.28318531 * (v_at.y + 0.5 * v_at.x) / turn);
    bright *= mix(0.90, 0.60 + 0.52 * wave, smoothstep(1.2, 2.4, v_radius) * smoothstep(2.0, 5.0, v_length / turn));
  }
  vec3 c = mix(EDGE, STEEL * clamp(bright, 0.0, 1.22), core);
  gl_FragColor = vec4(min(c, 1.0), all * mix(0.86, 1.0, core));
}`;

  // quads of [from, to, kind]
  function geometryOf(parts) {
    const g = new THREE.BufferGeometry(), index = [];
    const fill = (name, size, of) => {
      const array = new Float32Array(parts.length * 4 * size);
      parts.forEach((p, i) => {
        for (let k = 0; k < 4; k++) array.set(of(p, k), (4 * i + k) * size);
      });
      g.setAttribute(name, new THREE.BufferAttribute(array, size));
    };
    fill("position", 3, (p) => p.from); // what three.js sorts by
    fill("from", 3, (p) => p.from);
    fill("to", 3, (p) => p.to);
    fill("radius", 2, (p) => RADIUS[p.kind]);
    fill("kind", 1, (p) => [p.kind]);
    fill("corner", 2, (p, k) => [k & 1 ? 1 : -1, k >> 1]);
    parts.forEach((_, i) => index.push(4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 2, 4 * i + 1, 4 * i + 3));
    g.setIndex(index);
    return g;
  }

  function create(scene) {
    const uniforms = { half_px: { value: new THREE.Vector2(1, 1) }, scale: { value: 1 } };
    const material = new THREE.ShaderMaterial({
      vertexShader: VERTEX, fragmentShader: FRAGMENT, uniforms, transparent: true, depthWrite: false,
      side: THREE.DoubleSide,
    });
    const all = []; // {mark, outside, inside, entry, top}
    let camera = null, through = false;

    function object(parts, order) {
      const mesh = new THREE.Mesh(geometryOf(parts), material);
      mesh.frustumCulled = false;
      mesh.renderOrder = order;
      mesh.visible = false;
      scene.add(mesh);
      return mesh;
    }

    return {
      add(marks) {
        for (const m of marks) {
          if (!m.direction || !m.depth_mm || m.depth_mm[1] <= 0) continue;
          const along = (d) => m.at.map((a, k) => a + m.direction[k] * d);
          const top = along(-OUTSIDE), grip = along(-OUTSIDE + HANDLE), ring = along(-OUTSIDE - 0.0005);
          all.push({
            mark: m, top, on: false,
            outside: object([{ from: m.at, to: grip, kind: SHAFT }, { from: grip, to: top, kind: GRIP },
              { from: top, to: ring, kind: RING }], 5),
            inside: object([{ from: along(m.depth_mm[1] / 1000), to: m.at, kind: IN_BODY }], 1),
          });
        }
      },
      show(test) {
        for (const n of all) {
          n.on = test(n.mark);
          n.outside.visible = n.on;
          n.inside.visible = n.on && through;
        }
      },
      setThrough(share) {
        through = share > 0;
        for (const n of all) n.inside.visible = n.on && through;
      },
      draw(eye, port, scale) {
        camera = eye;
        uniforms.half_px.value.set(port.width * scale / 2, port.height * scale / 2);
        uniforms.scale.value = scale;
      },
      count: () => all.filter((n) => n.on).length,
      // where those that stand are on the screen
      seen(port) {
        const out = [];
        for (const n of all) {
          if (!n.on) continue;
          const from = deqi.camera.project(camera, port, n.mark.at);
          const to = deqi.camera.project(camera, port, n.top);
          if (from && to) out.push({ from, to });
        }
        return out;
      },
    };
  }

  return { create };
})();
