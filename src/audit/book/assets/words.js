// How numbers, keys and stats are written for readers, and how links to values are.
"use strict";

sporbar.words = (() => {
  const KINDS = { figure: "Figur", table: "Tabel", numbers: "Nøgletal" };
  const PLURALS = { figure: "Figurer", table: "Tabeller", numbers: "Nøgletal" };
  const STATS = {
    count: "Antal",
    share: "Andel",
    mean: "Gennemsnit",
    sum: "Sum",
    persons: "Personer",
    person_years: "Personår",
    cumulative_sum: "Samlet sum",
    expected: "Forventet",
    value: "Værdi",
    payback_year: "Tilbagebetalt i år",
    payback_time: "Tilbagebetalingstid",
    effect: "Effektstørrelse",
    relative_effect: "Effekt over normen",
    present_value: "Nutidsværdi",
    cumulative_present_value: "Samlet nutidsværdi",
    base: "Som forudsat",
    low: "Lavt",
    high: "Højt",
    span: "Spænd",
  };
  // What has been observed needs no word.
  const NATURES = { estimated: "skønnet", forecast: "ventet" };
  const whole = new Intl.NumberFormat("da-DK", { maximumFractionDigits: 0 });
  const decimals = new Intl.NumberFormat("da-DK", { maximumFractionDigits: 6 });
  // The sign that the publication writes, and not the hyphen.
  const exact = { format: (number) => decimals.format(number).replace("-", "−") };

  // A number with all its digits, so that whoever takes it over reckons with the same.
  function every(value) {
    if (value == null) return "–";
    const [whole, decimals] = String(Math.abs(value)).split(".");
    const grouped = /^\d+$/.test(whole) ? whole.replace(/\B(?=(\d{3})+$)/g, ".") : whole;
    return `${value < 0 ? "−" : ""}${grouped}${decimals ? `,${decimals}` : ""}`;
  }

  const bracketed = (value) => (value < 0 ? `(${every(value)})` : every(value));

  const title = (exhibit) => `${KINDS[exhibit.kind]} ${exhibit.number || "(ikke trykt)"}`;
  // A stat as readers know it: its own word, that of the statistic its name begins with, or the words of its name.
  const beginning = (name) =>
    Object.keys(sporbar.statistics)
      .filter((own) => name === own || name.startsWith(`${own}_`))
      .sort((one, other) => other.length - one.length)[0];
  const spaced = (text) => text.replace(/^_/, "").replaceAll("_", " ");
  function stat(name) {
    if (STATS[name]) return STATS[name];
    if (name.startsWith("mean_") && !sporbar.statistics[name]) return `Gennemsnit, ${spaced(name.slice(4))}`;
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
    return isShare(name) ? `${exact.format(Math.round(value * 1e6) / 1e4)} %` : exact.format(value);
  }

  // The ends of a value's interval, with as many decimals as the value itself is shown with.
  function interval(value) {
    const digits = (/,(\d+)/.exec(value.shown)?.[1] ?? "").length;
    const written = new Intl.NumberFormat("da-DK", { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative" });
    const factor = isShare(value.stat) ? 100 : 1;
    const unit = value.shown.endsWith("%") ? " %" : "";
    const end = (number) => `${written.format(number * factor).replace("-", "−")}${unit}`;
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
    if (value.nature) words.push(NATURES[value.nature]);
    return words.join(", ");
  }

  // The number as it is said: with what it counts.
  const said = (value) => {
    if (!value.unit || value.value == null) return value.shown;
    if (/^\d/.test(value.unit)) return `${value.shown} (${value.unit})`;
    // A share is of those whom the unit names, with or without the word.
    const of = value.shown.endsWith("%") && !value.unit.startsWith("af ") ? "af " : "";
    return `${value.shown} ${of}${value.unit}`;
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

  const rows = (number) => (number === 1 ? "1 række" : `${count(number)} rækker`);

  return { KINDS, PLURALS, title, stat, isShare, count, number, every, bracketed, full, interval, key, parts, where, said, link, find, target, rows };
})();
