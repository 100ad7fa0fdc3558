/* Help in place: "?" or the link opens it over the page, where nothing typed is lost, and Esc closes it. Sections of the
   law in a page's text lead to their line in the same way. Without this script the links lead to pages of their own. */
"use strict";

(() => {
  const link = document.querySelector("[data-help-of-page]");
  if (!link) return;
  const SECTION = /(?<![\w-])(?:ARM \d+\.\d+\.\d+|\d{1,2}-\d{1,2}-\d{3,4})(?![\w-])/g;
  const NO_LINKS = "a, button, label, summary, legend, option, textarea, input, code, script, svg, caption, dialog, .drawn";
  let dialog = null;

  function made() {
    const box = document.createElement("dialog");
    box.className = "help-dialog";
    box.setAttribute("aria-label", "Help");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button secondary";
    close.textContent = "Close";
    close.addEventListener("click", () => box.close());
    const content = document.createElement("div");
    box.append(close, content);
    box.addEventListener("close", () => content.replaceChildren());
    /* The keys of the page behind do nothing here. */
    box.addEventListener("keydown", (event) => event.stopPropagation());
    document.body.append(box);
    return box;
  }

  async function show(address) {
    const answer = await fetch(address, { credentials: "omit" }).catch(() => null);
    const page = answer && answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const main = page && page.getElementById("main");
    if (!main) { location.href = address; return; }
    dialog = dialog || made();
    dialog.lastElementChild.replaceChildren(...main.children);
    withLinks(dialog.lastElementChild);
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    const anchor = new URL(address, location.href).hash.slice(1);
    const place = anchor && dialog.querySelector(`[id="${CSS.escape(anchor)}"]`);
    if (!place) return;
    place.classList.add("looked-up");
    place.scrollIntoView({ block: "center" });
  }

  function linkOf(section) {
    const one = document.createElement("a");
    one.className = "law";
    one.dataset.help = "";
    one.href = `${link.dataset.law}#${section.replace(/[ .]/g, "-")}`;
    one.textContent = section;
    return one;
  }

  /* Text becomes text and links; no element of the page is made anew, so nothing typed or chosen is touched. */
  function withLinks(within) {
    const texts = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      const text = texts.currentNode;
      SECTION.lastIndex = 0;
      if (SECTION.test(text.data) && !text.parentElement.closest(NO_LINKS)) found.push(text);
    }
    found.forEach((text) => {
      const parts = [];
      let from = 0;
      for (const one of text.data.matchAll(SECTION)) {
        parts.push(text.data.slice(from, one.index), linkOf(one[0]));
        from = one.index + one[0].length;
      }
      text.replaceWith(...parts, text.data.slice(from));
    });
  }

  const types = (target) => target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.altKey || event.metaKey || types(event.target)) return;
    event.preventDefault();
    show(link.href);
  });
  document.addEventListener("click", (event) => {
    const one = event.target.closest("a[data-help]");
    if (!one || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(one.href);
  });
  document.addEventListener("canvass:changed", (event) => withLinks(event.target));
  withLinks(document.getElementById("main"));
})();
