// The quiz: where is a point (a tap, told how far off in mm), which point is lit (a choice).
// The score lives in this page alone.
"use strict";

deqi.quiz = (() => {
  const QUESTIONS = 10, CLOSE_MM = 15, CHOICES = 4;

  const shuffled = (list) => {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const k = Math.floor(Math.random() * (i + 1));
      [out[i], out[k]] = [out[k], out[i]];
    }
    return out;
  };

  function create(page) {
    const panel = document.getElementById("quiz"), inside = panel.querySelector(".inside");
    const { t } = deqi.words;
    let asked = [], at = -1, good = 0, told = [], waits = false;

    const element = (tag, text, cls) => {
      const e = document.createElement(tag);
      e.textContent = text;
      if (cls) e.className = cls;
      return e;
    };

    const button = (text, run, cls) => {
      const b = element("button", text, cls);
      b.type = "button";
      b.addEventListener("click", run);
      return b;
    };

    const sideOf = (m) => m.side === "L" ? t("side.left") : m.side === "R" ? t("side.right") : "";

    function questions() {
      const taken = new Set();
      const marks = page.marks.all.filter((m) => m.state !== "removed" && m.channel &&
        !taken.has(m.card + m.side) && taken.add(m.card + m.side));
      return shuffled(marks).slice(0, QUESTIONS)
        .map((mark, i) => ({ mark, where: i % 2 === 0 || marks.length < CHOICES }));
    }

    function begin() {
      deqi.words.close();
      asked = questions();
      if (!asked.length) return;
      at = -1;
      good = 0;
      told = [];
      panel.hidden = false;
      document.body.classList.add("asks");
      next();
    }

    function next() {
      at++;
      if (at >= asked.length) {
        finish();
        return;
      }
      const { mark, where } = asked[at];
      waits = true;
      inside.replaceChildren(element("p", `${at + 1} / ${asked.length}`, "count"));
      if (where) {
        page.ask(null);
        inside.append(
          element("h2", t("page.quiz.where", { name: deqi.words.heading(mark), side: sideOf(mark) })
            .replace(/[,，（(]\s*[)）]?(?=\?|在)/, "")),
          element("p", t("page.quiz.tap")));
      } else {
        page.ask(mark);
        inside.append(element("h2", t("page.quiz.what")));
        const names = new Set([deqi.words.heading(mark)]);
        for (const m of shuffled(page.marks.all)) {
          if (names.size === CHOICES) break;
          if (m.channel) names.add(deqi.words.heading(m));
        }
        for (const name of shuffled([...names]))
          inside.append(button(name, () => choose(name), "choice"));
      }
      inside.append(button(t("page.quiz.end"), end, "quiet"));
      inside.querySelector("h2").tabIndex = -1;
      inside.querySelector("h2").focus({ preventScroll: true });
    }

    function verdict(text, right) {
      waits = false;
      good += right;
      told.push({ name: deqi.words.titleOf(asked[at].mark), text, right });
      for (const b of inside.querySelectorAll(".choice")) b.disabled = true;
      const p = element("p", text, right ? "right" : "wrong");
      p.setAttribute("role", "status");
      const on = button(t("page.quiz.next"), next, "main");
      inside.insertBefore(p, inside.lastChild);
      inside.insertBefore(on, inside.lastChild);
      on.focus({ preventScroll: true });
    }

    function choose(name) {
      const right = name === deqi.words.heading(asked[at].mark);
      verdict(right ? t("page.quiz.right")
        : t("page.quiz.wrong", { name: deqi.words.heading(asked[at].mark) }), right);
    }

    // a tap on the skin: how far is it, in the straight line
    function tap(place) {
      if (!waits || !asked[at].where) return false;
      const { mark } = asked[at];
      const members = page.marks.all.filter((m) => m.card === mark.card && m.side === mark.side);
      const mm = Math.min(...members.map((m) => 1000 *
        Math.hypot(...[0, 1, 2].map((k) => place[k] - m.at[k]))));
      const right = mm <= CLOSE_MM, far = t("page.quiz.off", { mm: Math.round(mm) });
      page.answer(mark);
      verdict(right ? `${t("page.quiz.right")} ${far}` : far, right);
      return true;
    }

    function finish() {
      page.ask(null);
      const list = document.createElement("ol");
      for (const one of told)
        list.append(element("li", `${one.name}: ${one.text}`, one.right ? "right" : "wrong"));
      inside.replaceChildren(
        element("h2", t("page.quiz.result")),
        element("p", t("page.quiz.score", { good, all: told.length })), list,
        button(t("page.print"), () => {
          document.body.classList.add("prints-quiz");
          window.print();
          document.body.classList.remove("prints-quiz");
        }, "main"),
        button(t("page.quiz.begin"), begin), button(t("page.close"), end, "quiet"));
    }

    function end() {
      panel.hidden = true;
      waits = false;
      document.body.classList.remove("asks");
      page.endQuiz();
    }

    return { begin, end, tap, isOn: () => !panel.hidden };
  }

  return { create };
})();
