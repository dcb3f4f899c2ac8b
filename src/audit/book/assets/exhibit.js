// An exhibit's page: its chart with a link at every mark, and its values as tables.
"use strict";

sporbar.exhibitPage = (() => {
  const { make, fill, roving, premises, problem } = sporbar.page;
  const { words } = sporbar;
  const { phrase } = words;

  function page(exhibit, index) {
    const chart = exhibit.kind === "figure" ? make("figure.chart", {}) : null;
    if (chart) drawChart(chart, exhibit);
    const note = exhibit.note ? make("p.note", {}, make("strong", {}, `${phrase("note")} `), exhibit.note) : null;
    const source = exhibit.source ? make("p.note", {}, make("strong", {}, `${phrase("source")} `), exhibit.source) : null;
    return [
      make("p.kind", {}, words.title(exhibit)),
      make("h1", { tabindex: "-1" }, exhibit.title),
      exhibit.caption && exhibit.caption !== exhibit.title ? make("p.caption", {}, exhibit.caption) : null,
      chart,
      make("p.hint", {}, phrase("exhibit-hint")),
      make("div.tables", {}, tables(exhibit)),
      note,
      ...premises(index, exhibit.premises),
      source,
    ];
  }

  async function drawChart(frame, exhibit) {
    let drawn;
    try {
      drawn = await sporbar.chart(exhibit.id);
    } catch (error) {
      fill(frame, problem(error));
      return;
    }
    const picture = new DOMParser().parseFromString(drawn.svg, "image/svg+xml").documentElement;
    if (picture.nodeName !== "svg") return;
    const svg = document.importNode(picture, true);
    svg.classList.add("picture");
    const box = svg.getAttribute("viewBox");
    for (const size of ["width", "height"]) svg.removeAttribute(size);
    fill(frame, make("div.sheet", {}, svg, zones(exhibit, drawn.zones, box)));
    sideways(frame);
    mark();
  }

  // Says below what is wider than its room that it scrolls, as long as it is.
  function sideways(frame) {
    const hint = make("p.hint.sideways", { hidden: true }, phrase("exhibit-sideways"));
    const look = () => {
      hint.hidden = frame.scrollWidth <= frame.clientWidth + 1;
      if (!hint.hidden && !hint.isConnected) frame.after(hint);
    };
    new ResizeObserver(look).observe(frame);
  }

  // A drawing over the drawing: a link at every mark, so that the picture is the one in the publication.
  function zones(exhibit, places, box) {
    const SVG = "http://www.w3.org/2000/svg";
    const node = (name, attributes) => {
      const element = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const over = node("svg", { viewBox: box, class: "zones", role: "group", "aria-label": phrase("exhibit-marks") });
    const links = places.map(([place, left, top, width, height]) => {
      const value = exhibit.values[place];
      const said = `${words.where(value)}: ${words.said(value)}`;
      const link = node("a", { href: words.link(value), "aria-label": said, "data-value": place });
      const title = node("title", {});
      title.textContent = said;
      link.append(title, node("rect", { x: left, y: top, width, height, rx: 1 }));
      over.append(link);
      return link;
    });
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    roving(links, (key, at) => {
      if (key === "Home") return 0;
      if (key === "End") return links.length - 1;
      return key in step ? at + step[key] : null;
    });
    return over;
  }

  const different = (values, key) => [...new Set(values.map((value) => value[key]))];

  // A table for each facet: places along the axis downwards and series across, or the other way round where that is
  // narrower.
  function tables(exhibit) {
    return different(exhibit.values, "facet").map((facet) => {
      const values = exhibit.values.filter((value) => value.facet === facet);
      const [xs, series] = [different(values, "x"), different(values, "series")];
      const down = xs.length > 1 && (series.length <= 8 || series.length <= xs.length) ? "x" : "series";
      return table(exhibit, values, facet, down);
    });
  }

  function table(exhibit, values, facet, down) {
    const across = down === "x" ? "series" : "x";
    const columns = [];
    const known = new Map();
    for (const value of values) {
      const name = JSON.stringify([value[across], value.stat]);
      if (!known.has(name)) {
        known.set(name, columns.length);
        columns.push({ key: value[across], stat: value.stat });
      }
    }
    const lines = new Map(different(values, down).map((key) => [key, new Array(columns.length).fill(null)]));
    for (const value of values) {
      lines.get(value[down])[known.get(JSON.stringify([value[across], value.stat]))] = value;
    }
    const several = different(values, "stat").length > 1;
    const head = (column) => {
      const name = words.key(exhibit, column.key);
      if (!name) return words.stat(column.stat);
      return several ? `${name}, ${words.stat(column.stat).toLowerCase()}` : name;
    };
    const links = [];
    const place = new Map();
    // The heads that the publication sets over rows, where it does.
    const groupOf = (key) => exhibit.row_groups.find(([, keys]) => keys.includes(key))?.[0];
    const ordered = [...lines].map(([key, cells]) => ({ key, cells, group: groupOf(key) }));
    if (exhibit.row_groups.length) {
      const order = exhibit.row_groups.map(([name]) => name);
      const first = new Map(ordered.map(({ group }, at) => [group, at]).reverse());
      ordered.sort((one, other) => (one.group && other.group ? first.get(one.group) - first.get(other.group) || order.indexOf(one.group) - order.indexOf(other.group) : 0));
    }
    const groupRow = (group) => make("tr.group", {}, make("th", { scope: "colgroup", colspan: columns.length + 1 }, group));
    const rows = ordered.flatMap(({ key, cells, group }, row) => [
      group && group !== ordered[row - 1]?.group ? groupRow(group) : null,
      make(
        "tr",
        {},
        make("th", { scope: "row", class: group ? "under" : null }, words.key(exhibit, key) || phrase("exhibit-total")),
        cells.map((value, column) => {
          if (!value) return make("td", {}, make("span.none", {}, ""));
          const link = make("a.number", { href: words.link(value), "data-value": value.place }, value.shown);
          place.set(`${row}:${column}`, links.length);
          links.push({ link, row, column });
          const interval = value.lower == null ? null : make("span.interval", {}, words.interval(value));
          return make("td", {}, link, interval);
        }),
      ),
    ]).filter(Boolean);
    const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    roving(
      links.map((entry) => entry.link),
      (key, at) => {
        const { row, column } = links[at];
        if (key === "Home") return place.get(`${row}:${Math.min(...links.filter((l) => l.row === row).map((l) => l.column))}`);
        if (key === "End") return place.get(`${row}:${Math.max(...links.filter((l) => l.row === row).map((l) => l.column))}`);
        if (!(key in move)) return null;
        // Over cells without a value to the next that has one.
        let [r, c] = [row + move[key][0], column + move[key][1]];
        while (r >= 0 && c >= 0 && r < lines.size && c < columns.length) {
          if (place.has(`${r}:${c}`)) return place.get(`${r}:${c}`);
          r += move[key][0];
          c += move[key][1];
        }
        return null;
      },
    );
    const caption = words.key(exhibit, facet) || words.title(exhibit);
    const frame = make(
      "div.wide",
      { role: "region", "aria-label": phrase("exhibit-table", { caption }), tabindex: "0" },
      make(
        "table.values",
        {},
        make("caption", { class: facet ? null : "unseen" }, caption),
        make("thead", {}, make("tr", {}, make("td", {}), columns.map((column) => make("th", { scope: "col" }, head(column))))),
        make("tbody", {}, rows),
      ),
    );
    sideways(frame);
    return frame;
  }

  // Marks the chosen values in table and chart.
  let chosen = [];
  function choose(values) {
    chosen = values.map((value) => value.place);
    mark();
  }

  function mark() {
    for (const link of document.querySelectorAll("main [data-value]")) {
      const is = chosen.includes(Number(link.dataset.value));
      link.classList.toggle("chosen", is);
      if (is) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  return { page, choose };
})();
