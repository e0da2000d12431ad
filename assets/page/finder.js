// The field that finds a place, a structure, or a point that this page does not show.
"use strict";

deqi.finder = (() => {
  const { make, byId } = deqi;
  const { t } = deqi.words;

  // `acts`: all() the marks and structures of the page, take(hit)
  function create(data, acts) {
    const field = byId("search"), list = byId("hits");
    let hits = [];

    // what a card says of its names, in each language of the page
    function textsOf(mark) {
      if (mark.names) return mark.names;
      const out = [];
      for (const { id } of deqi.words.languages()) {
        const card = byId(`${id}-card-${mark.card}-${mark.side}`) || byId(`${id}-card-${mark.card}`);
        if (!card) continue;
        for (const e of card.querySelectorAll("h3, .meaning")) out.push(e.textContent);
      }
      return out;
    }

    const textOf = (m) => m.names ? `${m.title()}: ${t("page.search.elsewhere")}`
      : deqi.words.titleOf(m);

    function close() {
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }

    function take(hit) {
      close();
      acts.take(hit, field);
    }

    function choose(at) {
      const options = [...list.querySelectorAll("[role=option]")];
      options.forEach((o, i) => o.setAttribute("aria-selected", String(i === at)));
      if (!options[at]) {
        field.removeAttribute("aria-activedescendant");
        return;
      }
      field.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    }

    function search() {
      hits = deqi.search.find(field.value, acts.all(), textsOf, data.called);
      list.replaceChildren(...hits.map((m, i) => make("li", {
        role: "option", id: `hit-${i}`, "aria-selected": "false", class: m.names ? "elsewhere" : null,
        onmousedown: (e) => { e.preventDefault(); take(m); },
      }, textOf(m))));
      if (field.value.trim() && !hits.length)
        list.append(make("li", { class: "none", role: "option", "aria-disabled": "true" },
          t("page.search.none")));
      list.hidden = !field.value.trim();
      field.setAttribute("aria-expanded", String(!list.hidden));
      choose(hits.length ? 0 : -1);
    }

    function keys(e) {
      const at = hits.findIndex((_, i) => byId(`hit-${i}`) &&
        byId(`hit-${i}`).getAttribute("aria-selected") === "true");
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        if (list.hidden) search();
        else choose(Math.min(Math.max(at + (e.key === "ArrowDown" ? 1 : -1), 0), hits.length - 1));
      } else if (e.key === "Enter" && !list.hidden && hits[Math.max(at, 0)]) {
        e.preventDefault();
        take(hits[Math.max(at, 0)]);
      } else if (e.key === "Escape" && !list.hidden) {
        e.stopPropagation();
        close();
      }
    }

    field.addEventListener("input", search);
    field.addEventListener("keydown", keys);
    field.addEventListener("blur", close);
  }

  return { create };
})();
