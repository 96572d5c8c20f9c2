// Rows of form[data-order] are dragged by their handles; where one is dropped is sent as the press of a button would be.
// Where rows lie in one another, each moves among those that lie in the same.
let dragged = null;

const isAmong = (row) => row && row.dataset.within === dragged.dataset.within && row.closest("form") === dragged.closest("form");
const rowAt = (event) => {
  const row = dragged && event.target.closest?.("[data-ordered]");
  return isAmong(row) ? row : null;
};
const isBelow = (row, event) => event.clientY > row.getBoundingClientRect().top + row.offsetHeight / 2;

function unmark() {
  for (const row of document.querySelectorAll(".is-before, .is-after")) row.classList.remove("is-before", "is-after");
}

function mark(row, event) {
  unmark();
  if (row !== dragged) row.classList.add(isBelow(row, event) ? "is-after" : "is-before");
}

// Counted without the row itself: what lies below its old place moves up when it leaves.
function position(row, event) {
  const [from, to] = [Number(dragged.dataset.position), Number(row.dataset.position) + (isBelow(row, event) ? 1 : 0)];
  return to > from ? to - 1 : to;
}

function send(row, event) {
  const to = position(row, event);
  if (row === dragged || to === Number(dragged.dataset.position)) return;
  const form = dragged.closest("form");
  const input = Object.assign(document.createElement("input"), { type: "hidden", name: "move", value: `${dragged.dataset.ordered} ${to}` });
  form.append(input);
  form.requestSubmit();
  input.remove();
}

for (const form of document.querySelectorAll("form[data-order]")) form.dataset.orderReady = "";

// Only the handle drags: elsewhere in the row text can be selected.
document.addEventListener("pointerdown", (event) => {
  const row = event.target.closest?.("[data-handle]")?.closest("[data-ordered]");
  if (row) row.draggable = true;
});
document.addEventListener("pointerup", () => dragged || document.querySelectorAll("[draggable=true]").forEach((row) => (row.draggable = false)));
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-ordered]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  dragged.classList.add("is-dragged");
});
document.addEventListener("dragover", (event) => {
  const row = rowAt(event);
  if (!row) return;
  event.preventDefault();
  mark(row, event);
});
document.addEventListener("drop", (event) => {
  const row = rowAt(event);
  if (!row) return;
  event.preventDefault();
  send(row, event);
});
document.addEventListener("dragend", () => {
  unmark();
  dragged?.classList.remove("is-dragged");
  if (dragged) dragged.draggable = false;
  dragged = null;
});
