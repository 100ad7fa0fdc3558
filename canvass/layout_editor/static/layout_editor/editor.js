// Moves the chosen target on the picture, with arrow keys or the mouse, and writes its place into the form.
// The form works without this.
"use strict";

(() => {
  const picture = document.getElementById("picture");
  const box = document.getElementById("chosen");
  const right = document.getElementById("id_x_in");
  const down = document.getElementById("id_y_in");
  if (!picture || !box || !right || !down) return;

  const unitsAnInch = 100;
  const widest = Number(picture.dataset.width);
  const highest = Number(picture.dataset.height);
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const within = (value, most) => Math.min(Math.max(value, 0), most);

  function show() {
    const x = Number(right.value) * unitsAnInch;
    const y = Number(down.value) * unitsAnInch;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    box.setAttribute("x", String(x - Number(box.getAttribute("width")) / 2));
    box.setAttribute("y", String(y - Number(box.getAttribute("height")) / 2));
  }

  function moveTo(x, y) {
    right.value = within(x, widest).toFixed(2);
    down.value = within(y, highest).toFixed(2);
    show();
  }

  function placeOf(event) {
    const frame = picture.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * widest;
    const y = ((event.clientY - frame.top) / frame.height) * highest;
    return [x, y];
  }

  picture.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      right.focus();
      return;
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const inches = event.shiftKey ? 0.1 : 0.01;
    moveTo(Number(right.value) + step[0] * inches, Number(down.value) + step[1] * inches);
  });

  let dragging = false;
  box.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    dragging = true;
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener("pointermove", (event) => {
    if (dragging) moveTo(...placeOf(event));
  });
  box.addEventListener("pointerup", () => {
    dragging = false;
  });
  box.addEventListener("click", (event) => event.preventDefault());

  right.addEventListener("input", show);
  down.addEventListener("input", show);
})();
