// Creases of the skin: dark lines with a soft edge, as wide as they are on the body. One that is
// finer than the picture can tell is drawn as wide as it can, and paler: in dots it would flicker.
"use strict";

deqi.creases = (() => {
  const LIFT = 0.0004; // metres above the skin, into which they would sink otherwise

  const VERTEX = `
attribute vec3 side; // to its edge, a unit long
attribute float across, depth, width;
uniform float height; // px
varying float v_across, v_depth;
const float FINEST = 2.4; // px
const float NEARER = 0.0012; // metres to the eye: between two of its places it cuts into the skin
void main() {
  vec4 at = modelViewMatrix * vec4(position, 1.0);
  float scale = projectionMatrix[1][1] * height * 0.5 / max(-at.z, 1e-3);
  float px = max(width * scale, FINEST);
  at.xyz += mat3(modelViewMatrix) * side * (0.5 * px / scale);
  at.xyz -= normalize(at.xyz) * NEARER;
  gl_Position = projectionMatrix * at;
  v_across = across;
  v_depth = depth * min(width * scale / FINEST, 1.0) * smoothstep(0.12, 1.2, width * scale);
}`;
  const FRAGMENT = `
varying float v_across, v_depth;
void main() {
  float soft = 1.0 - v_across * v_across;
  gl_FragColor = vec4(0.26, 0.20, 0.17, 0.5 * v_depth * soft * soft);
}`;

  async function create(data) {
    const from = data.skin.creases;
    if (!from) return null;
    const at = await deqi.bytes.places(from.at, from.n, data.skin.box);
    const out = await deqi.bytes.normals(from.out, from.n);
    const place = [], edge = [], across = [], depth = [], width = [], index = [];
    let first = 0;
    for (const [n, wide, deep] of from.each) {
      for (let i = 0; i < n; i++) {
        const here = 3 * (first + i), a = 3 * (first + Math.max(i - 1, 0));
        const b = 3 * (first + Math.min(i + 1, n - 1));
        const way = [0, 1, 2].map((k) => at[b + k] - at[a + k]);
        const up = [out[here], out[here + 1], out[here + 2]];
        const side = [way[1] * up[2] - way[2] * up[1], way[2] * up[0] - way[0] * up[2],
          way[0] * up[1] - way[1] * up[0]];
        const long = Math.hypot(...side) || 1;
        // it thins out at its ends
        const thin = Math.min(1, (Math.min(i, n - 1 - i) + 0.3) / 3);
        for (const s of [-1, 1]) {
          for (let k = 0; k < 3; k++) {
            place.push(at[here + k] + up[k] * LIFT);
            edge.push(s * side[k] / long);
          }
          across.push(s);
          depth.push(deep * thin);
          width.push(wide * thin);
        }
        const v = 2 * (first + i);
        if (i + 1 < n) index.push(v, v + 1, v + 2, v + 2, v + 1, v + 3);
      }
      first += n;
    }
    const g = new THREE.BufferGeometry();
    const fill = (name, values, size) =>
      g.setAttribute(name, new THREE.BufferAttribute(new Float32Array(values), size));
    fill("position", place, 3);
    fill("side", edge, 3);
    fill("across", across, 1);
    fill("depth", depth, 1);
    fill("width", width, 1);
    g.setIndex(index);
    const material = new THREE.ShaderMaterial({
      vertexShader: VERTEX, fragmentShader: FRAGMENT, uniforms: { height: { value: 1 } },
      transparent: true, depthWrite: false, side: THREE.DoubleSide,
      polygonOffset: true, polygonOffsetFactor: -2, polygonOffsetUnits: -2,
    });
    const object = new THREE.Mesh(g, material);
    object.frustumCulled = false;
    object.renderOrder = 2.5;
    return { object, draw(height) { material.uniforms.height.value = height; } };
  }

  return { create };
})();
