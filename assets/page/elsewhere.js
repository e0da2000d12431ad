// The points of the catalogue that this page does not show: found by search, told from those
// that it does, and shown where they lie when they are asked for.
"use strict";

deqi.elsewhere = (() => {
  let points = [];

  // one language's words of all of them, [code, title, meaning, why not, where it lies]
  async function wordsOf(where) {
    return JSON.parse(new TextDecoder().decode(await deqi.bytes.stream(where)));
  }

  async function begin(data) {
    if (!data.elsewhere) return;
    const words = {};
    for (const [lang, where] of Object.entries(data.elsewhere.words)) words[lang] = await wordsOf(where);
    points = (await wordsOf(data.elsewhere.places)).map((place, i) => ({
      code: place.code, card: place.code, side: place.side, place,
      names: Object.values(words).flatMap((w) => [w[i][1], w[i][2]]).filter(Boolean),
      words: (lang) => words[lang][i],
      title: () => words[deqi.words.lang()][i][1],
    }));
  }

  function card(hit) {
    const { make } = deqi, { t } = deqi.words, lang = deqi.words.lang();
    const [code, title, meaning, why, find] = hit.words(lang), id = `${lang}-card-${code}`;
    if (deqi.byId(id)) return;
    const fact = (name, text) => text ? [make("div", {}, make("dt", {}, t(name)), make("dd", {}, text))] : [];
    deqi.words.article().querySelector(".cards").append(
      make("section", { class: "card", tabindex: -1, id },
        make("h3", {}, title), ...(meaning ? [make("p", { class: "meaning" }, meaning)] : []),
        make("p", { class: "elsewhere" }, t("page.search.elsewhere")),
        make("dl", {}, ...fact("page.why", why), ...fact("page.find", find))));
  }

  return {
    begin,
    all: () => points,
    // its card is made, and the mark that shows where it lies is told
    invite(hit) {
      card(hit);
      const { code, side, at, normal } = hit.place;
      return { code, card: code, side, at, normal, state: "elsewhere" };
    },
  };
})();
