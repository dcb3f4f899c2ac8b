// A list of many items of which only those in sight are in the page. One item can be open and show more.
"use strict";

sporbar.list = (() => {
  const { make, fill } = sporbar.page;
  const HEIGHT = 40;
  const SPARE = 8;
  // So many items are printed.
  const PRINTED = 1000;

  // `count` items; `line(at)` gives what stands in an item's line, `more(at)` what an open one shows below (a promise).
  function list({ count, label, line, more }) {
    const room = make("div.items", { role: "list", "aria-label": label });
    const frame = make("div.scroll", { tabindex: count ? null : "0" }, room);
    let open = -1;
    let detail = null;
    let extra = 0;
    let shown = "";
    // The item that a link leads to, which stays marked.
    let pointed = -1;

    const top = (at) => at * HEIGHT + (open >= 0 && at > open ? extra : 0);
    const total = () => count * HEIGHT + extra;

    function range() {
      const from = frame.scrollTop;
      const to = from + (frame.clientHeight || 400);
      const place = (y) => {
        if (open < 0 || y < (open + 1) * HEIGHT) return Math.floor(y / HEIGHT);
        return Math.max(open, Math.floor((y - extra) / HEIGHT));
      };
      return [Math.max(0, place(from) - SPARE), Math.min(count, place(to) + 1 + SPARE)];
    }

    function item(at) {
      const body = line(at);
      const button = make(
        "button.item",
        { type: "button", "data-at": at, "aria-expanded": more ? String(at === open) : null, onclick: () => toggle(at) },
        body,
      );
      const element = make(`div.row${at === pointed ? ".pointed-at" : ""}`, { role: "listitem", "aria-setsize": count, "aria-posinset": at + 1 }, button);
      element.style.transform = `translateY(${top(at)}px)`;
      if (at === open && detail) element.append(detail);
      return element;
    }

    function draw(force = false) {
      const [from, to] = range();
      const now = `${from}-${to}-${open}-${extra}`;
      if (!force && now === shown) return;
      shown = now;
      const focused = frame.contains(document.activeElement) ? document.activeElement.dataset.at : null;
      room.style.height = `${total()}px`;
      const items = [];
      for (let at = from; at < to; at += 1) items.push(item(at));
      fill(room, items);
      if (focused != null) room.querySelector(`[data-at="${focused}"]`)?.focus({ preventScroll: true });
    }

    // Opens an item, or closes it where it is open.
    async function toggle(at) {
      if (!more) return;
      const closing = at === open;
      open = closing ? -1 : at;
      detail = null;
      extra = 0;
      if (!closing) {
        detail = make("div.detail", {}, await more(at));
        if (open !== at) return;
        draw(true);
        extra = detail.offsetHeight;
      }
      draw(true);
      focus(at);
    }

    function focus(at) {
      const [y, view] = [top(at), frame.clientHeight];
      if (y < frame.scrollTop) frame.scrollTop = y;
      else if (y + HEIGHT > frame.scrollTop + view) frame.scrollTop = y + HEIGHT - view;
      draw(true);
      room.querySelector(`[data-at="${at}"]`)?.focus({ preventScroll: true });
    }

    // Opens the item that a link leads to, marks it and brings it with what it says into sight.
    async function point(at) {
      pointed = at;
      await toggle(at);
      frame.scrollTop = top(at);
      draw(true);
      frame.scrollIntoView({ block: "nearest" });
    }

    frame.addEventListener("scroll", () => requestAnimationFrame(() => draw()), { passive: true });
    frame.addEventListener("keydown", (event) => {
      const at = Number(document.activeElement?.dataset.at);
      if (Number.isNaN(at) || event.ctrlKey || event.metaKey || event.altKey) return;
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1, PageDown: at + 10, PageUp: at - 10 }[event.key];
      if (to == null) return;
      event.preventDefault();
      focus(Math.min(count - 1, Math.max(0, to)));
    });
    new ResizeObserver(() => draw(true)).observe(frame);
    // Paper does not scroll.
    window.addEventListener("beforeprint", () => {
      if (!frame.isConnected) return;
      const lines = [];
      for (let at = 0; at < Math.min(count, PRINTED); at += 1) lines.push(make("li", {}, line(at)));
      const rest = count > PRINTED ? make("p", {}, sporbar.words.phrase("and-more", { count: sporbar.words.count(count - PRINTED) })) : null;
      frame.after(make("div.printed", {}, make("ol", {}, lines), rest));
    });
    window.addEventListener("afterprint", () => frame.parentElement?.querySelectorAll(".printed").forEach((p) => p.remove()));

    draw(true);
    return { element: frame, focus, toggle, point };
  }

  return list;
})();
