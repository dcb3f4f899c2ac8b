// How numbers, keys and stats are written for readers in the language of the report, and how links to values are.
"use strict";

sporbar.words = (() => {
  const KINDS = { figure: "figure", table: "table", numbers: "key-figures" };
  const PLURALS = { figure: "figures", table: "tables", numbers: "all-key-figures" };
  const STATS = {
    count: "stat-count",
    share: "stat-share",
    mean: "stat-mean",
    sum: "stat-sum",
    persons: "stat-persons",
    person_years: "stat-person-years",
    cumulative_sum: "stat-cumulative-sum",
    expected: "stat-expected",
    value: "stat-value",
    payback_year: "stat-payback-year",
    payback_time: "stat-payback-time",
    effect: "stat-effect",
    relative_effect: "stat-relative-effect",
    present_value: "stat-present-value",
    cumulative_present_value: "stat-cumulative-present-value",
    base: "stat-base",
    low: "stat-low",
    high: "stat-high",
    span: "stat-span",
  };
  // What has been observed needs no word.
  const NATURES = { estimated: "nature-estimated", forecast: "nature-forecast" };

  // What is said in the language of the report, with texts or elements in the place of what stands in braces, in parts.
  function phrases(id, filled = {}) {
    const parts = (sporbar.language[id] ?? id).split(/\{(\w+)\}/);
    return parts.map((part, at) => (at % 2 ? filled[part] ?? "" : part)).filter((part) => part !== "");
  }

  // What is said in the language of the report, with texts in the place of what stands in braces.
  const phrase = (id, filled) => phrases(id, filled).join("");

  // How something is said of so many: of one, and of others.
  const counted = (number, one, other) => phrase(number === 1 ? one : other, { count: count(number) });

  const numbers = phrase("numbers");
  const whole = new Intl.NumberFormat(numbers, { maximumFractionDigits: 0 });
  const decimals = new Intl.NumberFormat(numbers, { maximumFractionDigits: 6 });
  // What stands between thousands, and before decimals.
  const signs = Object.fromEntries(new Intl.NumberFormat(numbers).formatToParts(123456.5).map(({ type, value }) => [type, value]));
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // The sign that the publication writes, and not the hyphen.
  const exact = { format: (number) => decimals.format(number).replace("-", "−") };

  // A number with all its digits, so that whoever takes it over reckons with the same.
  function every(value) {
    if (value == null) return "–";
    const [whole, decimals] = String(Math.abs(value)).split(".");
    const grouped = /^\d+$/.test(whole) ? whole.replace(/\B(?=(\d{3})+$)/g, signs.group) : whole;
    return `${value < 0 ? "−" : ""}${grouped}${decimals ? signs.decimal + decimals : ""}`;
  }

  const bracketed = (value) => (value < 0 ? `(${every(value)})` : every(value));

  function title(exhibit) {
    const kind = phrase(KINDS[exhibit.kind]);
    return exhibit.number ? phrase("exhibit", { kind, number: exhibit.number }) : phrase("exhibit-not-printed", { kind });
  }
  // A stat as readers know it: its own word, that of the statistic its name begins with, or the words of its name.
  const beginning = (name) =>
    Object.keys(sporbar.statistics)
      .filter((own) => name === own || name.startsWith(`${own}_`))
      .sort((one, other) => other.length - one.length)[0];
  const spaced = (text) => text.replace(/^_/, "").replaceAll("_", " ");
  function stat(name) {
    if (STATS[name]) return phrase(STATS[name]);
    if (name.startsWith("mean_") && !sporbar.statistics[name]) return phrase("stat-mean-of", { what: spaced(name.slice(4)) });
    const own = beginning(name);
    if (!own) return spaced(name[0].toUpperCase() + name.slice(1));
    return own === name ? sporbar.statistics[own].title : `${sporbar.statistics[own].title}, ${spaced(name.slice(own.length))}`;
  }
  const isShare = (name) => name === "share" || sporbar.statistics[beginning(name)]?.share === true;
  const count = (number) => whole.format(number);
  const number = (value) => (value == null ? "–" : exact.format(value));

  // A number in full, as a check of the one shown: percent with two decimals.
  function full(value, name) {
    if (value == null) return "–";
    return isShare(name) ? phrase("percent", { number: exact.format(Math.round(value * 1e6) / 1e4) }) : exact.format(value);
  }

  // The ends of a value's interval, with as many decimals as the value itself is shown with.
  function interval(value) {
    const digits = (new RegExp(`${escaped(signs.decimal)}(\\d+)`).exec(value.shown)?.[1] ?? "").length;
    const written = new Intl.NumberFormat(numbers, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative" });
    const factor = isShare(value.stat) ? 100 : 1;
    const percent = value.shown.endsWith("%");
    const end = (bound) => {
      const number = written.format(bound * factor).replace("-", "−");
      return percent ? phrase("percent", { number }) : number;
    };
    return `${end(value.lower)} – ${end(value.upper)}`;
  }

  // A key as readers know it.
  function key(exhibit, text) {
    exhibit.named ??= new Map(exhibit.names);
    return exhibit.named.get(text) ?? sporbar.labels[text] ?? text;
  }

  // The parts of a value's key that are not empty.
  const parts = (value) => [value.facet, value.series, value.x].filter((part) => part !== "");

  // Where a value is in words: its key, and what is said where the exhibit says several things.
  function where(value) {
    const { exhibit } = value;
    const place = key(exhibit, value.x);
    // A bare number along the axis says what it is a number of.
    const x = exhibit.x_title && /^-?\d+$/.test(place) ? `${exhibit.x_title.toLowerCase()}: ${place}` : place;
    const words = [key(exhibit, value.facet), key(exhibit, value.series), x].filter(Boolean);
    const several = new Set(value.exhibit.values.map((other) => other.stat)).size > 1;
    if (several || words.length === 0) words.push(stat(value.stat).toLowerCase());
    if (value.nature) words.push(phrase(NATURES[value.nature]));
    return words.join(", ");
  }

  // The number as it is said: with what it counts.
  const said = (value) => {
    if (!value.unit || value.value == null) return value.shown;
    if (/^\d/.test(value.unit)) return `${value.shown} (${value.unit})`;
    // A share is of those whom the unit names, with or without the word.
    const share = value.shown.endsWith("%") && !value.unit.startsWith(`${phrase("share-of-begins")} `);
    return share ? phrase("share-of", { share: value.shown, whom: value.unit }) : `${value.shown} ${value.unit}`;
  };

  const same = (a, b) => a.facet === b.facet && a.series === b.series && a.x === b.x;

  // The link to a value: `#exhibit/facet/series/x`, without the empty parts. Of several things said at one key the first
  // is meant; the others are named behind it.
  function link(value) {
    const way = [value.exhibit.id, ...parts(value)];
    if (value.exhibit.values.find((other) => same(other, value)) !== value) way.push(value.stat);
    return `#${way.map(encodeURIComponent).join("/")}`;
  }

  // The values that the parts of a link point at: the one that is meant, or all whose keys have the parts.
  function find(exhibit, way) {
    const is = (value, wanted) => {
      const own = parts(value);
      return own.length === wanted.length && own.every((part, at) => part === wanted[at]);
    };
    const first = exhibit.values.find((value) => is(value, way));
    if (first) return [first];
    const stat = way.at(-1);
    const other = exhibit.values.find((value) => value.stat === stat && is(value, way.slice(0, -1)));
    if (other) return [other];
    return exhibit.values.filter((value) => way.every((part) => parts(value).includes(part) || value.stat === part));
  }

  // Where a number that is said leads: to its value, or to what it is made of.
  function target(said) {
    const [only, ...more] = said.of;
    if (more.length) return `#/tal/${encodeURIComponent(said.of.join("+"))}`;
    if (said.values.length) return link(said.values[0]);
    if (said.sizes.length) return `#${encodeURIComponent(said.sizes[0].id)}`;
    if (said.facts.length) return `#/fakta/${encodeURIComponent(said.facts[0].name)}`;
    if (said.parameters.length) return `#/parametre/${encodeURIComponent(said.parameters[0].name)}`;
    return `#/tal/${encodeURIComponent(only)}`;
  }

  const plural = (kind) => phrase(PLURALS[kind]);
  const rows = (number) => counted(number, "rows-one", "rows-other");
  // A row of an extract: with its file.
  const row = (head, number) => phrase("row-of-file", { file: head.file, row: number });

  return { phrase, phrases, counted, signs, escaped, plural, row, title, stat, isShare, count, number, every, bracketed, full, interval, key, parts, where, said, link, find, target, rows };
})();
