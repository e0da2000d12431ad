// Finds a place of the page by code, pinyin with or without tones, Chinese, English, or the
// names that other books use (UB60, SJ5, Stomach 36).
"use strict";

deqi.search = (() => {
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replace(/[ '’-]/g, "");

  // "UB 60" -> "BL60"; `called` is what other books call each channel
  function asCode(query, called) {
    const m = /^(.*?[^\d.])\.?0*(\d{1,2})$/.exec(fold(query));
    if (!m) return "";
    for (const [id, names] of Object.entries(called))
      if ([id, ...names].some((name) => fold(name) === m[1])) return id + m[2];
    return "";
  }

  // whether one letter more, less or other makes the same word
  function near(a, b) {
    if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 5) return false;
    let i = 0, j = a.length, k = b.length;
    while (i < Math.min(j, k) && a[i] === b[i]) i++;
    while (j > i && k > i && a[j - 1] === b[k - 1]) j--, k--;
    const swapped = j - i === 2 && k - i === 2 && a[i] === b[i + 1] && a[i + 1] === b[i];
    return swapped || j - i <= 1 && k - i <= 1;
  }

  // the tones of pinyin as digits are left out: zu2san1li3
  const toneless = (query) => /[a-z][1-5][ a-z]/i.test(query)
    ? query.replace(/([a-z])[1-5](?=$|[ a-z])/gi, "$1") : query;

  function score(query, mark, texts, called) {
    const code = asCode(query, called), q = fold(query);
    if ([mark.code, mark.card].some((c) => c === code || fold(c) === q)) return 100;
    let best = fold(mark.code).startsWith(q) ? 60 : 0;
    for (const text of texts)
      // "KI3 Tàixī 太溪": each word, and all of them but the code
      for (const part of [text, text.replace(/^\S+ /, ""), ...text.split(/[ ,]+/)]) {
        const name = fold(part);
        if (name === q) best = Math.max(best, 90);
        else if (name.startsWith(q)) best = Math.max(best, 60);
        else if (name.includes(q)) best = Math.max(best, 20);
        else if (near(q, name)) best = Math.max(best, 10);
      }
    return best;
  }

  // the marks that the query finds, the nearest first, one a card and side
  function find(query, marks, textsOf, called) {
    const plain = toneless(query), taken = new Set();
    if (!fold(plain)) return [];
    return marks.map((mark) => ({ mark, score: score(plain, mark, textsOf(mark), called) }))
      .filter((h) => h.score > 0)
      .sort((a, b) => b.score - a.score)
      .filter(({ mark }) => {
        const key = `${mark.card} ${mark.side}`;
        return !taken.has(key) && taken.add(key);
      }).slice(0, 12).map((h) => h.mark);
  }

  return { find, fold, asCode };
})();
