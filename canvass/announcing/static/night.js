"use strict";
// Follows contests and keeps the page up. Without it every figure stands on the page all the same.
(() => {
  const root = document.body.dataset.root;
  let shown = Number(document.body.dataset.snapshot);
  const kept = (name) => { try { return localStorage.getItem(name) || ""; } catch { return ""; } };
  const keep = (name, text) => { try { localStorage.setItem(name, text); } catch { /* Private windows keep nothing. */ } };
  const site = new URL(root || ".", location.href).pathname;
  const address = new URLSearchParams(location.search);
  let followed = new Set((address.get("follow") ?? kept(`follow ${site}`)).split(",").filter(Boolean));
  let alone = address.has("follow");

  function put() {
    keep(`follow ${site}`, [...followed].join(","));
    const here = new URL(location.href);
    if (followed.size) here.searchParams.set("follow", [...followed].join(",")); else here.searchParams.delete("follow");
    try { history.replaceState(null, "", here); } catch { /* A file has no history of its own. */ }
    dress();
  }

  function button(text, pressed, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    if (pressed !== null) made.setAttribute("aria-pressed", String(pressed));
    made.addEventListener("click", act);
    return made;
  }

  function dress() {
    const sections = document.querySelectorAll("section[data-contest]");
    const overview = sections.length > 1;
    for (const one of sections) {
      const id = one.dataset.contest;
      const title = one.querySelector("h1, h2").textContent;
      const old = one.querySelector("button.follow");
      const had = old && old === document.activeElement;
      const star = button(followed.has(id) ? "Following" : "Follow", followed.has(id), () => {
        if (followed.has(id)) followed.delete(id); else followed.add(id);
        if (!followed.size) alone = false;
        put();
      });
      star.className = "follow";
      star.setAttribute("aria-label", `Follow ${title}`);
      if (old) old.replaceWith(star); else one.append(star);
      if (had) star.focus();
      one.hidden = overview && alone && followed.size > 0 && !followed.has(id);
    }
    const place = document.getElementById("mine");
    if (!place || !overview) return;
    const had = place.contains(document.activeElement);
    place.replaceChildren();
    if (!followed.size) return;
    const label = alone ? "Show all contests" : `Show only the contests that you follow (${followed.size})`;
    place.append(button(label, null, () => { alone = !alone; put(); }));
    if (had) place.firstChild.focus();
  }

  const asked = new Set();
  async function bring() {
    const more = document.getElementById("more");
    if (!more) return;
    for (const id of followed) {
      if (asked.has(id) || document.querySelector(`section[data-contest="${CSS.escape(id)}"]`)) continue;
      asked.add(id);
      try {
        const answer = await fetch(`${root}contest/${encodeURIComponent(id)}/index.html`, { cache: "no-cache" });
        if (!answer.ok) continue;
        const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("section[data-contest]");
        const heading = document.createElement("h2");
        heading.textContent = found.querySelector("h1").textContent;
        found.querySelector("h1").replaceWith(heading);
        for (const link of found.querySelectorAll("a[href^='../../']")) link.setAttribute("href", link.getAttribute("href").slice(6));
        for (const link of found.querySelectorAll("[data-own]")) link.remove();
        more.append(document.importNode(found, true));
      } catch { asked.delete(id); }
    }
    dress();
  }

  function figures() {
    const found = {};
    for (const one of document.querySelectorAll("section[data-contest]")) found[one.dataset.contest] = one.dataset.votes;
    return found;
  }

  function sinceLastLook() {
    const place = document.getElementById("since");
    if (!place) return;
    let before = {};
    try { before = JSON.parse(kept(`seen ${site}`) || "{}"); } catch { before = {}; }
    const now = figures();
    const changed = Object.keys(now).filter((id) => id in before && before[id] !== now[id]);
    if (Object.keys(before).length) {
      place.textContent = changed.length ? `Since you last looked, ${changed.length} contests changed.` : "Nothing changed since you last looked.";
    }
    keep(`seen ${site}`, JSON.stringify(now));
  }

  let pause = 60000;
  function later() { setTimeout(look, pause + (Math.random() - 0.5) * 30000); }
  async function look() {
    if (document.hidden) { later(); return; }
    try {
      const latest = await (await fetch(`${root}latest.json`, { cache: "no-cache" })).json();
      if (latest.snapshot > shown) await renew(latest);
      pause = 60000;
    } catch {
      if (location.protocol === "file:") return;
      pause = Math.min(pause * 2, 600000);
    }
    later();
  }

  async function renew(latest) {
    const text = await (await fetch(location.pathname, { cache: "no-cache" })).text();
    const other = new DOMParser().parseFromString(text, "text/html");
    const number = Number(other.body.dataset.snapshot);
    if (!(number > shown)) return;
    const before = figures();
    const focus = document.activeElement && document.activeElement.closest("section[data-contest]");
    for (const part of ["main", "footer"]) {
      document.querySelector(part).replaceWith(document.importNode(other.querySelector(part), true));
    }
    shown = number;
    asked.clear();
    dress();
    await bring();
    const again = focus && document.querySelector(`section[data-contest="${CSS.escape(focus.dataset.contest)}"] button`);
    if (again) again.focus();
    const now = figures();
    const changed = Object.keys(now).filter((id) => before[id] !== now[id]).length;
    document.getElementById("news").textContent = `Snapshot ${number}: ${changed} contests changed. ${latest.message || ""}`;
    keep(`seen ${site}`, JSON.stringify(now));
  }

  window.nightLook = look;
  dress();
  bring().then(sinceLastLook);
  later();
})();
