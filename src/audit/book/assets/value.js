// What a value rests on: how it is counted, its definition, its observations and their rows.
"use strict";

sporbar.valuePanel = (() => {
  const { make, fill, byId, facts, fields, sayings, problem } = sporbar.page;
  const { words } = sporbar;
  const { phrase, phrases } = words;

  const percent = (number) => words.full(number, "share");

  // The very calculation, with its numbers to the last digit: `29 / 60 = 48,33 %`.
  function sum(value) {
    const { kind, numbers } = value.calculation;
    const [first, second, third, fourth] = numbers.map(words.every);
    const result = words.full(value.value, value.stat);
    const statistic = sporbar.statistics[kind];
    if (statistic) return `${statistic.formula} = ${result}`;
    if (kind === "sum") return first;
    if (kind === "quotient") return `${first} / ${second} = ${result}`;
    if (kind === "span") return `|${second} − ${words.bracketed(numbers[0])}| = ${result}`;
    if (kind === "effect") {
      const effect = `${first} / ${second} / ${third}`;
      return `${fourth == null ? effect : `${effect} − ${words.bracketed(numbers[3])}`} = ${result}`;
    }
    return phrase("value-none");
  }

  // The numbers of the calculation by name.
  function named({ kind, numbers }) {
    const names = {
      quotient: ["value-numerator", "value-denominator"],
      effect: ["value-changes", "value-changes-count", "value-deviation-before", "value-effect-of-others"],
      span: ["value-lowest-end", "value-highest-end"],
    };
    const inputs = names[kind]?.map((name) => phrase(name)) ?? sporbar.statistics[kind]?.inputs;
    return numbers.map((number, at) => [inputs?.[at] ?? phrase("value-sum"), words.every(number)]);
  }

  function reckoning(value) {
    if (value.suppressed) return make("p", {}, phrase("value-hidden-why"));
    const interval = value.lower == null ? null : `${words.full(value.lower, value.stat)} – ${words.full(value.upper, value.stat)}`;
    return facts([
      [phrase("value-reckoning"), sum(value)],
      ...(value.calculation.kind === "sum" ? [] : named(value.calculation)),
      [phrase("value-rests-on"), value.n == null ? null : words.number(value.denominator ?? value.n)],
      [phrase("value-interval"), interval],
    ]);
  }

  function definition(told) {
    if (!told.length) return null;
    return make("section.definition", {}, make("h3", {}, phrase("value-defined")), statements(told));
  }

  function statements(told) {
    return make(
      "dl.told",
      {},
      told.map((statement, at) => [
        statement.topic === told[at - 1]?.topic ? null : make("dt", {}, statement.topic),
        make("dd", {}, statement.text, statement.code ? make("code", {}, statement.code) : null),
      ]).flat(),
    );
  }

  // The rows that an observation rests on, each with its file and fields.
  async function lineage(index, part, at) {
    const rows = part.rows(at);
    const shown = rows.slice(0, 60);
    const extracts = new Map();
    for (const { extract } of shown) {
      if (!extracts.has(extract)) extracts.set(extract, await sporbar.extract(extract));
    }
    const blocks = shown.map(({ extract, row }) => {
      const head = index.extracts[extract];
      const rows = extracts.get(extract);
      const place = rows.place(row);
      const link = `#/udtraek/${encodeURIComponent(head.name)}/${row}`;
      return make(
        "div.source",
        {},
        make("p.file", {}, make("a", { href: link }, words.row(head, row))),
        make("p.sha", {}, "SHA-256 ", make("code", {}, head.sha256)),
        fields(head, rows, place),
        head.withheld.length ? make("p.hint", {}, phrase("observation-withheld", { fields: head.withheld.join(", ") })) : null,
      );
    });
    if (rows.length > shown.length) {
      blocks.push(make("p", {}, phrase("observation-rows-more", { rows: words.rows(rows.length - shown.length) })));
    }
    return blocks;
  }

  // An observation's unit: its own name, or whom its first row is about. A name that is the row's place says both.
  async function units(index, part) {
    const needed = [...new Set(part.extracts)];
    const loaded = new Map();
    for (const place of needed) loaded.set(place, await sporbar.extract(place));
    const subject = (at) => {
      const first = part.rows(at)[0];
      if (!first) return null;
      const [head, rows] = [index.extracts[first.extract], loaded.get(first.extract)];
      return head.subject == null || head.unlisted ? null : rows.cells[head.subject](rows.place(first.row));
    };
    if (!part.named) return subject;
    return (at) => {
      const name = part.named(at);
      const whose = name === phrase("row", { row: part.rows(at)[0]?.row }) ? subject(at) : null;
      return whose ? `${name} (${whose})` : name;
    };
  }

  // Observations that are too many to stand here, and how to see those of this value.
  function unlisted(index, value, part) {
    if (index.report.audience === "public") return [make("p", {}, phrase("observations-private"))];
    return [
      make("p", {}, phrase("observations-too-many", { count: words.count(part.count) })),
      make("p", {}, phrases("observations-traced", { call: traced(index, value) })),
    ];
  }

  // The call that shows more of a value than stands here.
  function traced(index, value) {
    const quoted = (text) => `"${text.replaceAll('"', '\\"')}"`;
    const keys = ["facet", "series", "x"].filter((key) => value[key] !== "").map((key) => `--${key} ${quoted(value[key])}`);
    return make("code", {}, ["sporbar trace", quoted(`reports/${index.report.name}`), value.exhibit.id, ...keys].join(" "));
  }

  async function observations(index, value, basis, part) {
    if (part.unlisted) return unlisted(index, value, part);
    const unit = await units(index, part);
    const counted = new Set(basis.counted);
    const rest = basis.among.filter((at) => !counted.has(at));
    const whole = basis.whole.filter((at) => !counted.has(at));
    const places = (at) => {
      const rows = part.rows(at);
      if (rows.length === 0) return "";
      const [head, { row }] = [index.extracts[rows[0].extract], rows[0]];
      return rows.length > 1 ? phrase("row-of-file-and-more", { file: head.file, row, rows: words.rows(rows.length - 1) }) : words.row(head, row);
    };
    const line = (list) => (place) => {
      const at = list[place];
      const number = part.number.same ? null : make("span.number", {}, words.number(part.number(at)));
      const weight = part.weight ? make("span.number", {}, phrase("observation-weight", { number: words.number(part.weight(at)) })) : null;
      const before = part.baseline ? make("span.number", {}, phrase("observation-before", { number: words.number(part.baseline(at)) })) : null;
      return [make("span.unit", {}, unit(at)), number, before, weight, make("span.rows", {}, places(at))];
    };
    const tab = (name, list, label) => ({
      name,
      count: list.length,
      make: () =>
        sporbar.list({ count: list.length, label, line: line(list), more: (place) => lineage(index, part, list[place]) }).element,
    });
    const all = [tab(phrase("tab-counted"), basis.counted, phrase("tab-counted-says"))];
    // Where a share is of another series, what it is counted among is not its denominator.
    const [name, label] = basis.whole.length
      ? [phrase("tab-among"), phrase("tab-among-says")]
      : [phrase("tab-denominator"), phrase("tab-denominator-says")];
    if (rest.length) all.push(tab(name, rest, label));
    if (basis.whole.length) all.push(tab(phrase("tab-whole"), whole, phrase("tab-whole-says")));
    // Whom the exhibit observes and this value leaves out: for each reason an observation of each, as the record has them.
    const left = () => {
      const told = (basis.elsewhere ?? []).map((places, at) => ({ reason: sporbar.elsewhere[at], places }));
      const lists = told.filter(({ places }) => places.length).map(({ reason, places }) => {
        const of = { count: places.length, label: reason, line: line(places), more: (place) => lineage(index, part, places[place]) };
        return opened(phrase("left-out-reason", { reason, count: words.count(places.length) }), null, () => sporbar.list(of).element);
      });
      const all = [...excluded(index, part.excluded), ...lists];
      const untold = !basis.elsewhere && !part.worked;
      if (untold) all.push(make("p.hint", {}, phrases("left-out-too-many", { call: traced(index, value) })));
      return all.length ? all : make("p.hint", {}, phrase("left-out-nobody"));
    };
    const anyone = !basis.elsewhere || basis.elsewhere.some((places) => places.length);
    if (part.excluded.length || (anyone && !part.worked)) all.push({ name: phrase("tab-left-out"), count: null, make: left });
    return tabs(all);
  }

  // A reason, under which stands what is made when it is first opened.
  function opened(summary, code, content) {
    const body = make("div", {});
    const details = make("details", {}, make("summary", {}, summary), code ? make("code", {}, code) : null, body);
    details.addEventListener("toggle", async () => {
      if (!details.open || body.firstChild) return;
      try {
        fill(body, await content());
      } catch (error) {
        fill(body, problem(error));
      }
    });
    return details;
  }

  // Who is not counted anywhere: the reasons, each with how many and the list of them.
  function excluded(index, reasons) {
    return reasons.map((reason) => {
      const head = index.extracts[reason.extract];
      return opened(phrase("left-out-reason", { reason: reason.reason, count: words.count(reason.rows.length) }), reason.code, async () => {
        const rows = await sporbar.extract(reason.extract);
        const line = (at) => {
          const row = reason.rows[at];
          const subject = head.subject == null ? null : rows.cells[head.subject](rows.place(row));
          return [make("span.unit", {}, head.unlisted ? "" : subject ?? phrase("left-out-unnamed")), make("span.rows", {}, words.row(head, row))];
        };
        const more = (at) => fields(head, rows, rows.place(reason.rows[at]));
        return sporbar.list({ count: reason.rows.length, label: reason.reason, line, more }).element;
      });
    });
  }

  function tabs(all) {
    const panel = make("div", { role: "tabpanel", id: "observations", "aria-labelledby": "tab-0" });
    const buttons = all.map((tab, at) =>
      make(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${at}`,
          "aria-controls": "observations",
          onclick: () => select(at),
        },
        tab.count == null ? tab.name : phrase("tab", { name: tab.name, count: words.count(tab.count) }),
      ),
    );
    function select(at) {
      buttons.forEach((button, other) => {
        button.setAttribute("aria-selected", String(other === at));
      });
      panel.setAttribute("aria-labelledby", `tab-${at}`);
      fill(panel, all[at].count === 0 ? make("p.hint", {}, phrase("observations-none")) : all[at].make());
    }
    sporbar.page.roving(buttons, (key, at) => ({ ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 })[key]);
    // Where nobody is counted, those that are not are what there is to see.
    select(Math.max(0, all.findIndex((tab) => tab.count > 0)));
    return [make("div.tabs", { role: "tablist", "aria-label": phrase("observations") }, buttons), panel];
  }

  let asked = 0;

  // Shows a value; `close` is what its button does.
  async function show(index, value, close) {
    const mine = ++asked;
    const panel = byId("panel");
    const room = make("section.observations", {}, make("p.hint", {}, phrase("observations-loading")));
    const said = value.suppressed ? phrase("value-hidden") : words.said(value);
    const defined = make("div", {});
    const working = make("div", {});
    fill(
      panel,
      make("button.close", { type: "button", onclick: close, "aria-label": phrase("value-close") }, "×"),
      make("p.kind", {}, `${words.title(value.exhibit)} · ${value.exhibit.title}`),
      make("h2", { tabindex: "-1", id: "panel-title" }, make("span.large", {}, said), " ", make("span.where", {}, words.where(value))),
      reckoning(value),
      working,
      room,
      value.said.length ? make("section", {}, make("h3", {}, phrase("said-here")), sayings(index, value.said)) : null,
      defined,
    );
    panel.hidden = false;
    document.body.classList.add("with-panel");
    try {
      const basis = await sporbar.exhibit(value.exhibit.id);
      const own = basis.basis(value.place);
      const made = await observations(index, value, own, basis.parts[own.part]);
      if (mine !== asked) return;
      fill(defined, definition(basis.parts[own.part].definition));
      if (!value.suppressed) fill(working, sporbar.working.show(index, basis.parts[own.part], own.counted));
      fill(room, make("h3", {}, phrase("observations")), made);
      // The list is as high as there is room for once it stands in the page.
      window.dispatchEvent(new Event("resize"));
    } catch (error) {
      if (mine === asked) fill(room, problem(error));
    }
  }

  function hide() {
    asked += 1;
    byId("panel").hidden = true;
    fill(byId("panel"));
    document.body.classList.remove("with-panel");
  }

  return { show, hide, statements };
})();
