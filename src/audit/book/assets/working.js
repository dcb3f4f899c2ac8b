// How a calculation's number was worked out: its formula in words and in numbers, and each step behind it, down to the
// assumptions and the rows that state them.
"use strict";

sporbar.working = (() => {
  const { make } = sporbar.page;
  const { words } = sporbar;

  // So many steps stand open; the rest are folded away.
  const OPEN = 24;
  const SIGNS = { plus: " + ", sum: " + ", minus: " − ", times: " × ", over: " / " };
  const CALLS = { "present-value": "call-present-value", "payback-year": "call-payback-year", "payback-time": "call-payback-time" };

  // What is done by a term, and with which parts; none of a number or a step.
  const done = (term) => ({ doing: term.of?.[0] ?? null, parts: term.of?.[1] ?? [] });

  // Whether a part must stand in brackets, because what is done with it holds tighter than what it is made of.
  function needsBrackets(doing, at, part) {
    const inner = done(part);
    const sum = ["plus", "minus"].includes(inner.doing) || (inner.doing === "sum" && inner.parts.length > 1);
    const product = ["times", "over"].includes(inner.doing);
    if (doing === "minus") return at > 0 && sum;
    if (doing === "times") return sum;
    if (doing === "over") return sum || (at > 0 && product);
    if (doing === "negative") return sum || product || inner.doing === "negative";
    return false;
  }

  // A term with what `tell` says of each step.
  function written(term, tell) {
    if ("number" in term) return words.every(term.number == null ? null : Number(term.number));
    if ("step" in term) return tell(term.step);
    const { doing, parts } = done(term);
    const all = parts.map((part, at) => {
      const text = written(part, tell);
      return (at > 0 && text.startsWith("−")) || needsBrackets(doing, at, part) ? `(${text})` : text;
    });
    if (doing === "negative") return `−${all.join("")}`;
    if (SIGNS[doing]) return all.length ? all.join(SIGNS[doing]) : "0";
    return `${CALLS[doing] ? words.phrase(CALLS[doing]) : doing}(${all.join("; ")})`;
  }

  // The steps that a term names, in order.
  const behind = (term) => ("step" in term ? [term.step] : done(term).parts.flatMap(behind));

  // The steps behind some observations, each once, every one before those that it is made of.
  function order(worked, observations) {
    const seen = new Set();
    const left = observations.map((at) => worked.of()[at]).reverse();
    while (left.length) {
      const at = left.pop();
      if (seen.has(at)) continue;
      seen.add(at);
      const { term } = worked.steps[at];
      if (term) left.push(...behind(term).reverse());
    }
    return [...seen];
  }

  const name = (step) => (step.place ? `${step.label} (${step.place})` : step.label);

  function told(index, worked, step) {
    const value = words.every(step.value);
    if (!step.term) {
      const head = index.extracts[step.extract];
      const links = step.rows.map((row) => make("a", { href: `#/udtraek/${encodeURIComponent(head.name)}/${row}` }, words.phrase("row", { row })));
      const rows = links.flatMap((link, at) => (at ? [", ", link] : [link]));
      return [make("code", {}, value), head ? make("span.hint", {}, `${head.file}, `, rows) : null];
    }
    const text = (tell) => written(step.term, (at) => tell(worked.steps[at]));
    const numbers = text((of) => words.every(of.value));
    // A number that the formula states has been written.
    const reckoned = "number" in step.term ? null : make("code.numbers", {}, numbers === value ? value : `${numbers} = ${value}`);
    return [make("code", {}, text(name)), reckoned];
  }

  // The working behind observations of a part; nothing where no calculation gave them.
  function show(index, part, observations) {
    const { worked } = part;
    if (!worked || part.unlisted) return null;
    const all = order(worked, observations);
    if (!all.length) return null;
    const list = (steps) =>
      make("dl.told.working", {}, steps.flatMap((at) => [make("dt", {}, name(worked.steps[at])), make("dd", {}, ...told(index, worked, worked.steps[at]))]));
    const rest = all.slice(OPEN);
    const folded = rest.length ? make("details", {}, make("summary", {}, words.phrase("value-steps-more", { count: words.count(rest.length) })), list(rest)) : null;
    return make("section", {}, make("h3", {}, words.phrase("value-worked-out")), list(all.slice(0, OPEN)), folded);
  }

  return { show };
})();
