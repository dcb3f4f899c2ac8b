// Making elements, and what all pages share.
"use strict";

sporbar.page = (() => {
  const { words } = sporbar;

  // An element: `make("a.quiet", { href: "#" }, "text", child)`. Texts become text, never markup.
  function make(name, attributes = {}, ...children) {
    const [tag, ...classes] = name.split(".");
    const element = document.createElement(tag);
    if (classes.length) element.className = classes.join(" ");
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (typeof value === "function") element.addEventListener(key.slice(2), value);
      else if (value !== false && value != null) element.setAttribute(key, value);
    }
    element.append(...children.flat().filter((child) => child != null && child !== false));
    return element;
  }

  const byId = (id) => document.getElementById(id);

  // Says something to those who do not see the page.
  function say(text) {
    byId("said").textContent = text;
  }

  // Puts elements in the place of all that stood in another.
  function fill(element, ...children) {
    element.replaceChildren(...children.flat().filter((child) => child != null && child !== false));
  }

  // Moves among elements of which one is in the order of the Tab key: `next` gives the place to go to for a key.
  function roving(elements, next) {
    const current = () => Math.max(0, elements.findIndex((element) => element.tabIndex === 0));
    const go = (place) => {
      elements[current()].tabIndex = -1;
      elements[place].tabIndex = 0;
      elements[place].focus();
    };
    elements.forEach((element, place) => {
      element.tabIndex = place === 0 ? 0 : -1;
      element.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const to = next(event.key, place);
        if (to == null || to < 0 || to >= elements.length) return;
        event.preventDefault();
        go(to);
      });
      element.addEventListener("focus", () => {
        elements[current()].tabIndex = -1;
        element.tabIndex = 0;
      });
    });
  }

  // A list of a term and what is said of it.
  function facts(pairs) {
    const known = pairs.filter(([, said]) => said != null && said !== false && said !== "");
    return make("dl.facts", {}, known.flatMap(([term, said]) => [make("dt", {}, term), make("dd", {}, ...[said].flat())]));
  }

  // What a number or a sentence must not be read without; nothing where it rests on nothing more than the data.
  function premises(index, names) {
    const own = index.premises.filter((premise) => names?.includes(premise.name));
    return own.map((premise) => make("p.note", {}, make("strong", {}, `${words.phrase("premise", { mark: premise.mark })} `), `${premise.text} (${premise.source}).`));
  }

  // What a row says: each field that is not personal with its cell.
  const fields = (head, rows, place) =>
    head.unlisted
      ? make("p.hint", {}, words.phrase("row-unlisted"))
      : facts(head.fields.map((field, column) => [field.masked ? words.phrase("masked-field", { field: field.title }) : field.title, rows.cells[column](place) ?? words.phrase("empty-cell")]));

  // A sentence in which each number leads to what it is made of.
  function sentence(text, said) {
    const parts = [];
    let rest = text;
    for (const one of said) {
      const at = rest.indexOf(one.text);
      if (at < 0) continue;
      parts.push(rest.slice(0, at), make("a", { href: words.target(one) }, one.text));
      rest = rest.slice(at + one.text.length);
    }
    return [...parts, rest].filter((part) => part !== "");
  }

  // Where a number is said: the sentences, each once, with what they stand under.
  function sayings(index, said) {
    const seen = new Set();
    const items = said.flatMap((one) => {
      // A claim's sentence is repeated in the prose; it is told as the claim, which stands first.
      const name = one.sentence || one.text;
      if (seen.has(name)) return [];
      seen.add(name);
      const exhibit = index.exhibits.find((candidate) => candidate.id === one.exhibit);
      const where = one.claim
        ? make("a", { href: `#/saetninger/${encodeURIComponent(one.claim)}` }, words.phrase("claims"))
        : exhibit
          ? make("a", { href: `#${encodeURIComponent(exhibit.id)}` }, words.phrase("said-at-exhibit", { exhibit: words.title(exhibit).toLowerCase() }))
          : one.place || null;
      const together = index.said.filter((other) => other.sentence && other.sentence === one.sentence && other.claim === one.claim && other.exhibit === one.exhibit && other.place === one.place);
      const body = one.sentence ? sentence(one.sentence, together) : [make("a", { href: words.target(one) }, one.text)];
      return [make("li", {}, make("p", {}, body), where ? make("p.hint", {}, where) : null)];
    });
    return items.length ? make("ul.sayings", {}, items) : null;
  }

  const problem = (error) =>
    make("p.notice", { role: "alert" }, words.phrase("part-missing", { why: error.message }));

  return { make, byId, say, fill, roving, facts, premises, fields, sentence, sayings, problem };
})();
