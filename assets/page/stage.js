// The picture: three.js draws the skin, lines, needles and what lies beneath; the eye is
// deqi.camera's. Nothing is drawn while nothing changes.
"use strict";

deqi.stage = (() => {
  const REST = 140; // ms of rest after which it is found out what is hidden

  async function create(data, canvas) {
    const context = canvas.getContext("webgl2", { alpha: true, antialias: true }) ||
      canvas.getContext("webgl", { alpha: true, antialias: true });
    if (!context) throw new Error("no WebGL");
    const renderer = new THREE.WebGLRenderer({ canvas, context, alpha: true, antialias: true });
    renderer.setClearColor(0, 0);
    const scene = new THREE.Scene();
    const eye = new THREE.PerspectiveCamera(deqi.camera.FOV * 180 / Math.PI, 1, 0.1, 20);
    const controls = new THREE.OrbitControls(eye, canvas);
    Object.assign(controls, {
      enableKeys: false, minDistance: deqi.camera.NEAREST, maxDistance: deqi.camera.FARTHEST,
      minPolarAngle: Math.PI / 2 - deqi.camera.MAX_PITCH,
      maxPolarAngle: Math.PI / 2 + deqi.camera.MAX_PITCH,
      screenSpacePanning: true, rotateSpeed: 0.5,
    });
    const skin = await deqi.skin.create(data);
    const creases = await deqi.creases.create(data);
    scene.add(skin.object, deqi.skin.floor(skin.mesh, data.skin.box));
    if (creases) scene.add(creases.object);

    let camera = deqi.camera.create(), asked = false, flight = null, dark = false, timer = 0;
    let depths = null; // what the last picture at rest showed
    const port = { width: 1, height: 1, left: 0, top: 0, right: 0, bottom: 0 };
    const lines = new Map();  // channel to its objects
    const needles = deqi.needles.create(scene);
    const parts = []; // beneath the skin
    const materials = new Set();
    const listeners = [], turners = [];

    // ---- the eye

    function toThree() {
      const back = deqi.camera.axes(camera).back;
      eye.position.set(...[0, 1, 2].map((i) => camera.target[i] + back[i] * camera.distance));
      controls.target.set(...camera.target);
      eye.lookAt(controls.target);
      eye.near = Math.max(camera.distance * 0.1, 0.01);
      eye.far = camera.distance + 4;
      eye.aspect = port.width / port.height;
      const dx = (port.right - port.left) / 2, dy = (port.bottom - port.top) / 2;
      if (dx || dy) eye.setViewOffset(port.width, port.height, dx, dy, port.width, port.height);
      else eye.clearViewOffset();
      eye.updateProjectionMatrix();
      eye.updateMatrixWorld();
    }

    function fromThree() {
      const off = eye.position.clone().sub(controls.target), length = off.length();
      camera = {
        target: controls.target.toArray(), distance: length,
        yaw: Math.atan2(off.x, off.z), pitch: Math.asin(off.y / length),
      };
    }

    // by hand or key, not by a flight
    const turned = () => turners.forEach((f) => f());

    controls.addEventListener("change", () => {
      if (flight) return;
      fromThree();
      turned();
      ask();
    });
    controls.addEventListener("start", () => { flight = null; });

    // ---- drawing

    function ask() {
      if (asked) return;
      asked = true;
      requestAnimationFrame(draw);
    }

    function draw(now) {
      asked = false;
      if (flight) {
        const share = Math.min((now - flight.start) / flight.time, 1);
        camera = share < 1 ? deqi.camera.between(flight.from, flight.to, share)
          : deqi.camera.copy(flight.to);
        if (share >= 1) flight = null;
      }
      toThree();
      skin.light(camera, dark);
      for (const m of materials) m.resolution.set(port.width, port.height);
      needles.draw(camera, port, renderer.getPixelRatio());
      if (creases) creases.draw(port.height * renderer.getPixelRatio());
      renderer.render(scene, eye);
      depths = null;
      tell();
      clearTimeout(timer);
      if (flight) ask();
      else timer = setTimeout(rest, REST);
    }

    const tell = () => listeners.forEach((f) => f(camera, port, depths && { hidden, bodyAt }));

    // ---- what the skin hides: its depth, read once the picture stands still

    const deep = new THREE.WebGLRenderTarget(1, 1);
    const depthOf = new THREE.MeshDepthMaterial({ depthPacking: THREE.RGBADepthPacking });
    depthOf.blending = THREE.NoBlending;

    function rest() {
      const w = Math.ceil(port.width / 2), h = Math.ceil(port.height / 2);
      deep.setSize(w, h);
      const others = scene.children.filter((o) => o !== skin.object && o.visible);
      others.forEach((o) => { o.visible = false; });
      scene.overrideMaterial = depthOf;
      renderer.setRenderTarget(deep);
      renderer.setClearColor(0xffffff, 1);
      renderer.clear();
      renderer.render(scene, eye);
      const bytes = new Uint8Array(4 * w * h);
      renderer.readRenderTargetPixels(deep, 0, 0, w, h, bytes);
      renderer.setRenderTarget(null);
      renderer.setClearColor(0, 0);
      scene.overrideMaterial = null;
      others.forEach((o) => { o.visible = true; });
      depths = { w, h, bytes };
      tell();
    }

    // metres from the eye's plane to the skin at a pixel
    function skinAt(x, y) {
      const px = Math.min(Math.max(Math.round(x / 2), 0), depths.w - 1);
      const py = Math.min(Math.max(Math.round((port.height - y) / 2), 0), depths.h - 1);
      const at = 4 * (py * depths.w + px), b = depths.bytes;
      // three packs the depth over 255/256 of four bytes, the smallest share first
      const share = (b[at] / 16777216 + b[at + 1] / 65536 + b[at + 2] / 256 + b[at + 3]) / 255 *
        255 / 256;
      const z = share * 2 - 1;
      return 2 * eye.near * eye.far / (eye.far + eye.near - z * (eye.far - eye.near));
    }

    // whether the body is seen at a pixel
    const bodyAt = (x, y) => skinAt(x, y) < eye.far * 0.98;

    const hidden = (mark) => mark.depth - skinAt(mark.x, mark.y) > 0.012 &&
      mark.depth - skinAt(mark.x + 3, mark.y) > 0.012;

    // ---- lines

    function fat(points, color, width, more) {
      const geometry = new THREE.LineGeometry();
      geometry.setPositions(points);
      const material = new THREE.LineMaterial({ color, linewidth: width, transparent: true, ...more });
      materials.add(material);
      const line = new THREE.Line2(geometry, material);
      line.frustumCulled = false;
      scene.add(line);
      return line;
    }

    async function addChannels() {
      for (const c of data.channels) {
        const at = await deqi.bytes.places(c.at, c.n, data.skin.box), flat = [];
        for (let i = 0; i < c.n; i++) flat.push(at[3 * i], at[3 * i + 1], at[3 * i + 2]);
        // a casing below the line keeps it off the skin in both themes
        const more = { depthWrite: false };
        const casing = fat(flat, 0xffffff, 4.6, more), line = fat(flat, 0, 2.6, more);
        casing.renderOrder = 3;
        line.renderOrder = 4;
        lines.set(c, { casing, line, color: c.color });
      }
    }

    // ---- beneath the skin

    async function addParts() {
      for (const from of data.structures) {
        const mesh = await deqi.bytes.mesh(from);
        const material = new THREE.MeshLambertMaterial({ color: from.color[0] });
        const object = new THREE.Mesh(deqi.skin.geometryOf(mesh), material);
        object.renderOrder = 0;
        object.visible = false;
        scene.add(object);
        parts.push({ from, mesh, object, material });
      }
      if (!parts.length) return;
      const lamp = new THREE.DirectionalLight(0xffffff, 0.75);
      lamp.position.set(-0.5, 0.6, 1);
      scene.add(eye);
      eye.add(lamp);
      scene.add(new THREE.HemisphereLight(0xffffff, 0xb0a898, 0.55));
    }

    const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

    await addChannels();
    return {
      skin, creases, parts, lines, needles, port,
      addParts,
      ask,
      drawNow: () => draw(performance.now()),
      onDraw: (f) => listeners.push(f),
      onTurn: (f) => turners.push(f),
      isFlying: () => !!flight,
      camera: () => camera,
      hasArrived: () => !flight && !asked && !!depths,
      resize(width, height) {
        Object.assign(port, { width, height });
        renderer.setPixelRatio(Math.min(window.devicePixelRatio || 1, 2));
        renderer.setSize(width, height, false);
        ask();
      },
      fly(to, at_once) {
        if (at_once || calm.matches) {
          camera = to;
          flight = null;
        } else {
          const way = Math.hypot(...[0, 1, 2].map((i) => to.target[i] - camera.target[i]));
          flight = {
            from: deqi.camera.copy(camera), to, start: performance.now(),
            time: 500 + Math.min(way, 1) * 500,
          };
        }
        ask();
      },
      turn(yaw, pitch) {
        flight = null;
        turned();
        camera.yaw += yaw;
        camera.pitch = deqi.camera.clamp(camera.pitch + pitch, -deqi.camera.MAX_PITCH,
          deqi.camera.MAX_PITCH);
        ask();
      },
      zoom(factor) {
        flight = null;
        turned();
        camera.distance = deqi.camera.clamp(camera.distance * factor, deqi.camera.NEAREST,
          deqi.camera.FARTHEST);
        ask();
      },
      setTheme(isDark) {
        dark = isDark;
        for (const l of lines.values()) {
          l.line.material.color.set(l.color[dark ? 1 : 0]);
          l.casing.material.color.set(dark ? 0x14191c : 0xfcfbf9);
        }
        for (const p of parts) p.material.color.set(p.from.color[dark ? 1 : 0]);
        ask();
      },
      // one structure is full, the rest steps back, bones least: they tell where it runs
      choose(id) {
        for (const p of parts) {
          const away = id && p.from.id !== id;
          p.material.transparent = !!away;
          p.material.opacity = !away ? 1 : p.from.system === "bone" ? 0.5 : 0.2;
          p.material.depthWrite = !away || p.from.system === "bone";
          p.object.renderOrder = !away && id ? 1 : 0;
        }
        ask();
      },
      // 0 solid .. 1 a rim of light
      setThrough(share) {
        skin.setAlpha(1 - share * 0.92);
        skin.material.depthWrite = share === 0;
        for (const p of parts) p.object.visible = share > 0;
        needles.setThrough(share);
        if (creases) creases.object.visible = share < 0.5;
        ask();
      },
      // the ball that a part lies in
      ballOf(part) {
        const g = part.object.geometry;
        g.computeBoundingSphere();
        const { center, radius } = g.boundingSphere;
        return [center.x, center.y, center.z, Math.max(radius, 0.08)];
      },
      // the first thing beneath the skin on a ray
      partAt(origin, way) {
        const caster = new THREE.Raycaster(new THREE.Vector3(...origin), new THREE.Vector3(...way));
        const hit = caster.intersectObjects(parts.filter((p) => p.object.visible)
          .map((p) => p.object))[0];
        return hit ? parts.find((p) => p.object === hit.object) : null;
      },
    };
  }

  return { create };
})();
