"use strict";

// The pages of a report as they are now, what is wrong beside them, and the book. All of it is told by the server; what stays
// the same stays in place, so that one reads on where one was.
(() => {
  const find = (id) => document.getElementById(id);
  const make = (name, attributes = {}, ...within) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...within);
    return element;
  };
  const main = find("pages");
  let told = null;

  const say = (text) => { find("said").textContent = text; };

  // What is remembered where the browser lets it be.
  const remembered = (key) => { try { return sessionStorage.getItem(key); } catch { return null; } };
  const remember = (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* then it is not */ } };

  /* Opening files */

  async function open(what, where) {
    const answer = await fetch("open", { method: "POST", body: JSON.stringify(what) }).catch(() => null);
    say(answer && answer.ok ? `${where} er åbnet i din editor.` : `${where} kunne ikke åbnes: editoren kunne ikke startes.`);
  }

  // What opens a place: a button where the server starts the editor, or else a link that the editor answers to.
  function opener(what, link, where, attributes, ...within) {
    if (!told.opens) return make("a", { href: link, ...attributes }, ...within);
    const button = make("button", { type: "button", ...attributes }, ...within);
    button.addEventListener("click", () => open(what, where));
    return button;
  }

  /* Pages */

  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      target.near = isIntersecting;
      if (isIntersecting) load(target);
    }
  }, { rootMargin: "100% 0px" });

  // Fetches the picture of a page that is to be seen, where it is another than the one that is shown.
  async function load(section) {
    const { page, mark } = section;
    if (!section.near || section.shows === mark || section.loads === mark) return;
    section.loads = mark;
    const answer = await fetch(`page/${page}/${mark}`).catch(() => null);
    const text = answer && answer.ok ? await answer.text() : null;
    section.loads = null;
    // While it was fetched there may have come another one.
    if (section.mark !== mark) return load(section);
    if (text === null) return;
    const svg = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", `Side ${page + 1}`);
    links(svg);
    const old = section.querySelector(":scope > svg");
    if (old) old.replaceWith(svg); else section.append(svg);
    section.shows = mark;
  }

  // Numbers lead to the book, which is shown beside; all else leads elsewhere.
  function links(svg) {
    for (const link of svg.querySelectorAll("a")) {
      const way = link.getAttribute("href") || "";
      link.removeAttribute("xlink:href");
      if (way.startsWith("audit/")) {
        link.setAttribute("href", `out/${way}`);
        link.setAttribute("aria-label", "Se tallet i revisionsbogen");
        link.addEventListener("click", (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          book(way);
        });
      } else {
        link.setAttribute("target", "_blank");
        link.setAttribute("rel", "noopener");
      }
    }
  }

  function pages() {
    const sections = [...main.querySelectorAll(".page")];
    told.pages.forEach((page, at) => {
      const section = sections[at] || main.appendChild(make("section", { class: "page", "aria-label": `Side ${at + 1}` }));
      section.page = at;
      section.mark = page.mark;
      section.style.aspectRatio = `${page.width} / ${page.height}`;
      spots(section, page);
      if (sections[at]) load(section); else near.observe(section);
    });
    for (const section of sections.slice(told.pages.length)) {
      near.unobserve(section);
      section.remove();
    }
    find("none").hidden = told.pages.length > 0;
    find("stale").hidden = !told.stale;
    main.classList.toggle("stale", told.stale);
  }

  // Where a click on an exhibit opens its lines of the spec: beneath the picture, whose links lie above.
  function spots(section, { width, height, exhibits }) {
    const focused = section.contains(document.activeElement) && document.activeElement.dataset.exhibit;
    section.querySelectorAll(":scope > .spot").forEach((spot) => spot.remove());
    const part = (of, whole) => `${(100 * of) / whole}%`;
    const placed = Object.entries(exhibits).filter(([id]) => told.exhibits[id]).map(([id, [left, top, wide, high]]) => {
      const { line, link } = told.exhibits[id];
      const words = `${id}: åbn linje ${line} i report.toml`;
      const spot = opener({ exhibit: id }, link, `Linje ${line} i report.toml`, { class: "spot", title: words, "aria-label": words, "data-exhibit": id });
      Object.assign(spot.style, { left: part(left, width), top: part(top, height), width: part(wide, width), height: part(high, height) });
      return spot;
    });
    section.prepend(...placed);
    if (focused) section.querySelector(`.spot[data-exhibit="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  /* What is wrong */

  const SEVERITIES = { error: "Fejl", warning: "Advarsel" };

  function findings() {
    const items = told.findings.map((finding, at) => {
      const item = make("li", { class: `finding ${finding.severity}` });
      const severity = make("span", { lang: "da" }, SEVERITIES[finding.severity]);
      item.append(make("p", { class: "severity" }, severity, " ", make("code", {}, finding.code)));
      item.append(make("p", { class: "what" }, finding.message));
      const places = finding.places.map((place, number) => {
        const where = place.line ? `${place.file}:${place.line}` : place.file;
        const said = place.link ? opener({ finding: [at, number] }, place.link, where, {}, where) : where;
        const one = make("li", {}, said, place.label ? ` ${place.label}` : "");
        if (place.text?.trim()) one.append(make("code", {}, place.text.trim()));
        return one;
      });
      if (places.length) item.append(make("ul", { class: "places" }, ...places));
      if (finding.help.length) item.append(make("ul", { class: "help" }, ...finding.help.map((help) => make("li", {}, help))));
      return item;
    });
    find("list").replaceChildren(...items);
    find("well").hidden = items.length > 0 || told.phase !== "done";
    find("count").textContent = items.length ? `(${items.length})` : "";
  }

  /* The book */

  let shown = 0;

  // Shows the book, at a number where one is asked for.
  function book(way) {
    choose("book");
    const frame = find("book").querySelector("iframe");
    if (frame && way) frame.contentWindow.location.href = `out/${way}`;
    else if (!frame && told?.book) begin(way || "audit/index.html");
  }

  function begin(way) {
    find("book").append(make("iframe", { title: "Revisionsbog", src: `out/${way}` }));
    shown = told.book;
  }

  function newBook() {
    find("no-book").hidden = told.book > 0;
    find("own-tab").hidden = told.book === 0;
    find("pdf").hidden = told.book === 0;
    const frame = find("book").querySelector("iframe");
    if (frame && shown !== told.book) {
      frame.contentWindow.location.reload();
      shown = told.book;
    } else if (!frame && told.book && !find("book").hidden) {
      begin("audit/index.html");
    }
  }

  /* Beside the pages */

  const TABS = ["findings", "book"];

  function choose(name) {
    beside(true);
    for (const tab of TABS) {
      const chosen = tab === name;
      find(tab).hidden = !chosen;
      find(`tab-${tab}`).setAttribute("aria-selected", chosen);
      find(`tab-${tab}`).tabIndex = chosen ? 0 : -1;
    }
    remember("tab", name);
  }

  function beside(is) {
    document.body.classList.toggle("without-side", !is);
    find("toggle").setAttribute("aria-expanded", is);
    remember("side", is ? "shown" : "hidden");
  }

  for (const tab of TABS) {
    find(`tab-${tab}`).addEventListener("click", () => (tab === "book" ? book() : choose(tab)));
    find(`tab-${tab}`).addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = TABS[(TABS.indexOf(tab) + 1) % TABS.length];
      find(`tab-${other}`).click();
      find(`tab-${other}`).focus();
    });
  }
  find("toggle").addEventListener("click", () => beside(document.body.classList.contains("without-side")));

  /* How large the pages are, in rem */

  let size = Number(remembered("size")) || 50;
  function sized(by) {
    size = Math.min(120, Math.max(20, size + by));
    document.documentElement.style.setProperty("--page", `${size}rem`);
    document.body.classList.toggle("wider", size > 50);
    remember("size", size);
  }
  find("smaller").addEventListener("click", () => sized(-5));
  find("larger").addEventListener("click", () => sized(5));

  /* What the server tells */

  const PHASES = { working: "Bygger …", pages: "Siderne er nye, bogen følger …", done: "Alt er, som filerne er" };

  function state() {
    const errors = told.findings.filter((finding) => finding.severity === "error").length;
    const wrong = errors === 1 ? "1 fejl" : `${errors} fejl`;
    find("state").textContent = told.phase === "done" && errors ? wrong : PHASES[told.phase];
    find("title").textContent = told.title;
    document.title = `${errors ? `(${wrong}) ` : ""}${told.title || "Rapporten"}`;
    document.body.dataset.phase = told.phase;
  }

  history.scrollRestoration = "manual";
  addEventListener("pagehide", () => remember("place", scrollY));

  const events = new EventSource("events");
  events.onmessage = ({ data }) => {
    const first = !told?.pages.length;
    told = JSON.parse(data);
    state();
    pages();
    findings();
    newBook();
    if (first && told.pages.length) scrollTo(0, Number(remembered("place")) || 0);
  };
  events.onerror = () => {
    find("state").textContent = "Programmet svarer ikke; er det afsluttet?";
    document.body.dataset.phase = "gone";
  };

  sized(0);
  choose(remembered("tab") === "book" ? "book" : "findings");
  beside(remembered("side") !== "hidden");
})();
