// The book: which page a link means, the list of exhibits, the keys.
"use strict";

sporbar.whenReady((index) => {
  const { make, byId, fill, say, roving, facts, premises, sentence, sayings } = sporbar.page;
  const { words, exhibitPage, valuePanel, search } = sporbar;
  const { phrase } = words;
  sporbar.labels = index.labels;
  const main = byId("main");
  const query = byId("query");
  // Where the focus goes when a value is closed, and which page stands there.
  let opener = null;
  let standing = null;
  // Who opens the book has not asked to be led anywhere in it.
  let opening = true;

  document.title = phrase("title-of-report", { report: index.report.title });
  byId("report-title").textContent = `${index.report.title}. ${index.report.subtitle}`;

  // ---- the list of exhibits

  const kinds = [...new Set(index.exhibits.map((exhibit) => exhibit.kind))];
  const boxes = kinds.map((kind) => make("input", { type: "checkbox", id: `kind-${kind}`, value: kind, checked: true, onchange: filter }));
  byId("kinds").append(...boxes.map((box) => make("label", { for: box.id }, box, words.plural(box.value))));
  const entries = index.exhibits.map((exhibit) => ({
    exhibit,
    element: make(
      "li",
      {},
      make("a", { href: `#${encodeURIComponent(exhibit.id)}` }, make("span.kind", {}, words.title(exhibit)), " ", exhibit.title),
    ),
  }));
  fill(byId("exhibits"), entries.map((entry) => entry.element));
  // The list is one stop of the Tab key, at the exhibit that is shown, so that not every one of them stands before the page.
  const links = entries.map((entry) => entry.element.firstElementChild);
  const beside = (at, step) => {
    do at += step;
    while (links[at]?.parentElement.hidden);
    return at;
  };
  roving(links, (key, at) => ({ ArrowDown: beside(at, 1), ArrowUp: beside(at, -1), Home: beside(-1, 1), End: beside(links.length, -1) })[key]);
  function stop() {
    const shown = links.filter((link) => !link.parentElement.hidden);
    const at = shown.find((link) => link.hasAttribute("aria-current")) ?? shown[0];
    for (const link of links) link.tabIndex = link === at ? 0 : -1;
  }
  fill(
    byId("pages"),
    index.claims.length ? make("li", {}, make("a", { href: "#/saetninger" }, phrase("claims"))) : null,
    index.facts.length ? make("li", {}, make("a", { href: "#/fakta" }, phrase("facts"))) : null,
    index.parameters.length ? make("li", {}, make("a", { href: "#/parametre" }, phrase("parameters"))) : null,
    index.premises.length ? make("li", {}, make("a", { href: "#/forudsaetninger" }, phrase("premises"))) : null,
    make("li", {}, make("a", { href: "#/udtraek" }, phrase("extracts"))),
  );

  function filter() {
    const wanted = byId("filter").value.trim().toLowerCase();
    const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const { exhibit, element } of entries) {
      const text = `${words.title(exhibit)} ${exhibit.id} ${exhibit.title}`.toLowerCase();
      element.hidden = !(shown.has(exhibit.kind) && text.includes(wanted));
      count += element.hidden ? 0 : 1;
    }
    stop();
    byId("none").hidden = count > 0;
    say(phrase("filter-shows", { count }));
  }
  byId("filter").addEventListener("input", filter);
  const toggle = byId("contents-toggle");
  toggle.addEventListener("click", () => {
    const open = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(open));
  });

  // ---- the pages

  function front() {
    const report = index.report;
    const open = report.audience !== "public";
    const observed = index.exhibits.reduce((sum, exhibit) => sum + exhibit.values.length, 0);
    return [
      make("h1", { tabindex: "-1" }, report.title),
      make("p.lead", {}, phrase(open ? "front-open" : "front-public")),
      facts([
        [phrase("front-client"), report.client],
        [phrase("front-authors"), report.authors.join(", ")],
        [phrase("front-publisher"), report.publisher],
        [phrase("front-original"), report.original],
        [phrase("front-data"), report.synthetic ? phrase("front-synthetic") : null],
        [phrase("front-as-of"), words.key({ names: [] }, report.as_of)],
        [phrase("front-values"), phrase("front-values-of", { values: words.count(observed), exhibits: index.exhibits.length })],
        [phrase("front-extracts"), open ? phrase("front-extracts-of", { extracts: index.extracts.length, rows: words.rows(index.extracts.reduce((sum, extract) => sum + extract.count, 0)) }) : String(index.extracts.length)],
        [phrase("front-pseudonyms"), open ? phrase(report.pseudonym_key === "own" ? "front-own-key" : "front-public-key") : null],
        [phrase("front-tool"), report.tool],
      ]),
      !open ? null : make("p", {}, phrase("front-private")),
    ];
  }

  function claims(id) {
    const told = { marked: "claim-marked", omitted: "claim-omitted", hidden: "claim-hidden" };
    return [
      make("h1", { tabindex: "-1" }, phrase("claims")),
      make("p", {}, phrase("claims-lead")),
      make(
        "ul.claims",
        {},
        index.claims.map((claim) =>
          make("li", { id: `claim-${claim.id}`, class: claim.id === id ? "chosen" : null }, claim.sentence ? sentence(claim.sentence, index.said.filter((one) => one.claim === claim.id)) : make("em", {}, claim.id), told[claim.showing] ? make("p.notice", {}, phrase(told[claim.showing])) : null, premises(index, claim.premises)),
        ),
      ),
    ];
  }

  // Numbers that nothing here has computed: what they are, and who says them.
  function carried(name) {
    return [
      make("h1", { tabindex: "-1" }, phrase("facts")),
      make("p", {}, phrase("facts-lead")),
      make(
        "ul.claims",
        {},
        index.facts.map((fact) =>
          make(
            "li",
            { id: `fact-${fact.name}`, class: fact.name === name ? "chosen" : null },
            // A unit that the number is written with is not said again.
            [fact.shown, fact.shown.endsWith(fact.unit.replaceAll(" ", "\u00a0")) ? "" : fact.unit].filter(Boolean).join(" "),
            facts([[phrase("fact-what"), fact.of], [phrase("fact-source"), fact.source], [phrase("fact-said-in"), fact.said.join(", ") || phrase("fact-said-nowhere")], [phrase("fact-name"), fact.name]]),
            sayings(index, index.said.filter((one) => one.facts.includes(fact))),
          ),
        ),
      ),
    ];
  }

  // Numbers that the report's authors have set.
  function set(name) {
    return [
      make("h1", { tabindex: "-1" }, phrase("parameters")),
      make("p", {}, phrase("parameters-lead")),
      make(
        "ul.claims",
        {},
        index.parameters.map((parameter) =>
          make(
            "li",
            { id: `parameter-${parameter.name}`, class: parameter.name === name ? "chosen" : null },
            [parameter.shown, parameter.unit === "%" ? "" : parameter.unit].filter(Boolean).join(" "),
            facts([[phrase("parameter-why"), parameter.source], [phrase("fact-name"), parameter.name]]),
            sayings(index, index.said.filter((one) => one.parameters.includes(parameter))),
          ),
        ),
      ),
    ];
  }

  // A number that is made of several others: where it is said, and what it is made of.
  function made(of) {
    const said = index.said.filter((one) => one.of.join("+") === of);
    if (!said.length) return missing(phrase("made-missing"));
    const [first] = said;
    const printed = [...new Set(said.map((one) => one.text))].join(" · ");
    const item = (href, number, where, kind) => make("li", {}, make("a", { href }, make("span.number", {}, number), make("span.where", {}, where), make("span.kind", {}, kind)));
    return [
      make("p.kind", {}, phrase("made-kind")),
      make("h1", { tabindex: "-1" }, printed),
      make("h2", {}, phrase("made-of")),
      make("ul.found", {},
        first.values.map((value) => item(words.link(value), value.shown, words.where(value), `${words.title(value.exhibit)}: ${value.exhibit.title}`)),
        first.sizes.map((exhibit) => item(`#${encodeURIComponent(exhibit.id)}`, "N", exhibit.title, words.title(exhibit))),
        first.facts.map((fact) => item(`#/fakta/${encodeURIComponent(fact.name)}`, fact.shown, fact.of || fact.unit, fact.source)),
        first.parameters.map((parameter) => item(`#/parametre/${encodeURIComponent(parameter.name)}`, parameter.shown, parameter.name, parameter.source))),
      make("h2", {}, phrase("said-here")),
      sayings(index, said),
    ];
  }

  // What numbers and sentences must not be read without, and which do.
  function resting() {
    const by = (name) => [
      ...index.exhibits.filter((exhibit) => exhibit.premises?.includes(name)).map((exhibit) => make("a", { href: `#${encodeURIComponent(exhibit.id)}` }, words.title(exhibit))),
      ...index.claims.filter((claim) => claim.premises?.includes(name)).map((claim) => make("a", { href: `#/saetninger/${encodeURIComponent(claim.id)}` }, claim.id)),
    ];
    return [
      make("h1", { tabindex: "-1" }, phrase("premises")),
      make("p", {}, phrase("premises-lead")),
      make(
        "ul.claims",
        {},
        index.premises.map((premise) =>
          make("li", {}, `${premise.mark}: ${premise.text}`, facts([[phrase("premise-source"), premise.source], [phrase("premise-essential"), premise.essential ? phrase("premise-essential-says") : null], [phrase("premise-for"), by(premise.name).flatMap((link, at) => (at ? [", ", link] : [link]))]])),
        ),
      ),
    ];
  }

  // How many rows an extract has, where that may be known.
  const rowsOf = (extract) => (index.report.audience === "public" ? null : words.count(extract.count));

  // What proves an extract's bytes is not the same everywhere: those that are secret are proven by a seal.
  const sealed = index.report.audience === "public" ? phrase("extract-seal") : "SHA-256";

  function extracts() {
    return [
      make("h1", { tabindex: "-1" }, phrase("extracts")),
      make(
        "ul.extracts",
        {},
        index.extracts.map((extract) =>
          make(
            "li",
            {},
            make("h2", {}, make("a", { href: `#/udtraek/${encodeURIComponent(extract.name)}` }, extract.file)),
            facts([[phrase("extract-register"), extract.register], [phrase("extract-rows"), rowsOf(extract)], [sealed, make("code", {}, extract.sha256)]]),
          ),
        ),
      ),
    ];
  }

  // What the spec says of an extract, each with its reason.
  const reasons = (list) => (list ?? []).map(([what, why]) => `${what}: ${why}`).join("; ");

  function extractPage(name, row) {
    const at = index.extracts.findIndex((extract) => extract.name === name);
    if (at < 0) return missing(phrase("extract-missing", { name }));
    const head = index.extracts[at];
    const hint = index.report.audience === "public" ? "extract-private" : head.unlisted ? "extract-unlisted" : "extract-loading";
    const room = make("div.observations", {}, make("p.hint", {}, phrase(hint)));
    if (!head.unlisted) sporbar.extract(at).then(
      (rows) => {
        const line = (place) => [
          make("span.number", {}, phrase("row", { row: rows.row(place) })),
          make("span.rows", {}, head.fields.map((field, column) => rows.cells[column](place) ?? phrase("empty-cell")).join(" · ")),
        ];
        const made = sporbar.list({ count: rows.count(), label: phrase("extract-rows-of", { file: head.file }), line, more: (place) => sporbar.page.fields(head, rows, place) });
        fill(room, made.element);
        const place = row == null ? -1 : rows.place(Number(row));
        if (place >= 0) made.point(place);
        else if (row != null) room.before(make("p.notice", {}, phrase("extract-without-row", { row })));
      },
      (error) => fill(room, sporbar.page.problem(error)),
    );
    return [
      make("p.kind", {}, head.register),
      make("h1", { tabindex: "-1" }, head.file),
      facts([
        [sealed, make("code", {}, head.sha256)],
        [phrase("extract-rows"), rowsOf(head)],
        [phrase("extract-fields"), head.fields.map((field) => field.title).join(", ")],
        [phrase("extract-withheld"), head.withheld.join(", ")],
        [phrase("extract-publishable"), reasons(head.publishable)],
        [phrase("extract-allowed"), reasons(head.allowed)],
      ]),
      room,
    ];
  }

  const missing = (text) => [make("h1", { tabindex: "-1" }, phrase("missing")), make("p.notice", {}, text)];

  // ---- links

  // The parts of a link; a sign that is not well written stands for itself.
  function way() {
    const part = (text) => {
      try {
        return decodeURIComponent(text);
      } catch {
        return text;
      }
    };
    return location.hash.slice(1).split("/").map(part);
  }

  function turn(name, made) {
    if (standing === name) return false;
    standing = name;
    fill(main, made());
    window.scrollTo(0, 0);
    return true;
  }

  function go() {
    if (location.hash === "#main") return;
    const [first, ...rest] = way();
    const exhibit = index.exhibits.find((candidate) => candidate.id === first);
    let values = [];
    let turned = false;
    if (exhibit) {
      turned = turn(`exhibit ${exhibit.id}`, () => exhibitPage.page(exhibit, index));
      values = rest.length ? words.find(exhibit, rest) : [];
      if (rest.length && !values.length) say(phrase("missing-value-said"));
      if (rest.length && values.length !== 1) notice(values.length);
      exhibitPage.choose(values);
    } else if (first === "" && rest.length && rest[0] !== "") {
      const [page, ...what] = rest;
      turned = turn(location.hash, () => {
        if (page === "udtraek") return what.length ? extractPage(what[0], what[1]) : extracts();
        if (page === "saetninger") return claims(what[0]);
        if (page === "forudsaetninger") return resting();
        if (page === "fakta") return carried(what[0]);
        if (page === "parametre") return set(what[0]);
        if (page === "tal") return made(what.join("/"));
        if (page === "soeg") return search.page(index, what.join("/"));
        return missing(phrase("missing-page", { name: page }));
      });
      if (page === "soeg" && document.activeElement !== query) query.value = what.join("/");
      if (page === "saetninger" && what[0]) byId(`claim-${what[0]}`)?.scrollIntoView({ block: "center" });
      if (page === "parametre" && what[0]) byId(`parameter-${what[0]}`)?.scrollIntoView({ block: "center" });
      if (page === "fakta" && what[0]) byId(`fact-${what[0]}`)?.scrollIntoView({ block: "center" });
    } else {
      turned = turn(first ? location.hash : "front", () => (first ? missing(phrase("missing-exhibit", { name: first })) : front()));
    }
    current(exhibit);
    if (values.length === 1) {
      if (!document.activeElement.closest?.("#panel")) opener = document.activeElement;
      valuePanel.show(index, values[0], close);
      byId("panel-title").focus();
    } else {
      valuePanel.hide();
      if (turned && !opening && document.activeElement !== query) main.querySelector("h1")?.focus({ preventScroll: true });
    }
    opening = false;
    document.title = `${values.length === 1 ? `${values[0].shown}, ${words.where(values[0])} · ` : ""}${main.querySelector("h1")?.textContent ?? ""} · ${phrase("title")}`;
  }

  function notice(count) {
    main.querySelector(".pointed")?.remove();
    const text = count ? phrase("several-values", { count }) : phrase("missing-value");
    main.querySelector("h1").after(make("p.notice.pointed", {}, text));
  }

  function current(exhibit) {
    for (const entry of entries) {
      const link = entry.element.firstElementChild;
      if (entry.exhibit === exhibit) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    stop();
    toggle.setAttribute("aria-expanded", "false");
  }

  function close() {
    const chosen = main.querySelector("table .chosen");
    location.hash = encodeURIComponent(way()[0]);
    const back = opener?.isConnected && opener !== document.body ? opener : chosen;
    // The page has turned by then.
    setTimeout(() => back?.focus(), 0);
  }

  // ---- keys

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      query.focus();
      query.select();
    } else if (event.key === "Escape") {
      if (!byId("panel").hidden) close();
      else if (event.target === query) {
        query.value = "";
        main.querySelector("h1")?.focus();
      }
    }
  });

  let waiting = 0;
  query.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => seek(false), 120);
  });
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    seek(true);
  });
  // The first letter opens the page, the next ones change it: one step back leads to where one was.
  function seek(leave) {
    const there = `#/soeg/${encodeURIComponent(query.value)}`;
    if (way()[1] === "soeg") history.replaceState(null, "", there);
    else if (query.value.trim()) history.pushState(null, "", there);
    else return;
    go();
    if (leave) main.querySelector(".found a")?.focus();
  }
  search.keys(query, main);

  window.addEventListener("hashchange", go);
  go();
});
