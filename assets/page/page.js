// Puts the page together: the stage, its buttons, the cards, search, lesson, quiz. Without
// WebGL, or where anything fails, the picture and the words stay.
"use strict";

(() => {
  const view = document.getElementById("view"), words = document.getElementById("words");
  const data = JSON.parse(document.getElementById("deqi-data").textContent);
  const { t } = deqi.words;
  const byId = (id) => document.getElementById(id);

  function make(tag, attributes = {}, ...inside) {
    const e = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes))
      if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
      else if (value === true) e.setAttribute(name, "");
      else if (value !== false && value !== null) e.setAttribute(name, value);
    e.append(...inside);
    return e;
  }

  // ---- the frame of the page

  function frame() {
    view.setAttribute("role", "region");
    view.append(
      make("canvas", { id: "stage", tabindex: 0 }),
      document.createElementNS("http://www.w3.org/2000/svg", "svg"),
      make("div", { id: "labels" }), make("div", { id: "marks" }),
      make("div", { id: "views", role: "toolbar" }),
      make("div", { id: "tools" }),
      make("button", { id: "behind", type: "button", hidden: true }),
      make("p", { id: "help" }), make("p", { id: "name", "aria-live": "polite", hidden: true }));
    view.querySelector("svg").setAttribute("aria-hidden", "true");
    const panel = (id, ...inside) => make("aside", { id, hidden: true }, ...inside);
    const cross = (run) => make("button", { type: "button", class: "close", onclick: run }, "×");
    words.before(
      panel("card", cross(() => closeCard()), make("div", { class: "inside" })),
      panel("lesson", make("div", { class: "inside", "aria-live": "polite" }),
        make("div", { class: "steps" }, make("button", { type: "button", class: "before" }),
          make("span", { class: "count" }), make("button", { type: "button", class: "next main" }))),
      panel("quiz", make("div", { class: "inside" })));
    words.prepend(make("div", { id: "bar" },
      make("div", { class: "search" },
        make("input", {
          id: "search", type: "search", autocomplete: "off", role: "combobox",
          "aria-controls": "hits", "aria-expanded": "false", "aria-autocomplete": "list",
        }),
        make("ul", { id: "hits", role: "listbox", hidden: true })),
      make("button", { id: "begin-quiz", type: "button", onclick: () => quiz.begin() }),
      make("button", { id: "theme", type: "button", onclick: () => setTheme(!isDark()) }),
      make("button", { id: "print", type: "button", onclick: () => window.print() }),
      make("select", { id: "language", onchange: (e) => setLanguage(e.target.value) })));
  }

  // ---- state

  let stage = null, marks = null, labels = null, quiz = null, lesson = null, hits = [];
  const shown = { channels: true, needles: true, labels: true, symptoms: true, layer: "" };
  const NAMES_MOST = 40; // more names than this are none: they are shown where one comes near
  let chosen = null, through = 0, step = null, view_now = null, channel = "";

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
    marks.show((m) => (asks ? m === chosen || m.answer : true) &&
      (m.lit || m.selected || !step && m.state !== "there" || !data.plan && !step && !channel));
    for (const [c, l] of stage.lines) {
      const on = shown.channels && !asks && (!step || !step.channel || step.channel === c.id);
      l.line.visible = l.casing.visible = on;
      l.line.material.opacity = !channel || channel === c.id ? 1 : 0.25;
      l.casing.material.opacity = !channel || channel === c.id ? 1 : 0.1;
    }
    for (const [m, objects] of stage.needles) {
      const on = shown.needles && !asks && m.lit && (step ? step.needles : m.state === "chosen");
      objects.forEach((o, i) => { o.visible = on && (i < 3 || through > 0); });
    }
    stage.ask();
  }

  // ---- where the eye goes

  function fly(v, at_once) {
    view_now = v;
    stage.fly(deqi.camera.look(v, stage.port), at_once);
  }

  function setView(id, at_once) {
    fly(data.views[id], at_once);
    for (const b of byId("views").querySelectorAll("button"))
      b.setAttribute("aria-pressed", b.dataset.view === id);
  }

  function firstView() {
    return data.plan && data.views.plan ? "plan" : "front";
  }

  // ---- cards

  function pick(mark, from, still) {
    if (quiz.isOn()) return;
    chosen = mark;
    marks.select(mark);
    deqi.words.open(mark, from || mark.button);
    layOut();
    if (!still && mark.view) fly(mark.view);
    apply();
  }

  // what lies beneath has a card of its own, one for both sides
  function openPart(part, from) {
    pick({ card: `part-${part.from.id}`, side: "" }, from);
    stage.choose(part.from.id);
  }

  function closeCard() {
    if (!deqi.words.close()) return;
    stage.choose(step && step.structure || "");
    chosen = null;
    marks.select(null);
    layOut();
    apply();
  }

  // on a narrow screen the sheet of a card covers the foot of the view
  function layOut() {
    stage.resize(view.clientWidth, view.clientHeight);
  }

  // ---- what is drawn over the picture

  function over(camera, port, known) {
    const svg = view.querySelector("svg");
    svg.setAttribute("viewBox", `0 0 ${port.width} ${port.height}`);
    marks.place(camera, port, known && known.hidden);
    const brief = port.width < 700;
    const free = { ...port, top: port.top + (brief ? 8 : 40), bottom: port.bottom + 44 };
    let told = { behind: 0, crowded: 0 };
    const many = marks.all.filter((m) => m.lit && m.shown && m.seen).length > NAMES_MOST;
    if (shown.labels && !quiz.isOn() && !many) told = labels.lay(marks.all, free, brief, labelText, known && known.bodyAt);
    else labels.hide();
    const b = byId("behind"), n = told.behind + told.crowded;
    b.hidden = !n || many || quiz.isOn();
    b.textContent = t("page.behind", { n });
  }

  function labelText(mark, brief) {
    const side = mark.side === "M" ? "" : ` ${t(`page.side.${mark.side}`)}`;
    if (brief) return mark.card + side;
    return deqi.words.heading(mark) + side;
  }

  // one channel and its points, or all again
  function lightChannel(id) {
    channel = channel === id ? "" : id;
    for (const b of document.querySelectorAll("[data-channel] button"))
      b.setAttribute("aria-pressed", b.parentNode.dataset.channel === channel);
    for (const m of marks.all)
      if (!data.plan && !step) m.lit = channel ? m.channel === channel : true;
    closeCard();
    apply();
    if (channel) lookAt(marks.all.filter((m) => m.channel === channel && m.side !== "R"));
  }

  // ---- buttons

  function fillViews() {
    const box = byId("views");
    box.replaceChildren();
    box.setAttribute("aria-label", t("page.views"));
    for (const id of Object.keys(data.views)) {
      const [name, side] = id.split(".");
      const text = t(`page.view.${name}`) + (side ? ` ${t(`page.side.${side}`)}` : "");
      box.append(make("button", {
        type: "button", "data-view": id, onclick: () => setView(id),
      }, text));
    }
  }

  function toggle(id, text, isOn, run) {
    return make("label", { class: "switch" },
      make("input", {
        type: "checkbox", id, checked: isOn, onchange: (e) => run(e.target.checked),
      }), text);
  }

  function fillTools() {
    const box = byId("tools");
    const open = box.querySelector("details") && box.querySelector("details").open;
    const list = make("div", { class: "layers" });
    if (data.layers.symptoms)
      list.append(toggle("l-symptoms", t("layer.symptoms"), shown.symptoms, (on) => {
        shown.symptoms = on;
        paint();
      }));
    for (const id of ["channels", "needles", "labels"])
      list.append(toggle(`l-${id}`, t(`layer.${id}`), shown[id], (on) => {
        shown[id] = on;
        apply();
      }));
    for (const id of ["dermatomes", "nerves"])
      if (data.layers[id])
        list.append(toggle(`l-${id}`, t(`layer.${id}`), shown.layer === id, (on) => {
          shown.layer = on ? id : "";
          for (const other of ["dermatomes", "nerves"])
            if (byId(`l-${other}`)) byId(`l-${other}`).checked = shown.layer === other;
          paint();
        }));
    list.append(make("label", { class: "slider" }, t("layer.beneath"),
      make("input", {
        type: "range", min: 0, max: 100, value: through * 100, id: "through",
        oninput: (e) => setThrough(e.target.value / 100),
      })));
    box.replaceChildren(
      make("details", { open }, make("summary", {}, t("page.layers")), list),
      make("div", { class: "zoom" },
        make("button", { type: "button", "aria-label": t("page.zoom_in"), onclick: () => stage.zoom(0.8) }, "+"),
        make("button", { type: "button", "aria-label": t("page.zoom_out"), onclick: () => stage.zoom(1.25) }, "−"),
        make("button", { type: "button", "aria-label": t("page.reset"), onclick: () => setView("front") }, "⌂")));
  }

  function setThrough(share) {
    through = share;
    stage.setThrough(share);
    apply();
  }

  // ---- search

  function textsOf(mark) {
    const out = [];
    for (const { id } of deqi.words.languages()) {
      const card = byId(`${id}-card-${mark.card}-${mark.side}`) || byId(`${id}-card-${mark.card}`);
      if (!card) continue;
      for (const e of card.querySelectorAll("h3, .meaning")) out.push(e.textContent);
    }
    return out;
  }

  function search() {
    const field = byId("search"), list = byId("hits");
    hits = deqi.search.find(field.value, [...marks.all, ...partsOnce()], textsOf, data.called);
    list.replaceChildren(...hits.map((m, i) => make("li", {
      role: "option", id: `hit-${i}`, "aria-selected": i === 0,
      onmousedown: (e) => { e.preventDefault(); take(m); },
    }, deqi.words.titleOf(m))));
    if (field.value.trim() && !hits.length)
      list.append(make("li", { class: "none" }, t("page.search.none")));
    list.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  function take(mark) {
    byId("hits").hidden = true;
    byId("search").setAttribute("aria-expanded", "false");
    if (!mark.part) {
      pick(mark, byId("search"));
      return;
    }
    if (!through) setThrough(0.85);
    openPart(mark.part, byId("search"));
    const { yaw, pitch } = stage.camera();
    fly({ from: [[yaw, pitch]], ball: stage.ballOf(mark.part), margin: 0.05 });
  }

  // what lies beneath, as what is searched: one of each pair
  function partsOnce() {
    const seen = new Set();
    return stage.parts.filter((p) => !seen.has(p.from.id) && seen.add(p.from.id))
      .map((part) => ({ code: part.from.id, card: `part-${part.from.id}`, side: "", part }));
  }

  function searchKeys(e) {
    const options = [...byId("hits").querySelectorAll("[role=option]")];
    let at = options.findIndex((o) => o.getAttribute("aria-selected") === "true");
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      at = Math.min(Math.max(at + (e.key === "ArrowDown" ? 1 : -1), 0), options.length - 1);
      options.forEach((o, i) => o.setAttribute("aria-selected", i === at));
      if (options[at]) e.target.setAttribute("aria-activedescendant", options[at].id);
    } else if (e.key === "Enter" && hits[Math.max(at, 0)]) {
      e.preventDefault();
      take(hits[Math.max(at, 0)]);
    } else if (e.key === "Escape") {
      byId("hits").hidden = true;
      e.stopPropagation();
    }
  }

  // ---- language and theme

  function setLanguage(id) {
    deqi.words.setLanguage(id);
    chosen = null;
    marks.select(null);
    fillWords();
    if (lesson) lesson.again();
    if (quiz.isOn()) quiz.end();
    layOut();
    apply();
  }

  function setTheme(dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    byId("theme").setAttribute("aria-pressed", String(dark));
    stage.setTheme(dark);
    for (const li of document.querySelectorAll("[data-channel]")) {
      const c = data.channels.find((line) => line.id === li.dataset.channel);
      if (c) li.querySelector(".swatch").style.background = c.color[dark ? 1 : 0];
    }
    paint();
  }

  function fillWords() {
    byId("stage").setAttribute("aria-label", t("page.stage"));
    view.setAttribute("aria-label", deqi.words.title());
    byId("help").textContent = t("page.help");
    byId("search").placeholder = t("page.search");
    byId("search").setAttribute("aria-label", t("page.search"));
    byId("hits").setAttribute("aria-label", t("page.search"));
    byId("begin-quiz").textContent = t("page.quiz");
    byId("theme").textContent = "◐";
    byId("theme").setAttribute("aria-label", t("page.theme"));
    byId("theme").title = t("page.theme");
    byId("print").textContent = t("page.print");
    byId("card").querySelector(".close").setAttribute("aria-label", t("page.close"));
    byId("card").setAttribute("aria-label", t("page.why"));
    byId("lesson").setAttribute("aria-label", t("page.lesson"));
    byId("lesson").querySelector(".before").textContent = t("page.before");
    byId("lesson").querySelector(".next").textContent = t("page.next");
    byId("quiz").setAttribute("aria-label", t("page.quiz"));
    byId("language").setAttribute("aria-label", t("page.language"));
    const all = deqi.words.languages();
    byId("language").hidden = all.length < 2;
    byId("language").replaceChildren(...all.map(({ id, name }) =>
      make("option", { value: id, selected: id === deqi.words.lang() }, name)));
    fillViews();
    fillTools();
    marks.name((m) => deqi.words.titleOf(m));
  }

  // ---- pointer and keys

  function listen() {
    const canvas = byId("stage");
    let down = null;
    canvas.addEventListener("pointerdown", (e) => { down = [e.clientX, e.clientY]; });
    canvas.addEventListener("pointerup", (e) => {
      if (!down || Math.hypot(e.clientX - down[0], e.clientY - down[1]) > 6) return;
      tap(e.clientX - canvas.getBoundingClientRect().left,
        e.clientY - canvas.getBoundingClientRect().top);
    });
    canvas.addEventListener("keydown", (e) => {
      const step_by = 0.12, run = {
        ArrowLeft: () => stage.turn(step_by, 0), ArrowRight: () => stage.turn(-step_by, 0),
        ArrowUp: () => stage.turn(0, step_by), ArrowDown: () => stage.turn(0, -step_by),
        "+": () => stage.zoom(0.85), "=": () => stage.zoom(0.85), "-": () => stage.zoom(1.18),
        Home: () => setView(firstView()),
      }[e.key];
      if (!run || e.ctrlKey || e.altKey || e.metaKey) return;
      e.preventDefault();
      run();
    });
    document.addEventListener("keydown", (e) => { if (e.key === "Escape") closeCard(); });
    words.addEventListener("click", (e) => {
      const a = e.target.closest("a[data-code]");
      if (!a) return;
      e.preventDefault();
      // a tender spot may have words and no place
      pick(marks.find(a.dataset.code, a.dataset.side) ||
        { card: a.dataset.code, side: a.dataset.side }, a);
    });
    words.addEventListener("click", (e) => {
      const b = e.target.closest("[data-channel] button");
      if (b) lightChannel(b.closest("[data-channel]").dataset.channel);
    });
    view.addEventListener("pointerdown", () => { byId("help").hidden = true; });
    byId("behind").addEventListener("click", () => {
      const c = deqi.camera.copy(stage.camera());
      c.yaw += Math.PI;
      stage.fly(c);
    });
    byId("search").addEventListener("input", search);
    byId("search").addEventListener("keydown", searchKeys);
    byId("search").addEventListener("blur", () => { byId("hits").hidden = true; });
    new ResizeObserver(() => {
      layOut();
      if (view_now) stage.fly(deqi.camera.look(view_now, stage.port), true);
    }).observe(view);
  }

  function tap(x, y) {
    const { origin, way } = deqi.camera.ray(stage.camera(), stage.port, x, y);
    const place = stage.skin.hit(origin, way);
    if (place && quiz.isOn()) {
      quiz.tap(place);
      return;
    }
    const part = through > 0 && stage.partAt(origin, way), name = byId("name");
    name.hidden = !part;
    if (part) {
      name.textContent = [part.from.name[deqi.words.lang()], part.from.latin]
        .filter(Boolean).join(" · ");
      openPart(part, byId("stage"));
    } else closeCard();
  }

  // ---- what lesson and quiz ask of the page

  const acts = {
    get marks() { return marks; },
    light(to) {
      step = to;
      shown.layer = to.layer || "";
      marks.all.forEach((m) => { m.lit = to.lit.includes(m.index); });
      closeCard();
      apply();
      paint();
      stage.choose(to.structure || "");
      if (data.structures.length) setThrough(to.structure ? 0.85 : 0);
      byId("through").value = through * 100;
      if (to.own_view) fly(to.own_view);
      else if (to.view) setView(to.view);
      else if (to.look !== undefined) fly(marks.all.find((m) => m.index === to.look).view);
      else if (to.look_lit) lookAt(marks.all.filter((m) => m.lit));
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
      setView(firstView());
    },
  };

  // all of them in one view, from where most of them face
  function lookAt(lit) {
    if (!lit.length) return;
    const sum = lit.reduce((s, m) => s.map((v, k) => v + m.normal[k]), [0, 0, 0]);
    const aim = lit.flatMap((m) => m.at.map((v) => v));
    const length = Math.hypot(...sum) || 1;
    fly({
      from: [[Math.atan2(sum[0], sum[2]), Math.max(Math.min(sum[1] / length, 0.15), -0.15)]],
      aim: [...aim, ...lit[0].at.map((v) => v + 0.09), ...lit[0].at.map((v) => v - 0.09)],
      margin: 0.14,
    });
  }

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

  async function begin() {
    deqi.words.begin(data);
    await addLanguages();
    frame();
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
    stage = await deqi.stage.create(data, byId("stage"));
    labels = deqi.labels.create(byId("labels"), view.querySelector("svg"), (m) => pick(m, null));
    marks = deqi.marks.create(data, byId("marks"), (m) => pick(m));
    quiz = deqi.quiz.create(acts);
    stage.addNeedles(marks.all.filter((m) => m.state === "chosen"));
    lesson = deqi.lesson.create(data, acts);
    document.body.classList.add("live");
    fillWords();
    listen();
    stage.onDraw(over);
    layOut();
    setTheme(dark.matches);
    dark.addEventListener("change", (e) => setTheme(e.matches));
    apply();
    setView(firstView(), true);
    if (data.structures.length) {
      await stage.addParts();
      stage.setTheme(isDark());
      setThrough(data.steps ? 0 : 0.85);
      fillTools();
    }
    if (lesson) lesson.show(0);
    byId("begin-quiz").hidden = marks.all.length < 2;
    // for who looks from outside: tests, and teachers' own scripts
    deqi.page = { stage, marks, setView, pick, closeCard, setLanguage, setTheme, lesson, quiz };
    document.body.dataset.ready = "true";
  }

  begin().catch((why) => {
    for (const id of ["stage", "views", "tools", "help", "behind", "name", "bar"])
      if (byId(id)) byId(id).remove();
    const svg = view.querySelector("svg");
    if (svg) svg.remove();
    document.body.classList.remove("live");
    document.body.dataset.ready = "flat";
    const note = make("p", { class: "flat" }, t("page.no_webgl"));
    note.title = String(why && why.message || why);
    view.append(note);
  });
})();
