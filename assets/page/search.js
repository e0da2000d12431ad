// Finds a place of the page by code, pinyin with or without tones, Chinese, English, or the
// names that other books use (UB60, SJ5, Stomach 36).
"use strict";

deqi.search = (() => {
  const CHANNELS = {
    LU: ["lung", "lu"], LI: ["large intestine", "li", "co"], ST: ["stomach", "st", "s", "e"],
    SP: ["spleen", "sp", "rp"], HT: ["heart", "ht", "h", "he"], SI: ["small intestine", "si"],
    BL: ["bladder", "urinary bladder", "ub", "bl", "b", "v"], KI: ["kidney", "ki", "k", "kid", "r"],
    PC: ["pericardium", "pc", "p", "mc"], TE: ["triple energizer", "sanjiao", "sj", "te", "tb", "tw", "th"],
    GB: ["gallbladder", "gall bladder", "gb", "vb"], LR: ["liver", "lr", "liv", "lv", "f"],
    CV: ["conception vessel", "ren", "rn", "cv"], GV: ["governor vessel", "du", "gv"],
    EX: ["extra", "ex"],
  };

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replace(/ü/g, "u").trim();

  // "UB 60" -> "BL60"
  function asCode(query) {
    const m = /^([a-z ]+?)[ .-]*(\d{1,2})$/.exec(query);
    if (!m) return "";
    for (const [id, names] of Object.entries(CHANNELS))
      if (names.includes(m[1].trim())) return id + Number(m[2]);
    return "";
  }

  // whether one letter more, less or other makes the same word
  function near(a, b) {
    if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 4) return false;
    let i = 0, j = a.length, k = b.length;
    while (i < Math.min(j, k) && a[i] === b[i]) i++;
    while (j > i && k > i && a[j - 1] === b[k - 1]) j--, k--;
    return j - i <= 1 && k - i <= 1;
  }

  function score(query, mark, texts) {
    const code = asCode(query), upper = query.toUpperCase().replace(/[ .]/g, "");
    if (mark.code === code || mark.card === code || mark.code === upper || mark.card === upper)
      return 100;
    const bare = query.replace(/[1-5 ]/g, "");
    let best = mark.code.startsWith(upper) && upper ? 60 : 0;
    for (const text of texts) {
      const words = fold(text), packed = words.replace(/ /g, "");
      if (packed.includes(bare) && bare) best = Math.max(best, packed === bare ? 90 : 50);
      for (const word of words.split(/[ ,]+/))
        if (bare && near(word, bare)) best = Math.max(best, 40);
    }
    return best;
  }

  // the marks that the query finds, the nearest first, one a card and side
  function find(query, marks, textsOf) {
    const q = fold(query), taken = new Set();
    if (!q) return [];
    return marks.map((mark) => ({ mark, score: score(q, mark, textsOf(mark)) }))
      .filter((h) => h.score > 0)
      .sort((a, b) => b.score - a.score)
      .filter(({ mark }) => {
        const key = `${mark.card} ${mark.side}`;
        return !taken.has(key) && taken.add(key);
      }).slice(0, 12).map((h) => h.mark);
  }

  return { find, fold, asCode };
})();
