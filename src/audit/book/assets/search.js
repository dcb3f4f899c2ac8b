// Search: which values a number can be, and where words stand.
"use strict";

sporbar.search = (() => {
  const { make, fill, say } = sporbar.page;
  const { words } = sporbar;
  const { phrase, counted, signs, escaped } = words;
  const MOST = 200;

  const plain = (text) => text.replaceAll("\u00a0", " ").replaceAll("\u2212", "-").trim().toLowerCase();

  // What is written before and behind a number: of what it is, and by how much it is meant to be multiplied.
  const written = (id) => phrase(id).split("|").map(plain);
  const [percents, millions, thousands] = [written("search-signs-percent"), written("search-signs-millions"), written("search-signs-thousands")];
  const units = [...percents, ...millions, ...thousands, ...written("search-signs-money")].map(escaped).join("|");
  const before = written("search-signs-before").map(escaped).join("|");
  const [group, decimal] = [escaped(signs.group), escaped(signs.decimal)];
  const NUMBER = new RegExp(`^(?:(?:${before})\\s*)?(-?)([\\d${group}]*\\d)(?:${decimal}(\\d+))?\\s*(${units})?$`);
  const GROUPED = new RegExp(`^\\d{1,3}(${group}\\d{3})+$`);
  const FOREIGN = new RegExp(`^\\d+${group}\\d+$`);

  // A number as readers write it, or with the decimal sign of other languages: how large it is, and how exactly it is stated.
  function number(text) {
    const match = NUMBER.exec(plain(text));
    if (!match) return null;
    const [, sign, body, fraction, unit] = match;
    const grouped = GROUPED.test(body);
    const foreign = FOREIGN.test(body) && !grouped && !fraction;
    if (!grouped && !foreign && body.includes(signs.group)) return null;
    const digits = fraction ? fraction.length : foreign ? body.split(signs.group)[1].length : 0;
    const size = Number(body.replaceAll(signs.group, grouped ? "" : ".") + (fraction ? `.${fraction}` : ""));
    const scale = millions.includes(unit) ? 1e6 : thousands.includes(unit) ? 1e3 : 1;
    return { size: sign ? -size : size, digits, percent: percents.includes(unit), scale };
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
    const found = { printed: [], values: [], rests: [], claims: [], facts: [], parameters: [], exhibits: [], extracts: [] };
    const words_ = plain(text).split(/\s+/).filter(Boolean);
    if (!words_.length) return found;
    // An exhibit by the number that it is printed with: `figur 3`, `4.2`.
    const known = (exhibit) => [exhibit.number, words.title(exhibit), exhibit.id].some((name) => plain(name) === plain(text));
    found.exhibits.push(...index.exhibits.filter(known));
    const has = (body) => words_.every((word) => plain(body).includes(word));
    for (const exhibit of index.exhibits) {
      for (const value of exhibit.values) {
        if (wanted) {
          const share = words.isShare(value.stat);
          const so = plain(value.shown) === plain(text) || (share
            ? couldBe(value.value == null ? null : value.value * 100, wanted) || (!wanted.percent && couldBe(value.value, wanted) && wanted.digits > 0)
            : !wanted.percent && (couldBe(value.value, wanted) || (exhibit.written_in && value.value != null && couldBe(value.value / exhibit.written_in, wanted))));
          if (so) found.values.push(value);
          else if (!wanted.percent && wanted.scale === 1 && (value.n === wanted.size || value.numerator === wanted.size)) found.rests.push(value);
        } else if (has(`${words.where(value)} ${exhibit.title}`) && !has(exhibit.title)) {
          found.values.push(value);
        }
      }
      if (!wanted && has([exhibit.id, words.title(exhibit), exhibit.title, exhibit.caption, exhibit.note].join(" ")) && !known(exhibit)) found.exhibits.push(exhibit);
    }
    const sentence = wanted ? alone(plain(text)) : null;
    // As it is printed in prose, in a table, with its unit: each number once for each thing that it is made of.
    const seen = new Set();
    for (const one of index.said) {
      const name = JSON.stringify([one.text, one.of]);
      if (!(sentence ?? alone(plain(text))).test(plain(one.text)) || seen.has(name)) continue;
      seen.add(name);
      found.printed.push(one);
    }
    const already = new Set(found.printed.flatMap((one) => (one.values.length === 1 ? one.values : [])));
    found.values = found.values.filter((value) => !already.has(value));
    for (const parameter of index.parameters) {
      if (sentence ? sentence.test(plain(parameter.shown)) : has(`${parameter.name} ${parameter.unit} ${parameter.source}`)) found.parameters.push(parameter);
    }
    for (const claim of index.claims) {
      if (sentence ? sentence.test(plain(claim.sentence)) : claim.sentence && has(claim.sentence)) found.claims.push(claim);
    }
    for (const fact of index.facts) {
      if (sentence ? sentence.test(plain(fact.shown)) : has(`${fact.name} ${fact.unit} ${fact.of} ${fact.source}`)) found.facts.push(fact);
    }
    if (wanted && !wanted.percent) found.extracts = index.extracts.filter((extract) => extract.count === wanted.size && wanted.scale === 1 && !wanted.digits);
    if (!wanted) found.extracts = index.extracts.filter((extract) => has(`${extract.name} ${extract.file} ${extract.register}`));
    return found;
  }

  // A number that stands by itself and is no part of a longer one.
  function alone(text) {
    const body = escaped(text).replace(/ /g, "\\s*");
    return new RegExp(`(^|[^\\d.,])${body}(?![\\d]|[.,]\\d)`);
  }

  const section = (title, items, item, most = MOST) => {
    if (!items.length) return null;
    const rest = items.length > most ? make("p.hint", {}, phrase("search-more", { count: words.count(items.length - most) })) : null;
    return make("section", {}, make("h2", {}, phrase("search-section", { title, count: words.count(items.length) })), make("ul.found", {}, items.slice(0, most).map((one) => item(one))), rest);
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

  // A number as it is printed: a value, or what it is made of.
  function printedItem(one) {
    const [value] = one.values;
    const only = one.of.length === 1 && value;
    const kind = only ? `${words.title(value.exhibit)}: ${value.exhibit.title}` : one.place || (one.of.length > 1 ? phrase("search-of-several") : "");
    return make(
      "li",
      {},
      make("a", { href: words.target(one) }, make("span.number", {}, one.text), make("span.where", {}, only ? words.where(value) : one.sentence), make("span.kind", {}, kind)),
    );
  }

  // Whoever has the pseudonym: the rows about them, and the values that count one of those rows.
  const PSEUDONYM = /^[pk]-[a-z0-9-]{4,}$/i;
  async function behind(index, text, room) {
    const wanted = text.trim().toUpperCase();
    const own = new Map();
    const add = async (names, seen) => {
      for (const [at, head] of index.extracts.entries()) {
        if (head.unlisted) continue;
        const rows = await sporbar.extract(at);
        const masked = head.fields.flatMap((field, column) => (field.masked ? [column] : []));
        for (let place = 0; place < rows.count(); place += 1) {
          const named = masked.filter((column) => names.has(rows.cells[column](place)?.toUpperCase()));
          if (!named.length) continue;
          if (!own.has(at)) own.set(at, new Set());
          own.get(at).add(rows.row(place));
          seen(head, rows, place, named);
        }
      }
    };
    // A family is its people: what is about one of them is about it.
    const people = new Set();
    await add(new Set([wanted]), (head, rows, place, named) => {
      const isFamily = head.role === "persons" && named.every((column) => column !== head.subject && !head.key?.includes(column));
      if (isFamily && head.subject != null) people.add(rows.cells[head.subject](place));
    });
    if (people.size) await add(people, () => {});
    const countedIn = [];
    for (const exhibit of index.exhibits) {
      const basis = await sporbar.exhibit(exhibit.id);
      const about = basis.parts.map((part) => {
        const mine = new Set();
        if (!part.unlisted) for (let at = 0; at < part.count; at += 1) if (part.rows(at).some(({ extract, row }) => own.get(extract)?.has(row))) mine.add(at);
        return mine;
      });
      for (const value of exhibit.values) {
        const { part, counted: among } = basis.basis(value.place);
        if (among.some((at) => about[part].has(at))) countedIn.push(value);
      }
    }
    const rows = [...own].sort(([a], [b]) => a - b).flatMap(([at, numbers]) => [...numbers].sort((a, b) => a - b).map((row) => ({ head: index.extracts[at], row })));
    say(phrase("search-finds-other", { count: words.count(countedIn.length) }));
    fill(
      room,
      rows.length ? null : make("p", {}, phrase("search-nobody")),
      section(phrase("search-rows"), rows, ({ head, row }) => make("li", {}, make("a", { href: `#/udtraek/${encodeURIComponent(head.name)}/${row}` }, words.row(head, row)))),
      section(phrase("search-counted-in"), countedIn, valueItem, Infinity),
    );
  }

  function page(index, text) {
    if (PSEUDONYM.test(text.trim()) && index.report.audience !== "public") {
      const room = make("div", {}, make("p.hint", {}, phrase("search-loading")));
      behind(index, text, room).catch((error) => fill(room, sporbar.page.problem(error)));
      return [make("h1", { tabindex: "-1" }, phrase("search-where-counted", { pseudonym: text.trim().toUpperCase() })), room];
    }
    const found = find(index, text);
    const total = Object.values(found).reduce((sum, list) => sum + list.length, 0);
    say(counted(total, "search-finds-one", "search-finds-other"));
    return [
      make("h1", { tabindex: "-1" }, text.trim() ? phrase("search-where", { text: text.trim() }) : phrase("search")),
      total ? null : make("p", {}, phrase(text.trim() ? "search-nothing" : "search-how")),
      section(phrase("search-printed"), found.printed, printedItem),
      section(phrase("search-values"), found.values, valueItem),
      section(phrase("search-claims"), found.claims, (claim) => make("li", {}, make("a", { href: `#/saetninger/${encodeURIComponent(claim.id)}` }, claim.sentence))),
      section(phrase("facts"), found.facts, (fact) => make("li", {}, make("a", { href: `#/fakta/${encodeURIComponent(fact.name)}` }, make("span.number", {}, fact.shown), make("span.where", {}, fact.of || fact.unit), make("span.kind", {}, fact.source)))),
      section(phrase("parameters"), found.parameters, (parameter) => make("li", {}, make("a", { href: `#/parametre/${encodeURIComponent(parameter.name)}` }, make("span.number", {}, parameter.shown), make("span.where", {}, parameter.name), make("span.kind", {}, parameter.source)))),
      section(phrase("contents"), found.exhibits, (exhibit) => make("li", {}, make("a", { href: `#${encodeURIComponent(exhibit.id)}` }, `${words.title(exhibit)}: ${exhibit.title}`))),
      section(phrase("search-extracts"), found.extracts, (extract) => make("li", {}, make("a", { href: `#/udtraek/${encodeURIComponent(extract.name)}` }, `${extract.file}: ${extract.register}`))),
      section(phrase("search-resting"), found.rests, valueItem),
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
