/* A page keeps up with the record while somebody looks at it: parts with data-live are renewed when the mark that this
   script asks for is another. Forms are in no such part. A part in which the focus or a selection is waits until both
   have left it. What was opened stays open and what was scrolled stays there. Without this script: load the page anew. */
"use strict";

(() => {
  const { now, mark, asks } = document.currentScript.dataset;
  const EVERY_MS = 5000;
  const shown = new Map();
  let known = `"${mark}"`;
  let behind = false;
  let ended = false;

  const parts = () => Array.from(document.querySelectorAll("[data-live]"));
  const inUse = (part) => {
    const selection = getSelection();
    return part.contains(document.activeElement) || (!selection.isCollapsed && selection.containsNode(part, true));
  };

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
    document.getElementById("main").prepend(box);
    ended = true;
  }

  function put(part, other) {
    const states = (within) => Array.from(within.querySelectorAll("details, .table-scroll"));
    const before = states(part).map((one) => [one.open, one.scrollLeft, one.scrollTop]);
    part.replaceChildren(...other.childNodes);
    states(part).forEach((one, at) => {
      if (!before[at]) return;
      const [open, left, top] = before[at];
      if (open !== undefined) one.open = open;
      one.scrollLeft = left;
      one.scrollTop = top;
    });
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
    parts().forEach((part) => {
      const other = page.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
      if (!other || shown.get(part.dataset.live) === other.innerHTML) return;
      if (inUse(part)) { behind = true; return; }
      shown.set(part.dataset.live, other.innerHTML);
      put(part, other);
    });
    return true;
  }

  async function look() {
    if (ended || document.hidden) return;
    const answer = await fetch(now, { headers: { "If-None-Match": known }, credentials: "omit", cache: "no-store" }).catch(() => null);
    if (!answer || (!answer.ok && answer.status !== 304)) return;
    const found = answer.headers.get("ETag");
    const changed = answer.status !== 304 && found !== known;
    if (!changed && !behind) return;
    if (await renew() && found) known = found;
  }

  let looking = false;
  async function lookOnce() {
    if (looking) return;
    looking = true;
    try { await look(); } finally { looking = false; }
  }

  setInterval(lookOnce, EVERY_MS);
  document.addEventListener("visibilitychange", lookOnce);
})();
