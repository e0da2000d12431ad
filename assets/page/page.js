// Puts the page together: the stage, its buttons, the cards, search, lesson, quiz. Without
// WebGL, or where anything fails, the picture and the words stay.
"use strict";

(() => {
  const { byId } = deqi;
  const { t } = deqi.words;
  const view = byId("view"), words = byId("words");
  const data = JSON.parse(byId("deqi-data").textContent);
  const NAMES_MOST = 40; // more names than this are none: they are shown where one comes near
  const SEE = 0.85;      // how thin the skin gets for what lies beneath

  // ---- state

  let stage = null, marks = null, labels = null, quiz = null, lesson = null, tools = null;
  const shown = { channels: true, needles: true, labels: true, symptoms: true, layer: "" };
  let chosen = null, through = 0, through_before = null, step = null, view_now = null, channel = "";
  let told = { behind: 0, crowded: [] }; // places that have no name in the picture

  const isDark = () => document.documentElement.dataset.theme === "dark";

  async function paint() {
    const pairs = [];
    if (shown.layer && data.layers[shown.layer]) pairs.push(data.layers[shown.layer]);
    const hurts = step ? step.symptoms : data.layers.symptoms;
    if (hurts && shown.symptoms && !quiz.isOn()) pairs.push(hurts);
    await stage.skin.setPaint(pairs, isDark());
    stage.ask();
  }

  // which channels are strong, which needles stand, which places are there
  function apply() {
    const asks = quiz.isOn();
    marks.show((m) => (asks ? m === chosen || m.answer : true) && (m.lit || m.selected ||
      !step && m.state !== "there" && m.state !== "elsewhere" || !data.plan && !step && !channel));
    for (const [c, l] of stage.lines) {
      const on = shown.channels && !asks && (!step || !step.channel || step.channel === c.id);
      l.line.visible = l.casing.visible = on;
      l.line.material.opacity = !channel || channel === c.id ? 1 : 0.25;
      l.casing.material.opacity = !channel || channel === c.id ? 1 : 0.1;
    }
    stage.needles.show((m) => shown.needles && !asks && m.lit && (step ? step.needles : m.state === "chosen"));
    stage.ask();
  }

  // ---- where the eye goes

  function fly(v, at_once, id = "") {
    view_now = v;
    tools.press(id);
    stage.fly(deqi.camera.look(v, stage.port), at_once);
  }

  const setView = (id, at_once) => fly(data.views[id], at_once, id);
  const firstView = () => data.views.plan && !data.steps ? "plan" : "front";

  // the hand has turned it: no view holds any more
  function moved() {
    view_now = null;
    tools.press("");
  }

  // from where a place is seen that no view was searched for
  function viewOf(mark) {
    if (mark.view) return mark.view;
    const n = mark.normal;
    return {
      from: [[Math.atan2(n[0], n[2]), Math.max(Math.min(Math.asin(n[1]), 0.9), -0.9)]],
      ball: [...mark.at, 0.16],
    };
  }

  // ---- cards

  function pick(mark, from, still) {
    if (quiz.isOn()) return;
    closePart();
    byId("name").hidden = true;
    chosen = mark;
    marks.select(mark);
    deqi.words.open(mark, from || mark.button);
    deqi.frame.cover();
    layOut();
    if (!still && mark.at) fly(viewOf(mark));
    apply();
  }

  // what lies beneath has a card of its own, one for both sides; the skin is thin for it alone
  function openPart(part, from) {
    const before = through_before === null ? through : through_before;
    pick({ card: `part-${part.from.id}`, side: "" }, from);
    through_before = before;
    if (!through) setThrough(SEE);
    stage.choose(part.from.id);
  }

  function closePart() {
    if (through_before === null) return;
    setThrough(through_before);
    through_before = null;
    stage.choose(step && step.structure || "");
  }

  function closeCard() {
    if (!deqi.words.isOpen()) return;
    closePart();
    chosen = null;
    marks.select(null);
    byId("name").hidden = true;
    deqi.words.close(deqi.frame.cover);
    layOut();
    apply();
  }

  function layOut() {
    const field = byId("field");
    stage.resize(field.clientWidth, field.clientHeight);
  }

  // ---- what is drawn over the picture

  function over(camera, port, known) {
    view.querySelector("svg").setAttribute("viewBox", `0 0 ${port.width} ${port.height}`);
    marks.place(camera, port, known && known.hidden);
    const brief = port.width < 700, b = byId("behind");
    const many = marks.all.filter((m) => m.lit && m.shown && m.seen).length > NAMES_MOST;
    told = { behind: 0, crowded: [] };
    if (shown.labels && !quiz.isOn() && !many) {
      const now = JSON.stringify([camera, port, chosen && chosen.index, channel, step && step.lit,
        deqi.words.lang()]);
      told = labels.lay(now, marks.all, port, brief, labelText, known, stage.needles.seen(port));
    } else labels.hide();
    const [id, n] = comesNearer() ? ["page.crowded", told.crowded.length] : ["page.behind", told.behind];
    b.hidden = !n;
    b.textContent = t(id, { n });
  }

  // more names have no room than are behind the body
  const comesNearer = () => told.crowded.length > told.behind;

  // where names find room, as they lie farther apart: at the first that has none
  function goNearer() {
    const { yaw, pitch, distance } = stage.camera();
    const [x, y, z, radius] = viewOf(told.crowded[0]).ball;
    const at = (share) => ({ from: [[yaw, pitch]], ball: [x, y, z, radius * share] });
    const there = deqi.camera.look(at(1), stage.port).distance;
    fly(at(Math.min(1, 0.7 * distance / there)));
  }

  // code and side, and its name
  function labelText(mark) {
    const side = mark.side === "M" ? "" : ` ${t(`page.side.${mark.side}`)}`;
    return [mark.card + side, deqi.words.heading(mark).replace(/^\S+ ?/, "")];
  }

  // one channel and its points, or all again
  function lightChannel(id) {
    channel = channel === id ? "" : id;
    for (const b of document.querySelectorAll("[data-channel] button"))
      b.setAttribute("aria-pressed", String(b.parentNode.dataset.channel === channel));
    for (const m of marks.all)
      if (!data.plan && !step) m.lit = channel ? m.channel === channel : true;
    closeCard();
    apply();
    if (channel && data.channel_views[channel]) fly(data.channel_views[channel]);
  }

  function setThrough(share) {
    through = share;
    stage.setThrough(share);
    tools.setThrough(share);
    apply();
  }

  // ---- search

  // what lies beneath, as what is searched: one of each pair
  function partsOnce() {
    const seen = new Set();
    return stage.parts.filter((p) => !seen.has(p.from.id) && seen.add(p.from.id))
      .map((part) => ({ code: part.from.id, card: `part-${part.from.id}`, side: "", part }));
  }

  function take(hit, from) {
    if (hit.names) pick(marks.guest(deqi.elsewhere.invite(hit)), from);
    else if (hit.part) {
      openPart(hit.part, from);
      const { yaw, pitch } = stage.camera();
      fly({ from: [[yaw, pitch]], ball: stage.ballOf(hit.part), margin: 0.05 });
    } else pick(hit, from);
  }

  // ---- language and theme

  function setLanguage(id) {
    if (stage) closeCard();
    deqi.words.setLanguage(id);
    if (!stage) {
      deqi.frame.fillBar();
      const note = document.querySelector(".flat");
      if (note) note.textContent = t("page.no_webgl"); // else the picture is still to come
      return;
    }
    fillWords();
    if (lesson) lesson.again();
    if (quiz.isOn()) quiz.end();
    layOut();
    apply();
  }

  function setTheme(dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    byId("theme").setAttribute("aria-pressed", String(dark));
    for (const li of document.querySelectorAll("[data-channel]")) {
      const c = data.channels.find((line) => line.id === li.dataset.channel);
      if (c) li.querySelector(".swatch").style.background = c.color[dark ? 1 : 0];
    }
    if (!stage) return;
    stage.setTheme(dark);
    paint();
  }

  function fillWords() {
    deqi.frame.fill(view);
    tools.fill(shown, through);
    marks.name((m) => deqi.words.titleOf(m));
  }

  // ---- pointer and keys

  function keys(e) {
    const by = 0.12, run = {
      ArrowLeft: () => stage.turn(by, 0), ArrowRight: () => stage.turn(-by, 0),
      ArrowUp: () => stage.turn(0, by), ArrowDown: () => stage.turn(0, -by),
      "+": () => stage.zoom(0.85), "=": () => stage.zoom(0.85), "-": () => stage.zoom(1.18),
      Home: () => setView(firstView()),
    }[e.key];
    if (!run || e.ctrlKey || e.altKey || e.metaKey) return;
    e.preventDefault();
    run();
  }

  function listen() {
    const canvas = byId("stage");
    let down = null;
    const at = (e) => [e.clientX - canvas.getBoundingClientRect().left,
      e.clientY - canvas.getBoundingClientRect().top];
    canvas.addEventListener("pointerdown", (e) => { down = at(e); });
    canvas.addEventListener("pointerup", (e) => {
      const [x, y] = at(e);
      if (down && Math.hypot(x - down[0], y - down[1]) <= 6) tap(x, y);
      down = null;
    });
    deqi.cross.listen(canvas, { asks: () => quiz.asksWhere(), tap });
    canvas.addEventListener("keydown", keys);
    document.addEventListener("keydown", (e) => { if (e.key === "Escape") closeCard(); });
    words.addEventListener("click", (e) => {
      const a = e.target.closest("a[data-code]"), b = e.target.closest("[data-channel] button");
      const part = e.target.closest("a[data-part]");
      if (b) lightChannel(b.closest("[data-channel]").dataset.channel);
      if (a || part) e.preventDefault();
      const hit = part && partsOnce().find((p) => p.code === part.dataset.part);
      if (hit) take(hit, part);
      if (!a) return;
      // a tender spot may have words and no place
      pick(marks.find(a.dataset.code, a.dataset.side) ||
        { card: a.dataset.code, side: a.dataset.side }, a);
    });
    byId("behind").addEventListener("click", () => {
      if (comesNearer()) {
        goNearer();
        return;
      }
      const c = deqi.camera.copy(stage.camera());
      moved();
      c.yaw += Math.PI;
      stage.fly(c);
    });
    new ResizeObserver(() => {
      layOut();
      if (view_now) stage.fly(deqi.camera.look(view_now, stage.port), !stage.isFlying());
    }).observe(byId("field"));
  }

  function tap(x, y) {
    const { origin, way } = deqi.camera.ray(stage.camera(), stage.port, x, y);
    const place = stage.skin.hit(origin, way);
    if (quiz.isOn()) {
      if (place) quiz.tap(place);
      return;
    }
    const part = through > 0 && stage.partAt(origin, way), name = byId("name");
    if (!part) {
      closeCard();
      return;
    }
    openPart(part, byId("stage"));
    name.textContent = [part.from.name[deqi.words.lang()], part.from.latin].filter(Boolean).join(" · ");
    name.hidden = false;
  }

  // ---- what lesson and quiz ask of the page

  const acts = {
    get marks() { return marks; },
    cover: deqi.frame.cover,
    close: () => closeCard(),
    light(to) {
      step = to;
      shown.layer = to.layer || "";
      tools.setLayer(shown.layer);
      marks.all.forEach((m) => { m.lit = to.lit.includes(m.index); });
      closeCard();
      if (stage.parts.length) setThrough(to.thin ? SEE : 0);
      stage.choose(to.structure || "");
      apply();
      paint();
      if (to.own_view) fly(to.own_view);
      else if (to.view) setView(to.view);
      else if (to.look !== undefined) fly(marks.all.find((m) => m.index === to.look).view);
    },
    ask(mark) {
      chosen = mark;
      marks.all.forEach((m) => { m.answer = false; });
      marks.select(mark);
      apply();
      paint();
      if (mark) fly(mark.view);
      else setView("front");
    },
    answer(mark) {
      marks.all.forEach((m) => { m.answer = m.card === mark.card && m.side === mark.side; });
      marks.select(mark);
      apply();
      fly(mark.view);
    },
    endQuiz() {
      chosen = null;
      marks.select(null);
      marks.all.forEach((m) => { m.answer = false; });
      apply();
      paint();
      if (lesson) lesson.again();
      else setView(firstView());
    },
  };

  // ---- go

  // the other languages are packed: without a script nobody could turn to them
  async function addLanguages() {
    for (const where of Object.values(data.articles || {})) {
      const text = new TextDecoder().decode(await deqi.bytes.stream(where));
      const article = new DOMParser().parseFromString(text, "text/html").querySelector("article");
      article.hidden = true;
      words.append(document.adoptNode(article));
    }
  }

  function watchTheme() {
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    setTheme(dark.matches);
    dark.addEventListener("change", (e) => setTheme(e.matches));
  }

  async function begin() {
    deqi.words.begin(data);
    await addLanguages();
    deqi.frame.build(view, words, {
      quiz: () => quiz.begin(), theme: () => setTheme(!isDark()), language: setLanguage,
      close: () => closeCard(),
    });
    deqi.frame.fillBar();
    watchTheme();
    const made = await deqi.stage.create(data, byId("stage"));
    labels = deqi.labels.create(byId("labels"), view.querySelector("svg"), (m) => pick(m, null));
    marks = deqi.marks.create(data, byId("marks"), (m) => pick(m));
    quiz = deqi.quiz.create(acts);
    made.needles.add(marks.all.filter((m) => m.state === "chosen"));
    const needled = marks.all.some((m) => m.state === "chosen" && m.depth_mm && m.depth_mm[1] > 0);
    tools = deqi.tools.create(data, {
      channels: data.channels.length > 0, needles: needled, labels: marks.all.length > 0,
      beneath: needled || data.structures.length > 0,
    }, {
      view: setView,
      // what the reader sets while a card thins the skin stays when it closes
      through(share) {
        if (through_before !== null) through_before = share;
        setThrough(share);
      },
      show(layer, on) {
        shown[layer] = on;
        if (layer === "symptoms") paint();
        apply();
      },
      paint(layer) {
        shown.layer = layer;
        paint();
      },
      zoom(factor) { stage.zoom(factor); },
    });
    stage = made;
    lesson = deqi.lesson.create(data, acts);
    document.body.classList.add("live");
    document.body.classList.toggle("teaches", !!lesson);
    fillWords();
    await deqi.elsewhere.begin(data);
    deqi.finder.create(data, {
      all: () => [...marks.all.filter((m) => m.state !== "elsewhere"), ...partsOnce(),
        ...deqi.elsewhere.all()],
      take,
    });
    listen();
    stage.onDraw(over);
    stage.onTurn(moved);
    layOut();
    setTheme(isDark());
    apply();
    setView(firstView(), true);
    if (data.structures.length) {
      await stage.addParts();
      stage.setTheme(isDark());
      setThrough(data.steps ? 0 : SEE);
    }
    if (lesson) lesson.show(0);
    byId("begin-quiz").hidden = !quiz.canAsk();
    // for who looks from outside: tests, and teachers' own scripts
    deqi.page = { stage, marks, setView, pick, closeCard, setLanguage, setTheme, lesson, quiz };
    document.body.dataset.ready = "true";
  }

  begin().catch((why) => {
    stage = null;
    deqi.frame.flatten(why);
  });
})();
