// The words: one article a language, written by deqi. Here they are only shown and hidden.
"use strict";

deqi.words = (() => {
  let data = null, lang = "", open = null, home = null, back = null;

  const article = () => document.querySelector(`article[lang="${lang}"]`);
  const t = (id, args = {}) => (data.words[lang][id] || id)
    .replace(/\{(\w+)\}/g, (all, name) => name in args ? args[name] : all);

  // the card of a place in the language at hand
  function cardOf(mark) {
    return document.getElementById(`${lang}-card-${mark.card}-${mark.side}`) ||
      document.getElementById(`${lang}-card-${mark.card}`);
  }

  const heading = (mark) => {
    const card = cardOf(mark), h = card && card.querySelector("h3");
    return h ? h.textContent : mark.code;
  };

  return {
    begin(from) {
      data = from;
      lang = document.documentElement.lang;
    },
    t,
    lang: () => lang,
    languages: () => Object.entries(data.words).map(([id, w]) => ({ id, name: w.name })),
    title: () => data.words[lang].title,
    heading,
    // "KI3 Tàixī 太溪, left, 0.3–0.5 cun · 5–9 mm"; of one that is not needled, why it is there
    titleOf(mark) {
      const side = mark.side === "L" ? t("side.left") : mark.side === "R" ? t("side.right") : "";
      const card = cardOf(mark), more = card && card.querySelector(".state, .depth dd");
      return [heading(mark), side, more ? more.textContent : ""].filter(Boolean).join(", ");
    },
    cardOf,
    setLanguage(id) {
      this.close();
      lang = id;
      document.documentElement.lang = id;
      document.title = data.words[id].title;
      for (const a of document.querySelectorAll("#words > article")) a.hidden = a.lang !== id;
    },
    // shows one card; `from` is where the eye of the keyboard goes back to
    open(mark, from) {
      this.close();
      const card = cardOf(mark), panel = document.getElementById("card");
      if (!card) return;
      home = document.createComment("card");
      card.replaceWith(home);
      panel.querySelector(".inside").replaceChildren(card);
      panel.hidden = false;
      document.body.classList.add("reads");
      open = card;
      back = from || null;
      panel.scrollTop = 0;
      panel.setAttribute("aria-label", heading(mark));
      const h = card.querySelector("h3");
      h.tabIndex = -1;
      // where the sheet is scrolled by itself the page stays as it is
      h.focus({ preventScroll: getComputedStyle(panel).overflowY !== "visible" });
    },
    // `then` gives back what the card covered, before the keyboard goes there
    close(then = () => {}) {
      if (!open) return false;
      home.replaceWith(open);
      open = home = null;
      document.getElementById("card").hidden = true;
      document.body.classList.remove("reads");
      then();
      if (back && back.isConnected && !back.hidden) back.focus({ preventScroll: true });
      back = null;
      return true;
    },
    isOpen: () => !!open,
    article,
  };
})();
