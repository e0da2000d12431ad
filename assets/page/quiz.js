// The quiz: where is a point (a tap, told how far off in mm, or its place in words), which point
// is lit (a choice). The score lives in this page alone.
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
    let asked = [], at = -1, good = 0, told = [], waits = false, came = null;

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
    const nameOf = (m) => deqi.words.heading(m);

    // where a point lies, in words that do not name it
    function placeOf(mark) {
      const card = deqi.words.cardOf(mark), dd = card && card.querySelector(".find dd");
      return dd ? dd.textContent.split(mark.card).join("…") : "";
    }

    function candidates() {
      const taken = new Set();
      return page.marks.all.filter((m) => m.state !== "removed" && m.state !== "elsewhere" &&
        m.channel && !taken.has(m.card + m.side) && taken.add(m.card + m.side));
    }

    function questions() {
      const marks = candidates();
      return shuffled(marks).slice(0, QUESTIONS)
        .map((mark, i) => ({ mark, where: i % 2 === 0 || marks.length < CHOICES }));
    }

    function begin() {
      const from = document.activeElement;
      asked = questions();
      if (!asked.length) return;
      page.close();
      if (panel.hidden) came = from;
      at = -1;
      good = 0;
      told = [];
      panel.hidden = false;
      document.body.classList.add("asks");
      page.cover();
      next();
    }

    // `right` among others that `of` tells apart
    function choices(right, of) {
      const all = new Set([right]);
      for (const m of shuffled(page.marks.all)) {
        if (all.size === CHOICES) break;
        if (m.channel && of(m)) all.add(of(m));
      }
      return shuffled([...all]).map((text) => button(text, () => choose(text, right), "choice"));
    }

    function askWhere(mark) {
      page.ask(null);
      const side = sideOf(mark), id = side ? "page.quiz.where" : "page.quiz.where_middle";
      inside.append(element("h2", t(id, { name: nameOf(mark), side })), element("p", t("page.quiz.tap")),
        element("p", t("page.quiz.keys"), "keys"));
      if (!placeOf(mark)) return;
      const words = button(t("page.quiz.words"), () => {
        const list = choices(placeOf(mark), placeOf);
        words.replaceWith(...list);
        list[0].focus({ preventScroll: true });
      }, "in-words");
      inside.append(words);
    }

    function askWhat(mark) {
      page.ask(mark);
      inside.append(element("h2", t("page.quiz.what")));
      // who cannot see the light is told where it is
      const where = placeOf(mark);
      if (where) inside.append(element("p", `${t("page.find")}: ${where}`, "unseen"));
      inside.append(...choices(nameOf(mark), nameOf));
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
      if (where) askWhere(mark);
      else askWhat(mark);
      inside.append(button(t("page.quiz.end"), end, "quiet"));
      panel.scrollTop = 0;
      inside.querySelector("h2").tabIndex = -1;
      inside.querySelector("h2").focus({ preventScroll: true });
    }

    function verdict(text, right) {
      waits = false;
      good += right;
      told.push({ name: deqi.words.titleOf(asked[at].mark), text, right });
      for (const b of inside.querySelectorAll(".choice")) b.disabled = true;
      for (const b of inside.querySelectorAll(".in-words")) b.remove();
      const p = element("p", text, right ? "right" : "wrong");
      p.setAttribute("role", "status");
      const on = button(t("page.quiz.next"), next, "main");
      inside.insertBefore(p, inside.lastChild);
      inside.insertBefore(on, inside.lastChild);
      on.focus();
    }

    function choose(text, right) {
      const { mark, where } = asked[at];
      if (where) page.answer(mark);
      const no = where ? t("page.quiz.lies", { place: right }) : t("page.quiz.wrong", { name: right });
      verdict(text === right ? t("page.quiz.right") : no, text === right);
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
      inside.querySelector("h2").tabIndex = -1;
      inside.querySelector("h2").focus({ preventScroll: true });
    }

    function end() {
      panel.hidden = true;
      waits = false;
      document.body.classList.remove("asks");
      page.cover();
      page.endQuiz();
      if (came && came.isConnected) came.focus({ preventScroll: true });
      came = null;
    }

    return {
      begin, end, tap, isOn: () => !panel.hidden, canAsk: () => candidates().length > 1,
      asksWhere: () => !panel.hidden && waits && asked[at].where,
    };
  }

  return { create };
})();
