// The record of the release: parts of it are scripts that are loaded when they are asked for, and decoded here.
// Nothing in this file knows how the page looks.
"use strict";

const sporbar = (() => {
  const parts = new Map();
  const waiting = new Map();
  const begun = [];

  // The call around every part of the record.
  function put(name, content) {
    const loaded = decoded(name, content);
    parts.set(name, loaded);
    waiting.get(name)?.resolve(loaded);
    if (name === "index") begun.forEach((begin) => begin(loaded));
  }

  // Calls back when the index is there.
  function whenReady(begin) {
    if (parts.has("index")) begin(parts.get("index"));
    else begun.push(begin);
  }

  // A part by its name; loads the script below the folder of the book where it is not there yet.
  function load(name, folder = "record") {
    if (parts.has(name)) return Promise.resolve(parts.get(name));
    if (waiting.has(name)) return waiting.get(name).promise;
    const wait = {};
    wait.promise = new Promise((resolve, reject) => {
      wait.resolve = resolve;
      wait.reject = reject;
    });
    waiting.set(name, wait);
    const script = document.createElement("script");
    script.src = `${folder}/${encodeURIComponent(name)}.js`;
    script.onerror = () => {
      waiting.delete(name);
      wait.reject(new Error(sporbar.words.phrase("file-unreadable", { file: script.getAttribute("src") })));
    };
    document.head.append(script);
    return wait.promise;
  }

  // A list in short: `=` and numbers, or `+` and steps; `1*5` stands for five times 1.
  function ints(text) {
    const list = [];
    const steps = text[0] === "+";
    let last = 0;
    if (text.length > 1) {
      for (const token of text.slice(1).split(" ")) {
        const star = token.indexOf("*");
        const number = Number(star < 0 ? token : token.slice(0, star));
        const times = star < 0 ? 1 : Number(token.slice(star + 1));
        for (let time = 0; time < times; time += 1) {
          last = steps ? last + number : number;
          list.push(last);
        }
      }
    }
    return list;
  }

  // A list that is decoded when it is first asked for.
  const lazy = (text) => {
    let list;
    return () => (list ??= ints(text));
  };

  function column(cells) {
    const at = lazy(cells.at);
    return (row) => {
      const place = at()[row];
      return place ? cells.texts[place - 1] : null;
    };
  }

  function numbers(of) {
    const values = of.values === "" ? [] : of.values.split(" ").map(Number);
    const at = lazy(of.at);
    const get = (row) => {
      const place = at()[row];
      return place ? values[place - 1] : null;
    };
    get.same = values.length === 1 && /^=1\*\d+$|^=1$/.test(of.at);
    return get;
  }

  function rowsOf(of) {
    const ends = lazy(of.ends);
    const rows = lazy(of.rows);
    return {
      extract: of.extract,
      of: (at) => rows().slice(at ? ends()[at - 1] : 0, ends()[at]),
      count: (at) => ends()[at] - (at ? ends()[at - 1] : 0),
    };
  }

  function observations(part) {
    const groups = part.rows.map(rowsOf);
    return {
      count: part.count,
      unlisted: part.unlisted ?? false,
      named: part.units === "subject" ? null : column(part.units.named),
      number: numbers(part.numbers),
      weight: part.weights ? numbers(part.weights) : null,
      baseline: part.baselines ? numbers(part.baselines) : null,
      // The rows of an observation: the place of the extract, and the number in its file.
      rows: (at) => groups.flatMap((group) => group.of(at).map((row) => ({ extract: group.extract, row }))),
      rowCount: (at) => groups.reduce((sum, group) => sum + group.count(at), 0),
      extracts: groups.map((group) => group.extract),
      definition: part.definition ?? [],
      worked: part.worked ? working(part.worked) : null,
      excluded: (part.excluded ?? []).map((reason) => ({ ...reason, rows: ints(reason.rows) })),
    };
  }

  // The steps of a calculation, and which of them each observation is.
  const working = ({ steps, of }) => ({
    of: lazy(of),
    steps: steps.map((step) => ({
      ...step,
      place: step.place ?? "",
      value: step.value == null ? null : Number(step.value),
      rows: ints(step.rows ?? "="),
    })),
  });

  // Where the report says its numbers: each place knows what its number is made of, and each value where it is said.
  function said(content) {
    content.parameters ??= [];
    content.said ??= [];
    const exhibits = new Map(content.exhibits.map((exhibit) => [exhibit.id, exhibit]));
    for (const one of content.said) {
      const named = (kind) => one.of.filter((of) => of.startsWith(`${kind}@`)).map((of) => of.slice(2));
      one.values = one.of.flatMap((of) => {
        const [, place, id] = /^v(\d+)@(.*)$/.exec(of) ?? [];
        return exhibits.get(id)?.values[Number(place)] ?? [];
      });
      one.sizes = named("n").flatMap((id) => exhibits.get(id) ?? []);
      one.facts = content.facts.filter((fact) => named("f").includes(fact.name));
      one.parameters = content.parameters.filter((parameter) => named("p").includes(parameter.name));
      for (const value of one.values) value.said.push(one);
    }
  }

  function decoded(name, content) {
    if (name === "index") {
      for (const exhibit of content.exhibits) {
        exhibit.row_groups ??= [];
        exhibit.values.forEach((value, place) => {
          for (const key of ["facet", "series", "x"]) value[key] ??= "";
          for (const key of ["value", "lower", "upper", "numerator", "denominator"]) {
            value[key] = value[key] == null ? null : Number(value[key]);
          }
          value.n ??= null;
          const [kind, ...numbers] = (value.calculation ?? "nothing").split(" ");
          value.calculation = { kind, numbers: numbers.map(Number) };
          value.place = place;
          value.exhibit = exhibit;
          value.said = [];
        });
      }
      said(content);
    } else if (name.startsWith("exhibit-")) {
      const lists = content.lists.map(lazy);
      const bases = content.bases;
      return {
        parts: content.parts.map(observations),
        basis: (value) => ({
          part: bases[value].part,
          counted: lists[bases[value].counted](),
          among: lists[bases[value].among](),
          whole: bases[value].whole == null ? [] : lists[bases[value].whole](),
          elsewhere: bases[value].elsewhere?.map((list) => lists[list]()),
        }),
      };
    } else if (name.startsWith("extract-")) {
      const rows = lazy(content.rows);
      return {
        row: (place) => rows()[place],
        count: () => rows().length,
        place: (row) => find(rows(), row),
        cells: content.cells.map(column),
      };
    }
    return content;
  }

  // The place of a number in an ascending list; -1 where it is not there.
  function find(list, number) {
    let [low, high] = [0, list.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (list[middle] === number) return middle;
      if (list[middle] < number) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  const exhibit = (id) => load(`exhibit-${id}`);
  const extract = (place) => load(`extract-${place + 1}`);
  const chart = (id) => load(`chart-${id}`, "charts");

  return { put, load, whenReady, exhibit, extract, chart, find, ints };
})();
