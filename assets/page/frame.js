// What a page is built of, before there is anything to see: the picture between its two rows of
// buttons, the bar, the sheets for card, lesson and quiz, and the way past all of it to the words.
"use strict";

deqi.make = (tag, attributes = {}, ...inside) => {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (value === true) e.setAttribute(name, "");
    else if (value !== false && value !== null) e.setAttribute(name, value);
  e.append(...inside);
  return e;
};

deqi.byId = (id) => document.getElementById(id);

deqi.frame = (() => {
  const { make, byId } = deqi;
  const { t } = deqi.words;

  function picture(view) {
    view.setAttribute("role", "region");
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("aria-hidden", "true");
    view.append(
      make("div", { id: "top" },
        make("button", { id: "behind", type: "button", hidden: true }),
        make("p", { id: "help" }), make("div", { id: "tools" })),
      make("div", { id: "field" },
        make("canvas", { id: "stage", tabindex: 0, role: "application" }), svg,
        make("div", { id: "labels" }), make("div", { id: "marks", role: "group" }),
        make("div", { id: "cross", hidden: true }),
        make("p", { id: "name", "aria-live": "polite", hidden: true })),
      make("div", { id: "views", role: "group" }));
  }

  function bar(acts) {
    return make("header", { id: "bar" },
      make("div", { class: "search" },
        make("input", {
          id: "search", type: "search", autocomplete: "off", role: "combobox",
          "aria-controls": "hits", "aria-expanded": "false", "aria-autocomplete": "list",
        }),
        make("ul", { id: "hits", role: "listbox", hidden: true })),
      // until there is something to ask
      make("button", { id: "begin-quiz", type: "button", hidden: true, onclick: acts.quiz }),
      make("button", { id: "theme", type: "button", onclick: acts.theme }, make("i", {})),
      make("button", { id: "print", type: "button", onclick: () => window.print() }),
      make("select", { id: "language", onchange: (e) => acts.language(e.target.value) }));
  }

  function build(view, words, acts) {
    const panel = (id, ...inside) => make("aside", { id, hidden: true }, ...inside);
    picture(view);
    view.before(make("a", { id: "skip", href: "#words" }));
    words.tabIndex = 0; // it is scrolled by keys where nothing in it can be reached
    words.before(
      bar(acts),
      panel("card", make("button", { type: "button", class: "close", onclick: acts.close }, "×"),
        make("div", { class: "inside" })),
      panel("lesson", make("div", { class: "inside", "aria-live": "polite" }),
        make("div", { class: "walk" }, make("button", { type: "button", class: "before" }),
          make("span", { class: "count" }), make("button", { type: "button", class: "next main" }))),
      panel("quiz", make("div", { class: "inside" })));
  }

  function name(element, text) {
    element.setAttribute("aria-label", text);
    element.title = text;
  }

  // the words of the bar, which is there without a picture too
  function fillBar() {
    byId("skip").textContent = t("page.skip");
    byId("begin-quiz").textContent = t("page.quiz");
    name(byId("theme"), t("page.theme"));
    byId("print").textContent = t("page.print");
    byId("language").setAttribute("aria-label", t("page.language"));
    const all = deqi.words.languages();
    byId("language").hidden = all.length < 2;
    byId("language").replaceChildren(...all.map((one) =>
      make("option", { value: one.id, selected: one.id === deqi.words.lang() }, one.name)));
    byId("search").placeholder = t("page.search");
    for (const id of ["search", "hits"]) byId(id).setAttribute("aria-label", t("page.search"));
  }

  function fill(view) {
    fillBar();
    byId("stage").setAttribute("aria-label", t("page.stage"));
    byId("marks").setAttribute("aria-label", t("page.cards"));
    view.setAttribute("aria-label", deqi.words.title());
    byId("help").textContent = t("page.help");
    byId("card").querySelector(".close").setAttribute("aria-label", t("page.close"));
    byId("lesson").setAttribute("aria-label", t("page.lesson"));
    byId("lesson").querySelector(".before").textContent = t("page.before");
    byId("lesson").querySelector(".next").textContent = t("page.next");
    byId("quiz").setAttribute("aria-label", t("page.quiz"));
  }

  // A sheet that lies over the words takes them out of reach, and gives them back.
  function cover() {
    const open = (id) => !byId(id).hidden;
    byId("words").inert = open("card") || open("quiz");
    byId("lesson").inert = open("card") || open("quiz");
    byId("card").inert = open("quiz");
    // a quiz that could be looked up would be none
    byId("search").disabled = byId("begin-quiz").disabled = open("quiz");
    byId("marks").inert = open("quiz");
  }

  // Without WebGL the bar stays: its languages, its light, its print.
  function flatten(why) {
    for (const id of ["top", "field", "views"]) if (byId(id)) byId(id).remove();
    for (const e of document.querySelectorAll("#bar .search, #begin-quiz")) e.hidden = true;
    document.body.classList.remove("live");
    document.body.dataset.ready = "flat";
    const note = make("p", { class: "flat" }, t("page.no_webgl"));
    note.title = String(why && why.message || why);
    byId("view").append(note);
  }

  // One stop for the key Tab among many; the arrow keys go from one to the next.
  function rove(box, buttonsOf) {
    box.addEventListener("keydown", (e) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
      const all = buttonsOf().filter((b) => !b.hidden), at = all.indexOf(e.target);
      if (at < 0 || !(step || e.key === "Home" || e.key === "End")) return;
      e.preventDefault();
      const to = step ? (at + step + all.length) % all.length : e.key === "Home" ? 0 : all.length - 1;
      all.forEach((b, i) => { b.tabIndex = i === to ? 0 : -1; });
      all[to].focus({ preventScroll: false });
    });
    return () => {
      const all = buttonsOf(), here = all.find((b) => b.tabIndex === 0 && !b.hidden);
      const one = here || all.find((b) => !b.hidden);
      for (const b of all) b.tabIndex = b === one ? 0 : -1;
    };
  }

  return { build, fill, fillBar, flatten, cover, rove };
})();
