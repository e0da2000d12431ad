// The body: its mesh, its light (the program's own shader text), its territories, the floor.
"use strict";

deqi.skin = (() => {
  const PORCELAIN = [0.945, 0.918, 0.884];
  const toLight = (c) => c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);

  const VERTEX = `
attribute vec4 paint;
attribute float open;
uniform vec3 studio_x, studio_y, studio_z, eye;
uniform float floor_y;
varying vec3 v_normal, v_eye;
varying vec2 v_place;
varying vec4 v_paint;
vec3 in_studio(vec3 w) { return vec3(dot(w, studio_x), dot(w, studio_y), dot(w, studio_z)); }
void main() {
  v_normal = in_studio(normal);
  v_eye = in_studio(eye - position);
  v_place = vec2(open, exp(-5.0 * (position.y - floor_y)));
  v_paint = paint;
  gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
}`;

  // `image` and `albedo` are what the program's light reads of its frame
  const FRAGMENT = (light) => `
uniform vec4 image, albedo;
varying vec3 v_normal, v_eye;
varying vec2 v_place;
varying vec4 v_paint;
vec3 to_light(vec3 c) { return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), step(0.04045, c)); }
${light}
void main() {
  vec3 paint = mix(albedo.rgb, to_light(v_paint.rgb), v_paint.a);
  gl_FragColor = lit(normalize(v_normal), normalize(v_eye), v_place, paint, vec3(0.0), v_paint.a);
}`;

  // The lamps go round with the eye; they lean with it as it looks from far above or below.
  function studio(camera) {
    const x = Math.cos(camera.yaw), z = -Math.sin(camera.yaw);
    const share = Math.min(Math.max(Math.abs(camera.pitch) - 0.5, 0), 1);
    const lean = camera.pitch * share * share * (3 - 2 * share);
    const c = Math.cos(lean), s = Math.sin(lean);
    return [[x, 0, z], [z * s, c, -x * s], [-z * c, s, x * c]];
  }

  function geometryOf(mesh) {
    const g = new THREE.BufferGeometry();
    g.setAttribute("position", new THREE.BufferAttribute(mesh.position, 3));
    g.setAttribute("normal", new THREE.BufferAttribute(mesh.normal, 3));
    g.setIndex(new THREE.BufferAttribute(mesh.triangle, 1));
    return g;
  }

  async function create(data) {
    const from = data.skin, mesh = await deqi.bytes.mesh(from);
    const geometry = geometryOf(mesh), n = from.n;
    const open = from.open ? await deqi.bytes.stream(from.open) : new Uint8Array(n).fill(255);
    const paint = new THREE.BufferAttribute(new Uint8Array(4 * n), 4, true);
    geometry.setAttribute("open", new THREE.BufferAttribute(open, 1, true));
    geometry.setAttribute("paint", paint);
    const material = new THREE.ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT(data.light),
      uniforms: {
        studio_x: { value: new THREE.Vector3() }, studio_y: { value: new THREE.Vector3() },
        studio_z: { value: new THREE.Vector3() }, eye: { value: new THREE.Vector3() },
        floor_y: { value: from.box[0][1] }, image: { value: new THREE.Vector4() },
        albedo: { value: new THREE.Vector4(...PORCELAIN.map(toLight), 1) },
      },
      transparent: true,
      premultipliedAlpha: true,
      blending: THREE.CustomBlending,
      blendSrc: THREE.OneFactor,
      blendDst: THREE.OneMinusSrcAlphaFactor,
    });
    const object = new THREE.Mesh(geometry, material);
    object.frustumCulled = false;
    object.renderOrder = 2;
    const layers = new Map();

    // colours of a layer in a theme, unpacked when they are first asked for
    async function colorsOf(pair, dark) {
      const where = pair[dark ? 1 : 0], key = where.join();
      if (!layers.has(key)) layers.set(key, await deqi.bytes.colors(where, n));
      return layers.get(key);
    }

    return {
      mesh, object, material, box: from.box,
      async setPaint(pairs, dark) {
        const out = paint.array;
        out.fill(0);
        for (const pair of pairs) {
          const over = await colorsOf(pair, dark);
          for (let i = 0; i < out.length; i += 4) {
            const a = over[i + 3] / 255, below = out[i + 3] / 255, sum = a + below * (1 - a);
            if (!a) continue;
            for (let k = 0; k < 3; k++)
              out[i + k] = (over[i + k] * a + out[i + k] * below * (1 - a)) / sum;
            out[i + 3] = sum * 255;
          }
        }
        paint.needsUpdate = true;
      },
      setAlpha(alpha) {
        material.uniforms.albedo.value.w = alpha;
      },
      light(camera, dark) {
        const u = material.uniforms, axes = studio(camera);
        u.studio_x.value.set(...axes[0]);
        u.studio_y.value.set(...axes[1]);
        u.studio_z.value.set(...axes[2]);
        u.eye.value.set(...deqi.camera.eye(camera));
        u.image.value.w = dark ? 1 : 0;
      },
      // the nearest place of the skin on a ray; null = none
      hit(origin, way) {
        return nearest(mesh, origin, way);
      },
    };
  }

  // Moller and Trumbore's test of every triangle: a tap is rare
  function nearest(mesh, o, d) {
    const p = mesh.position, t = mesh.triangle;
    let best = Infinity;
    for (let i = 0; i < t.length; i += 3) {
      const a = 3 * t[i], b = 3 * t[i + 1], c = 3 * t[i + 2];
      const ux = p[b] - p[a], uy = p[b + 1] - p[a + 1], uz = p[b + 2] - p[a + 2];
      const vx = p[c] - p[a], vy = p[c + 1] - p[a + 1], vz = p[c + 2] - p[a + 2];
      const hx = d[1] * vz - d[2] * vy, hy = d[2] * vx - d[0] * vz, hz = d[0] * vy - d[1] * vx;
      const det = ux * hx + uy * hy + uz * hz;
      if (det < 1e-12) continue; // its back, or edge-on
      const sx = o[0] - p[a], sy = o[1] - p[a + 1], sz = o[2] - p[a + 2];
      const u = (sx * hx + sy * hy + sz * hz) / det;
      if (u < 0 || u > 1) continue;
      const qx = sy * uz - sz * uy, qy = sz * ux - sx * uz, qz = sx * uy - sy * ux;
      const v = (d[0] * qx + d[1] * qy + d[2] * qz) / det;
      if (v < 0 || u + v > 1) continue;
      const far = (vx * qx + vy * qy + vz * qz) / det;
      if (far > 0 && far < best) best = far;
    }
    return best < Infinity ? [0, 1, 2].map((k) => o[k] + d[k] * best) : null;
  }

  // a soft shadow where the body stands: darker the nearer its skin is to the floor
  function floor(mesh, box) {
    const N = 64, HIGH = 0.16, ROOM = 0.25;
    const wide = box[1][0] - box[0][0] + 2 * ROOM, deep = box[1][2] - box[0][2] + 2 * ROOM;
    let grid = new Float32Array(N * N);
    for (let i = 0; i < mesh.position.length; i += 3) {
      const near = 1 - (mesh.position[i + 1] - box[0][1]) / HIGH;
      if (near <= 0) continue;
      const x = Math.floor((mesh.position[i] - box[0][0] + ROOM) / wide * N);
      const z = Math.floor((mesh.position[i + 2] - box[0][2] + ROOM) / deep * N);
      grid[z * N + x] = Math.max(grid[z * N + x], near);
    }
    const blur = (step) => {
      const out = new Float32Array(N * N), R = 2;
      for (let i = 0; i < N * N; i++) {
        let sum = 0;
        const along = step === 1 ? i % N : Math.floor(i / N);
        for (let k = -R; k <= R; k++) if (along + k >= 0 && along + k < N) sum += grid[i + k * step];
        out[i] = sum / (2 * R + 1);
      }
      grid = out;
    };
    for (let round = 0; round < 2; round++) [1, N].forEach(blur);
    const bytes = new Uint8Array(4 * N * N);
    grid.forEach((v, i) => bytes.set([26, 20, 18, 150 * Math.min(v, 1)], 4 * i));
    const map = new THREE.DataTexture(bytes, N, N, THREE.RGBAFormat);
    map.minFilter = map.magFilter = THREE.LinearFilter;
    map.needsUpdate = true;
    const material = new THREE.MeshBasicMaterial({ map, transparent: true, depthWrite: false });
    const object = new THREE.Mesh(new THREE.PlaneBufferGeometry(wide, deep), material);
    object.rotation.x = Math.PI / 2; // its rows go the way of the grid's; seen from above
    material.side = THREE.BackSide;
    object.position.set((box[0][0] + box[1][0]) / 2, box[0][1] - 0.001, (box[0][2] + box[1][2]) / 2);
    object.renderOrder = -1;
    return object;
  }

  return { create, floor, geometryOf };
})();
