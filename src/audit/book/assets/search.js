// Search: which values a number can be, and where words stand.
"use strict";

sporbar.search = (() => {
  const { make, fill, say } = sporbar.page;
  const { words } = sporbar;
  const MOST = 200;

  const plain = (text) => text.replaceAll("\u00a0", " ").replaceAll("\u2212", "-").trim().toLowerCase();

  // A number as Danish readers write it, or with a decimal point: how large it is, and how exactly it is stated.
  function number(text) {
    const match = /^(-?)([\d.]*\d)(?:,(\d+))?\s*(%|pct\.?|procent|mio\.?(?: kr\.?)?|tkr\.?|t\.?kr\.?|kr\.?)?$/.exec(plain(text));
    if (!match) return null;
    const [, sign, body, fraction, unit] = match;
    const grouped = /^\d{1,3}(\.\d{3})+$/.test(body);
    const point = /^\d+\.\d+$/.test(body) && !grouped && !fraction;
    if (!grouped && !point && body.includes(".")) return null;
    const digits = fraction ? fraction.length : point ? body.split(".")[1].length : 0;
    const size = Number((grouped ? body.replaceAll(".", "") : body) + (fraction ? `.${fraction}` : ""));
    const scale = /^mio/.test(unit ?? "") ? 1e6 : /^t/.test(unit ?? "") ? 1e3 : 1;
    return { size: sign ? -size : size, digits, percent: /^(%|pct|procent)/.test(unit ?? ""), scale };
  }

  // Whether a value could be written as the number: rounded to as many decimals it is the same.
  function couldBe(value, wanted) {
    const rounded = (size) => {
      const factor = 10 ** wanted.digits;
      return Math.round(Math.abs(size) * factor * (1 + 4 * Number.EPSILON)) / factor === Math.abs(wanted.size) && (size < 0) === (wanted.size < 0 && wanted.size !== 0);
    };
    if (value == null) return false;
    return rounded(value / wanted.scale);
  }

  // What is found: values, values that rest on so many, sentences, exhibits, extracts.
  function find(index, text) {
    const wanted = number(text);
    const found = { values: [], rests: [], claims: [], facts: [], exhibits: [], extracts: [] };
    const words_ = plain(text).split(/\s+/).filter(Boolean);
    if (!words_.length) return found;
    const has = (body) => words_.every((word) => plain(body).includes(word));
    for (const exhibit of index.exhibits) {
      for (const value of exhibit.values) {
        if (wanted) {
          const share = value.stat === "share";
          const so = share
            ? couldBe(value.value == null ? null : value.value * 100, wanted) || (!wanted.percent && couldBe(value.value, wanted) && wanted.digits > 0)
            : !wanted.percent && couldBe(value.value, wanted);
          if (so) found.values.push(value);
          else if (!wanted.percent && wanted.scale === 1 && (value.n === wanted.size || value.numerator === wanted.size)) found.rests.push(value);
        } else if (has(`${words.where(value)} ${exhibit.title}`) && !has(exhibit.title)) {
          found.values.push(value);
        }
      }
      if (!wanted && has([exhibit.id, words.title(exhibit), exhibit.title, exhibit.caption, exhibit.note].join(" "))) found.exhibits.push(exhibit);
    }
    const sentence = wanted ? alone(plain(text)) : null;
    for (const claim of index.claims) {
      if (sentence ? sentence.test(plain(claim.sentence)) : claim.sentence && has(claim.sentence)) found.claims.push(claim);
    }
    for (const fact of index.facts) {
      if (sentence ? sentence.test(plain(fact.shown)) : has(`${fact.name} ${fact.unit} ${fact.of} ${fact.source}`)) found.facts.push(fact);
    }
    if (!wanted) found.extracts = index.extracts.filter((extract) => has(`${extract.name} ${extract.file} ${extract.register}`));
    return found;
  }

  // A number that stands by itself and is no part of a longer one.
  function alone(text) {
    const body = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s*");
    return new RegExp(`(^|[^\\d.,])${body}(?![\\d]|[.,]\\d)`);
  }

  const section = (title, items, item) => {
    if (!items.length) return null;
    const rest = items.length > MOST ? make("p.hint", {}, `og ${words.count(items.length - MOST)} til: skriv mere for at finde det rette.`) : null;
    return make("section", {}, make("h2", {}, `${title} (${words.count(items.length)})`), make("ul.found", {}, items.slice(0, MOST).map(item)), rest);
  };

  function valueItem(value) {
    return make(
      "li",
      {},
      make(
        "a",
        { href: words.link(value) },
        make("span.number", {}, value.shown),
        make("span.where", {}, words.where(value)),
        make("span.kind", {}, `${words.title(value.exhibit)}: ${value.exhibit.title}`),
      ),
    );
  }

  function page(index, text) {
    const found = find(index, text);
    const total = Object.values(found).reduce((sum, list) => sum + list.length, 0);
    say(total === 1 ? "1 fundet" : `${words.count(total)} fundet`);
    return [
      make("h1", { tabindex: "-1" }, text.trim() ? `Hvor står ${text.trim()}?` : "Søg"),
      total ? null : make("p", {}, text.trim() ? "Intet fundet. Skriv tallet, som det står i rapporten, eller et ord." : "Skriv et tal, som det står i rapporten, eller et ord."),
      section("Værdier", found.values, valueItem),
      section("Sætninger", found.claims, (claim) => make("li", {}, make("a", { href: `#/saetninger/${encodeURIComponent(claim.id)}` }, claim.sentence))),
      section("Tal fra andre kilder", found.facts, (fact) => make("li", {}, make("a", { href: `#/fakta/${encodeURIComponent(fact.name)}` }, make("span.number", {}, fact.shown), make("span.where", {}, fact.of || fact.unit), make("span.kind", {}, fact.source)))),
      section("Figurer og tabeller", found.exhibits, (exhibit) => make("li", {}, make("a", { href: `#${encodeURIComponent(exhibit.id)}` }, `${words.title(exhibit)}: ${exhibit.title}`))),
      section("Udtræk", found.extracts, (extract) => make("li", {}, make("a", { href: `#/udtraek/${encodeURIComponent(extract.name)}` }, `${extract.file}: ${extract.register}`))),
      section("Værdier, der hviler på tallet (N eller tæller)", found.rests, valueItem),
    ];
  }

  // Arrow keys from the field into the results, and among them.
  function keys(field, room) {
    const links = () => [...room.querySelectorAll(".found a")];
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && links().length) {
        event.preventDefault();
        links()[0].focus();
      }
    });
    room.addEventListener("keydown", (event) => {
      const all = links();
      const at = all.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
      if (at < 0 || to == null) return;
      event.preventDefault();
      (all[to] ?? (to < 0 ? field : all.at(-1))).focus();
    });
  }

  return { page, keys, find, number };
})();
