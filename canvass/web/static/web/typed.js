/* Nothing typed is lost to the end of a sign-in. A form that is sent is kept in this window until a page answers it;
   where that page asks to sign in, or does not take the form, the same person finds it filled in again. Two minutes
   before the sign-in ends the page says so. Without this script the next page says that nothing was written. */
"use strict";

(() => {
  const KEPT = "canvass-typed";
  const LAST_WORDS_S = 120;
  const { account, idleS, absoluteS, unanswered } = document.body.dataset;
  const here = location.pathname + location.search;

  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT));
    } catch {
      return null;
    }
  }

  const forget = () => sessionStorage.removeItem(KEPT);

  const isTyped = (field) => field.name && field.name !== "csrfmiddlewaretoken" && !["password", "hidden", "file", "submit", "button"].includes(field.type);
  const typedIn = (form) => Array.from(form.elements).filter(isTyped);
  const posting = () => Array.from(document.forms).filter((form) => form.method === "post");
  /* Forms of one address are told apart by their order on the page. */
  const placeOf = (form) => posting().filter((other) => other.action === form.action).indexOf(form);

  function keep(event) {
    const form = event.target;
    if (unanswered !== undefined || form.method !== "post" || typedIn(form).length === 0) return;
    const fields = typedIn(form).map((field) => {
      if (field.type === "checkbox" || field.type === "radio") return [field.name, field.value, field.checked];
      if (field.multiple) return [field.name, null, Array.from(field.selectedOptions, (option) => option.value)];
      return [field.name, null, field.value];
    });
    const hasFile = form.querySelector("input[type=file]") !== null;
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ account, person: document.querySelector(".person strong").textContent, page: here, action: form.action, place: placeOf(form), fields, hasFile }));
    } catch {
      forget();
    }
  }

  function notice(kind, words, role = "status") {
    const box = document.createElement("div");
    box.className = `notice ${kind}`;
    box.setAttribute("role", role);
    const text = document.createElement("p");
    text.textContent = words;
    box.append(text);
    document.getElementById("main").prepend(box);
    return box;
  }

  function set(form, fields) {
    const left = typedIn(form);
    for (const [name, value, said] of fields) {
      const at = left.findIndex((field) => field.name === name && (value === null || field.value === value));
      if (at < 0) continue;
      const [field] = left.splice(at, 1);
      if (value !== null) field.checked = said;
      else if (field.multiple) Array.from(field.options).forEach((option) => { option.selected = said.includes(option.value); });
      else field.value = said;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  function giveBack(typed) {
    const form = posting().filter((one) => one.action === typed.action)[typed.place];
    if (!form) return;
    set(form, typed.fields);
    const file = typed.hasFile ? " Choose the file again." : "";
    notice("warning", `What you typed stands in the form again. Nothing of it is written yet: look at it, and send it.${file}`);
    form.scrollIntoView({ block: "nearest" });
  }

  function answered() {
    const typed = kept();
    if (!typed) return;
    if (unanswered !== undefined) {
      typed.unanswered = true;
      sessionStorage.setItem(KEPT, JSON.stringify(typed));
      notice("info", `What ${typed.person} typed is kept in this window. It stands in the form again once ${typed.person} is signed in and opens its page.`);
    } else if (!typed.unanswered || typed.account !== account) {
      forget();
    } else if (typed.page === here) {
      forget();
      giveBack(typed);
    }
  }

  function warnOfTheEnd() {
    const began = Date.now();
    let lastWork = began;
    let box = null;
    const leftS = () => Math.min(Number(idleS) - (Date.now() - lastWork) / 1000, Number(absoluteS) - (Date.now() - began) / 1000);
    const mayStay = () => Number(absoluteS) - (Date.now() - began) / 1000 > LAST_WORDS_S;

    async function stay() {
      const home = document.querySelector(".masthead-name").href;
      const answer = await fetch(home, { method: "HEAD", cache: "no-store" }).catch(() => null);
      if (!answer || !answer.ok) return;
      lastWork = Date.now();
      box.remove();
      box = null;
    }

    function look() {
      if (leftS() > LAST_WORDS_S) return;
      const over = leftS() <= 0;
      if (box && (box.dataset.over === "yes") === over) return;
      if (box) box.remove();
      box = notice("warning", over
        ? "Your sign-in has ended. Send what you have typed: you are asked to sign in, and it stands in the form again."
        : "You will be signed out in two minutes, unless you work in another window.", "alert");
      box.dataset.over = over ? "yes" : "no";
      if (over || !mayStay()) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button secondary";
      button.textContent = "Stay signed in";
      button.addEventListener("click", stay);
      box.append(button);
    }

    setInterval(look, 5000);
  }

  answered();
  addEventListener("submit", keep);
  if (account) warnOfTheEnd();
})();
