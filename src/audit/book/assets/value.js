// What a value rests on: how it is counted, its definition, its observations and their rows.
"use strict";

sporbar.valuePanel = (() => {
  const { make, fill, byId, facts, fields, sayings, problem } = sporbar.page;
  const { words } = sporbar;

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
    return "Der er ikke noget tal: intet er talt med, eller kilden oplyser det ikke.";
  }

  // The numbers of the calculation by name.
  function named({ kind, numbers }) {
    const names = {
      quotient: ["Tæller", "Nævner"],
      effect: ["Ændringer i alt", "Antal ændringer", "Standardafvigelse før", "Andres effekt"],
      span: ["Laveste ende", "Højeste ende"],
    };
    return numbers.map((number, at) => [(names[kind] ?? sporbar.statistics[kind]?.inputs)?.[at] ?? "Sum", words.every(number)]);
  }

  function reckoning(value) {
    if (value.suppressed) return make("p", {}, "Tallet er skjult af hensyn til de personer, det handler om.");
    const interval = value.lower == null ? null : `${words.full(value.lower, value.stat)} – ${words.full(value.upper, value.stat)}`;
    return facts([
      ["Regnestykke", sum(value)],
      ...(value.calculation.kind === "sum" ? [] : named(value.calculation)),
      ["Hviler på (N)", value.n == null ? null : words.number(value.denominator ?? value.n)],
      ["95 % interval", interval],
    ]);
  }

  function definition(told) {
    if (!told.length) return null;
    return make("section.definition", {}, make("h3", {}, "Sådan er det defineret"), statements(told));
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
        make("p.file", {}, make("a", { href: link }, `${head.file}, række ${row}`)),
        make("p.sha", {}, "SHA-256 ", make("code", {}, head.sha256)),
        fields(head, rows, place),
        head.withheld.length ? make("p.hint", {}, `Ikke vist, fordi det er personligt: ${head.withheld.join(", ")}`) : null,
      );
    });
    if (rows.length > shown.length) {
      blocks.push(make("p", {}, `og ${words.rows(rows.length - shown.length)} til: de står samlet under udtrækkene.`));
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
      const whose = name === `række ${part.rows(at)[0]?.row}` ? subject(at) : null;
      return whose ? `${name} (${whose})` : name;
    };
  }

  // Observations that are too many to stand here, and how to see those of this value.
  function unlisted(index, value, part) {
    if (index.report.audience === "public") return [make("p", {}, "Observationerne og rækkerne bag tallet handler om mennesker og er ikke offentlige. Udgiveren kan følge tallet tilbage til dem.")];
    return [
      make("p", {}, `Bag værdierne ligger ${words.count(part.count)} observationer. Det er for mange til at stå her.`),
      make("p", {}, "De, som denne værdi hviler på, vises af: ", traced(index, value)),
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
      const first = `${index.extracts[rows[0].extract].file}, række ${rows[0].row}`;
      return rows.length > 1 ? `${first} og ${words.rows(rows.length - 1)} til` : first;
    };
    const line = (list) => (place) => {
      const at = list[place];
      const number = part.number.same ? null : make("span.number", {}, words.number(part.number(at)));
      const weight = part.weight ? make("span.number", {}, `vægt ${words.number(part.weight(at))}`) : null;
      const before = part.baseline ? make("span.number", {}, `før ${words.number(part.baseline(at))}`) : null;
      return [make("span.unit", {}, unit(at)), number, before, weight, make("span.rows", {}, places(at))];
    };
    const tab = (name, list, label) => ({
      name,
      count: list.length,
      make: () =>
        sporbar.list({ count: list.length, label, line: line(list), more: (place) => lineage(index, part, list[place]) }).element,
    });
    const all = [tab("Talt med", basis.counted, "Observationer, der er talt med")];
    // Where a share is of another series, what it is counted among is not its denominator.
    const [name, label] = basis.whole.length
      ? ["Kun blandt dem, der er talt", "Observationer, som der er talt blandt"]
      : ["Kun i nævneren", "Observationer, der kun er talt med i nævneren"];
    if (rest.length) all.push(tab(name, rest, label));
    if (basis.whole.length) all.push(tab("Det, andelen er af", whole, "Observationer i det, som andelen er af"));
    // Whom the exhibit observes and this value leaves out: for each reason an observation of each, as the record has them.
    const left = () => {
      const told = (basis.elsewhere ?? []).map((places, at) => ({ reason: sporbar.elsewhere[at], places }));
      const lists = told.filter(({ places }) => places.length).map(({ reason, places }) => {
        const of = { count: places.length, label: reason, line: line(places), more: (place) => lineage(index, part, places[place]) };
        return opened(`${reason}: ${words.count(places.length)}`, null, () => sporbar.list(of).element);
      });
      const all = [...excluded(index, part.excluded), ...lists];
      const untold = !basis.elsewhere && !part.worked;
      if (untold) all.push(make("p.hint", {}, "Hvem der kun er talt ved andre værdier, er for meget til at stå her; det vises af: ", traced(index, value)));
      return all.length ? all : make("p.hint", {}, "Alle, som opstillingen iagttager, er med her.");
    };
    const anyone = !basis.elsewhere || basis.elsewhere.some((places) => places.length);
    if (part.excluded.length || (anyone && !part.worked)) all.push({ name: "Ikke med", count: null, make: left });
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
      return opened(`${reason.reason}: ${words.count(reason.rows.length)}`, reason.code, async () => {
        const rows = await sporbar.extract(reason.extract);
        const line = (at) => {
          const row = reason.rows[at];
          const subject = head.subject == null ? null : rows.cells[head.subject](rows.place(row));
          return [make("span.unit", {}, head.unlisted ? "" : subject ?? "uden nummer"), make("span.rows", {}, `${head.file}, række ${row}`)];
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
        tab.count == null ? tab.name : `${tab.name} (${words.count(tab.count)})`,
      ),
    );
    function select(at) {
      buttons.forEach((button, other) => {
        button.setAttribute("aria-selected", String(other === at));
      });
      panel.setAttribute("aria-labelledby", `tab-${at}`);
      fill(panel, all[at].count === 0 ? make("p.hint", {}, "Ingen observationer.") : all[at].make());
    }
    sporbar.page.roving(buttons, (key, at) => ({ ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 })[key]);
    // Where nobody is counted, those that are not are what there is to see.
    select(Math.max(0, all.findIndex((tab) => tab.count > 0)));
    return [make("div.tabs", { role: "tablist", "aria-label": "Observationer" }, buttons), panel];
  }

  let asked = 0;

  // Shows a value; `close` is what its button does.
  async function show(index, value, close) {
    const mine = ++asked;
    const panel = byId("panel");
    const room = make("section.observations", {}, make("p.hint", {}, "Henter observationerne …"));
    const said = value.suppressed ? "Skjult" : words.said(value);
    const defined = make("div", {});
    const working = make("div", {});
    fill(
      panel,
      make("button.close", { type: "button", onclick: close, "aria-label": "Luk værdien (Escape)" }, "×"),
      make("p.kind", {}, `${words.title(value.exhibit)} · ${value.exhibit.title}`),
      make("h2", { tabindex: "-1", id: "panel-title" }, make("span.large", {}, said), " ", make("span.where", {}, words.where(value))),
      reckoning(value),
      working,
      room,
      value.said.length ? make("section", {}, make("h3", {}, "Her siger rapporten det"), sayings(index, value.said)) : null,
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
      fill(room, make("h3", {}, "Observationer"), made);
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
