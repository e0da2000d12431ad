// A lesson: steps with words, a view, and what is lit.
"use strict";

deqi.lesson = (() => {
  function create(data, page) {
    if (!data.steps) return null;
    const panel = document.getElementById("lesson");
    let at = -1;

    function show(index) {
      const step = data.steps[index];
      at = index;
      const words = document.getElementById(`${deqi.words.lang()}-step-${index}`);
      panel.hidden = false;
      panel.querySelector(".inside").replaceChildren(
        ...(words ? [...words.childNodes].map((n) => n.cloneNode(true)) : []));
      panel.querySelector(".count").textContent =
        deqi.words.t("page.step", { n: index + 1, all: data.steps.length });
      panel.querySelector(".before").disabled = index === 0;
      panel.querySelector(".next").disabled = index === data.steps.length - 1;
      page.light(step);
    }

    panel.querySelector(".before").addEventListener("click", () => show(at - 1));
    panel.querySelector(".next").addEventListener("click", () => show(at + 1));
    return {
      show, again: () => show(Math.max(at, 0)), at: () => at, count: data.steps.length,
    };
  }

  return { create };
})();
