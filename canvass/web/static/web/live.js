/* A page keeps up with the record while somebody looks at it: parts with data-live are renewed when the mark that this
   script asks for is another. Forms are in no such part. Only what differs is put anew, so that a screen reader's place
   stays, and nothing of it is announced. A part waits while somebody is in it: with the focus, a selection, or a hand that
   moved there just now. What was opened or scrolled stays so, and what somebody looks at stays where it is on the screen.
   A button holds the whole page still. Without this script: load the page anew. */
"use strict";

(() => {
  const { now, mark, asks } = document.currentScript.dataset;
  const EVERY_MS = 5000;
  const HAND_RESTS_MS = 8000;
  const HELD = `held still ${location.pathname}`;
  const shown = new Map();
  let known = `"${mark}"`;
  let behind = false;
  let ended = false;
  let hand = { part: null, at: -Infinity };
  let note = null;

  const parts = () => Array.from(document.querySelectorAll("[data-live]"));
  const inUse = (part) => {
    const selection = getSelection();
    const handIn = hand.part === part && performance.now() - hand.at < HAND_RESTS_MS;
    return handIn || part.contains(document.activeElement) || (!selection.isCollapsed && selection.containsNode(part, true));
  };
  for (const kind of ["pointermove", "pointerdown", "touchstart", "wheel"]) {
    document.addEventListener(kind, (event) => {
      hand = { part: event.target.closest("[data-live]"), at: performance.now(), on: event.target };
    }, { passive: true });
  }

  function say(words) {
    const box = document.createElement("div");
    box.className = "notice info no-print";
    box.setAttribute("role", "status");
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "Load the page anew";
    const text = document.createElement("p");
    text.append(`${words} `, link, ".");
    box.append(text);
    const main = document.getElementById("main");
    keepingPlace(() => main.prepend(box));
    ended = true;
    if (note) note.remove();
  }

  /* What somebody has the focus or a hand on stays where it is on the screen, whatever grows above it. */
  function keepingPlace(change) {
    const active = document.activeElement;
    const held = active && active !== document.body && active.id !== "main" ? active : hand.on;
    const before = held && held.isConnected ? held.getBoundingClientRect().top : null;
    change();
    if (before !== null && held.isConnected) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
  }

  /* Rows are known by their head, so that one more row is one more row and not another text in each. */
  const named = (node) => {
    const head = node.nodeName === "TR" && node.querySelector(":scope > th");
    return head ? `TR ${head.textContent}` : node.nodeName;
  };

  function become(node, other) {
    if (node.nodeType !== Node.ELEMENT_NODE) {
      if (node.data !== other.data) node.data = other.data;
      return;
    }
    const stays = node.nodeName === "DETAILS" ? ["open"] : [];
    for (const { name } of Array.from(node.attributes)) {
      if (!other.hasAttribute(name) && !stays.includes(name)) node.removeAttribute(name);
    }
    for (const { name, value } of other.attributes) {
      if (node.getAttribute(name) !== value && !stays.includes(name)) node.setAttribute(name, value);
    }
    const old = Array.from(node.childNodes);
    let place = node.firstChild;
    for (const child of Array.from(other.childNodes)) {
      const at = old.findIndex((one) => named(one) === named(child));
      const kept = at < 0 ? document.importNode(child, true) : old.splice(at, 1)[0];
      if (at >= 0) become(kept, child);
      if (kept === place) place = place.nextSibling;
      else node.insertBefore(kept, place);
    }
    old.forEach((one) => one.remove());
  }

  /* Links that another script made in a part are text again first, as in what comes. */
  function put(part, other) {
    part.querySelectorAll("a.law").forEach((one) => one.replaceWith(one.textContent));
    part.normalize();
    become(part, other);
    part.dispatchEvent(new CustomEvent("canvass:changed", { bubbles: true }));
  }

  /* Whether the page was answered; where it was not, the next look tries again. */
  async function renew() {
    if (asks !== undefined) { say("There are newer figures."); return true; }
    const answer = await fetch(location.href, { headers: { "X-Canvass-Renewing": "yes" }, cache: "no-store" }).catch(() => null);
    if (!answer || answer.status >= 500 || answer.status === 429) return false;
    if (!answer.ok || answer.redirected) { say("This page no longer keeps up with the record."); return true; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    behind = false;
    keepingPlace(() => parts().forEach((part) => {
      const other = page.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
      if (!other || shown.get(part.dataset.live) === other.innerHTML) return;
      if (inUse(part)) { behind = true; return; }
      shown.set(part.dataset.live, other.innerHTML);
      put(part, other);
    }));
    return true;
  }

  async function look() {
    if (ended || document.hidden) return;
    const answer = await fetch(now, { headers: { "If-None-Match": known }, credentials: "omit", cache: "no-store" }).catch(() => null);
    if (!answer || (!answer.ok && answer.status !== 304)) return;
    const found = answer.headers.get("ETag");
    const changed = answer.status !== 304 && found !== known;
    if (!changed && !behind) return;
    if (isHeld()) { tell("This page is held still. There is something newer."); return; }
    if (await renew() && found) known = found;
  }

  let looking = false;
  async function lookOnce() {
    if (looking) return;
    looking = true;
    try { await look(); } finally { looking = false; }
  }

  const isHeld = () => sessionStorage.getItem(HELD) !== null;
  const tell = (words) => { if (note && note.firstChild.data !== `${words} `) note.firstChild.data = `${words} `; };

  function offerToHold() {
    const first = document.querySelector("main [data-live]");
    if (!first || asks !== undefined) return;
    note = document.createElement("p");
    note.className = "keeps-up faint no-print";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    note.append(" ", button);
    const said = () => {
      tell(isHeld() ? "This page is held still." : "This page keeps up with the record by itself.");
      button.textContent = isHeld() ? "Let it keep up" : "Hold it still";
    };
    button.addEventListener("click", () => {
      if (isHeld()) sessionStorage.removeItem(HELD); else sessionStorage.setItem(HELD, "yes");
      said();
      lookOnce();
    });
    said();
    first.before(note);
  }

  offerToHold();
  setInterval(lookOnce, EVERY_MS);
  document.addEventListener("visibilitychange", lookOnce);
})();
