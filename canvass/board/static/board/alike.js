/* Pending write-ins side by side: tick all lines of the page, or none. Without this script each is ticked by hand. */
"use strict";

(() => {
  const form = document.querySelector("[data-alike]");
  if (!form) return;
  form.querySelectorAll("[data-tick]").forEach((button) => button.addEventListener("click", () => {
    form.querySelectorAll("input[name=line]").forEach((line) => { line.checked = button.dataset.tick === "all"; });
  }));
  form.querySelectorAll(".scripted").forEach((one) => { one.hidden = false; });
})();
