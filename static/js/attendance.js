/* Attendance by keyboard: arrows move between rows and choices without changing them, a letter chooses.

   [data-attendance] with rows [data-row]; a choice has data-key. A select takes its letters from the browser. */

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const CELLS = "input[type=radio][data-key], select";
const grid = document.querySelector("[data-attendance]");

const rows = () => [...grid.querySelectorAll("[data-row]")];
/* The cells of a row: hidden ones cannot be reached. */
const cells = (row) => [...row.querySelectorAll(CELLS)].filter((cell) => cell.offsetParent !== null);

function move(cell, [down, right]) {
  const row = cell.closest("[data-row]");
  const place = cells(row).indexOf(cell) + right;
  const all = rows();
  const next = down ? all[all.indexOf(row) + down] : row;
  if (!next) return;
  const found = cells(next);
  found[Math.max(0, Math.min(place, found.length - 1))]?.focus();
}

function choose(cell, key) {
  const choice = cell.closest("[data-row]").querySelector(`[data-key="${CSS.escape(key.toLowerCase())}"]`);
  if (!choice) return false;
  choice.focus();
  choice.click();
  return true;
}

grid?.addEventListener("keydown", (event) => {
  const cell = event.target.closest(CELLS);
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  if (ARROWS[event.key]) {
    event.preventDefault();
    move(cell, ARROWS[event.key]);
  } else if (cell.matches("[data-key]") && choose(cell, event.key)) {
    event.preventDefault();
  }
});

document.querySelectorAll("[data-attendance-keys]").forEach((text) => { text.hidden = !grid; });
