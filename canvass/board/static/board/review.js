/* The review page by keyboard: one key a choice, Enter to go on and then to confirm, u to undo. Without this script the
   same form is filled in and sent by hand. */
"use strict";

(() => {
  const form = document.getElementById("decision");
  if (!form) return;
  const every = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const questions = every("[data-question]", form);
  const progress = form.querySelector("[data-progress]");
  const undoButton = form.querySelector("[data-undo]");
  const keysBox = form.querySelector("[data-keys]");
  const noVoteButton = form.querySelector("[data-no-vote]");
  const undone = [];
  let active = -1;
  /* While a button of the mouse is down nothing may move under it: the click would be lost. */
  let pressing = false;
  let afterPress = -1;
  let sent = false;

  /* What belongs to a question itself, and not to a line within it. */
  const own = (question, selector) => every(selector, question).filter((one) => one.closest("[data-question]") === question);
  const inputs = (question) => own(question, "input[data-key]");
  /* A ballot that does not count as it is needs no answers on its contests. */
  const ended = () => form.querySelector("[data-ends]:checked") !== null;
  const answered = (question) => (ended() && !question.querySelector("[data-ends]")) || inputs(question).length === 0 || inputs(question).some((input) => input.checked);
  const asks = (question) => inputs(question).length > 0;

  function show(place, focus = true, scroll = true) {
    if (place < 0 || place >= questions.length) return;
    active = place;
    questions.forEach((question, at) => question.classList.toggle("active", at === place));
    const question = questions[place];
    every(".asked", form).forEach((contest) => contest.classList.toggle("open", contest.contains(question)));
    const first = inputs(question).find((input) => input.checked) || inputs(question)[0];
    if (focus && first) first.focus({ preventScroll: true });
    if (scroll) question.scrollIntoView({ block: "nearest" });
    tell();
  }

  function tell() {
    const asked = questions.filter(asks);
    const open = asked.filter((question) => !answered(question)).length;
    progress.textContent = open === 0 ? "Everything is answered. Enter confirms." : (asked.length === 1 ? "One question to answer." : `${open} of ${asked.length} to answer.`);
    undoButton.disabled = undone.length === 0;
  }

  function firstOpen() {
    return questions.findIndex((question) => !answered(question));
  }

  function remember(question) {
    undone.push({ question, state: every("input[type=radio], input[type=checkbox]", question).map((one) => [one, one.checked]) });
  }

  function undo() {
    const last = undone.pop();
    if (!last) return;
    last.state.forEach(([input, checked]) => { input.checked = checked; });
    show(Math.max(questions.indexOf(last.question), 0));
  }

  /* "No vote" wherever nothing is chosen yet; lines with names stay to be read. */
  function noVoteAnywhere() {
    remember(form);
    questions.filter((question) => !answered(question)).forEach((question) => {
      const none = inputs(question).find((input) => input.matches("[data-alone][value=none]"));
      if (none) none.checked = true;
    });
    const open = firstOpen();
    if (open >= 0) show(open); else { const button = form.querySelector("[data-confirm]"); button.focus({ preventScroll: true }); button.scrollIntoView({ block: "nearest" }); }
    tell();
  }

  function choose(input, question) {
    remember(question);
    input.checked = input.type === "checkbox" ? !input.checked : true;
    alone(input);
    input.focus({ preventScroll: true });
    tell();
  }

  /* "No vote" and "overvote" stand alone where several may be chosen. */
  function alone(input) {
    if (input.type !== "checkbox" || !input.checked) return;
    every(`input[name="${CSS.escape(input.name)}"]`, form).forEach((other) => {
      if (other !== input && ("alone" in input.dataset || "alone" in other.dataset)) other.checked = false;
    });
  }

  function confirm() {
    const open = firstOpen();
    if (open >= 0) { show(open); return; }
    const password = form.querySelector("#password");
    const asksFirst = form.querySelector("[data-ends][value=transfer]:checked") !== null;
    if (password && !password.value && !asksFirst) { password.focus(); return; }
    if (sent) return;
    form.requestSubmit(form.querySelector("[data-confirm]"));
  }

  function toggleSeen() {
    const seen = document.body.classList.toggle("seen");
    every("img[data-seen]").forEach((image) => { image.src = seen ? image.dataset.seen : image.dataset.plain; });
    every("[data-seen-words]").forEach((words) => { words.hidden = !seen; });
    const link = document.querySelector("[data-seen-link]");
    if (link) link.textContent = seen ? "Only the ballot" : "With what the reader saw";
  }

  function typing(target) {
    return target.matches("textarea, select, input[type=text], input[type=password], input[type=number]");
  }

  function keyOf(event) {
    const question = questions[active];
    if (!question) return false;
    const input = inputs(question).find((one) => one.dataset.key === event.key);
    if (input) { choose(input, question); return true; }
    const oval = own(question, "input[data-oval-key]").find((one) => one.dataset.ovalKey === event.key);
    if (oval) { remember(question); oval.checked = !oval.checked; tell(); return true; }
    const contest = question.matches(".line") ? question.closest(".asked") : question;
    const cited = every("input[data-case-key]", contest).find((one) => one.dataset.caseKey === event.key);
    if (cited) { remember(contest); cited.checked = true; tell(); return true; }
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const target = event.target;
    if (event.key === "Enter") {
      if (target.matches("textarea, a, button, summary, select")) return;
      event.preventDefault();
      if (target.matches("[data-name]")) { show(questions.indexOf(target.closest("[data-question]"))); return; }
      confirm();
      return;
    }
    if (event.key === "Escape" && typing(target)) { show(Math.max(active, 0)); return; }
    if (typing(target) || !keysBox.checked) return;
    if (event.key === "u" || event.key === "Backspace") undo();
    else if (event.key === "o") toggleSeen();
    else if (event.key === "," && noVoteButton) noVoteAnywhere();
    else if (event.key === "t") {
      const name = questions[active] && own(questions[active], "[data-name]")[0];
      if (!name) return;
      name.focus();
    } else if (!keyOf(event)) return;
    event.preventDefault();
  });

  form.addEventListener("focusin", (event) => {
    const question = event.target.closest("[data-question]");
    const place = questions.indexOf(question);
    if (place < 0 || place === active) return;
    if (pressing) afterPress = place; else show(place, false);
  });
  form.addEventListener("pointerdown", () => { pressing = true; afterPress = -1; });
  /* The click follows the release. Then what was pressed is shown, and stays where it is under the pointer. */
  function showPressed() {
    const place = afterPress;
    afterPress = -1;
    if (place < 0) return;
    const pressed = document.activeElement;
    const top = pressed.getBoundingClientRect().top;
    show(place, false, false);
    window.scrollBy(0, pressed.getBoundingClientRect().top - top);
  }
  ["pointerup", "pointercancel"].forEach((end) => window.addEventListener(end, () => {
    pressing = false;
    window.setTimeout(showPressed);
  }));
  form.addEventListener("click", showPressed);
  form.addEventListener("change", (event) => { alone(event.target); tell(); });
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  undoButton.addEventListener("click", undo);
  if (noVoteButton) noVoteButton.addEventListener("click", (event) => { event.preventDefault(); noVoteAnywhere(); });
  const link = document.querySelector("[data-seen-link]");
  if (link) link.addEventListener("click", (event) => { event.preventDefault(); toggleSeen(); });

  /* Names that are like what is typed; the judge decides. */
  every("[data-name]", form).forEach((name) => {
    let waiting = 0;
    name.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => suggest(name), 200);
    });
    const button = own(name.closest("[data-question]"), "[data-look-up]")[0];
    button.addEventListener("click", (event) => { event.preventDefault(); suggest(name); name.focus(); });
  });

  async function suggest(name) {
    const address = new URL(name.dataset.suggest, window.location.href);
    address.searchParams.set("contest", name.dataset.contest);
    address.searchParams.set("typed", name.value);
    const answer = await fetch(address).then((response) => (response.ok ? response.json() : null)).catch(() => null);
    if (!answer) return;
    const line = name.closest("[data-question]");
    const told = line.querySelector("[data-told]");
    told.textContent = name.value.trim() && answer.alike.length === 0 ? "It is like none of the candidates' names." : "";
    every("[data-likeness]", line).forEach((one) => { one.textContent = ""; });
    answer.alike.forEach(({ value, likeness }) => {
      const input = inputs(line).find((one) => one.value === value);
      if (input) input.closest("label").querySelector("[data-likeness]").textContent = likeness === 100 ? "the form filed" : `alike: ${likeness} of 100`;
    });
  }

  /* On a ballot without any mark a contest shows little until it is looked at. */
  if ("short" in form.dataset) form.classList.add("short");
  every(".scripted").forEach((one) => { one.hidden = false; });
  try { keysBox.checked = window.localStorage.getItem("single-keys") !== "off"; } catch { /* Storage may be refused. */ }
  keysBox.addEventListener("change", () => {
    try { window.localStorage.setItem("single-keys", keysBox.checked ? "on" : "off"); } catch { /* As above. */ }
  });
  const begin = firstOpen();
  const password = form.querySelector("#password");
  if (begin >= 0) show(begin);
  else if (password) { password.focus(); tell(); } else show(0);
  window.addEventListener("load", () => {
    every("[data-preload] li").forEach((one) => { new Image().src = one.textContent; });
  });
})();
