// Cards of [data-columns] are moved between its columns: dragged by their grip with mouse or finger, with the arrow keys,
// or by their menu, which works without any of this. Where one lands is sent as the press of a button would be.
const TEXT = 40;
const EDGE = 60;
const STEP = 14;

let drag = null;
let dialog = null;

const columnsOf = (card) => [...card.closest("[data-columns]").querySelectorAll("[data-column]")];
const columnOf = (card) => card.closest("[data-column]");
const menuOf = (card) => [...card.querySelectorAll("[data-menu]")].find((link) => link.offsetParent);
const token = () => [...document.getElementsByName("csrfmiddlewaretoken")].find(({ value }) => value)?.value ?? "";
const say = (words) => document.dispatchEvent(new CustomEvent("pejl:say", { detail: words }));

function sayWhere(card, name) {
  const words = card.querySelector(".card__text").textContent.trim();
  const short = words.length > TEXT ? `${words.slice(0, TEXT)}…` : words;
  say(card.closest("[data-columns]").dataset.textMoved.replace("{card}", short).replace("{column}", name));
}

function lay(card, column) {
  const place = column.querySelector("[id^=column-]");
  const next = [...place.children].find((one) => (one.dataset.sort ?? "") > (card.dataset.sort ?? ""));
  place.insertBefore(card, next ?? null);
}

async function move(card, column) {
  if (!column || column === columnOf(card) || card.classList.contains("is-moving")) return;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(), to: column.dataset.column, version: card.dataset.version });
  card.classList.add("is-moving");
  const answer = await fetch(card.dataset.card, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
  card.classList.remove("is-moving");
  if (!answer || answer.status === 401) return dispatchEvent(new Event(answer ? "pejl:session-over" : "pejl:failed"));
  if (!answer.ok) return refused(answer);
  const had = document.activeElement === card;
  card.dataset.version = answer.headers.get("Pejl-Version") ?? card.dataset.version;
  lay(card, column);
  if (had) card.focus();
  sayWhere(card, column.dataset.name);
}

async function refused(answer) {
  const place = document.querySelector(answer.headers.get("HX-Retarget") ?? "#none");
  if (place && answer.status === 422) place.innerHTML = await answer.text();
  else dispatchEvent(new Event("pejl:failed"));
}

// Dragged, a card follows the pointer, is left alone by what comes from others, and the page goes along at its edges.
function begin(event) {
  const card = event.target.closest?.("[data-grip]")?.closest("[data-card]");
  if (!card || event.button) return;
  event.preventDefault();
  drag = { card, x: event.clientX, y: event.clientY + scrollY, at: event, column: null };
  card.dataset.keep = "";
  card.classList.add("is-dragged");
  drag.rolling = setInterval(roll, 30);
}

function roll() {
  const { clientY } = drag.at;
  const step = clientY < EDGE ? -STEP : clientY > innerHeight - EDGE ? STEP : 0;
  if (step) scrollBy(0, step);
  if (step) follow(drag.at);
}

function follow(event) {
  drag.at = event;
  drag.card.style.translate = `${event.clientX - drag.x}px ${event.clientY + scrollY - drag.y}px`;
  const below = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-column]");
  if (below === drag.column) return;
  drag.column?.classList.remove("is-target");
  drag.column = below && !below.contains(drag.card) ? below : null;
  drag.column?.classList.add("is-target");
}

function drop(isMeant) {
  if (!drag) return;
  const { card, column, rolling } = drag;
  clearInterval(rolling);
  drag = null;
  card.style.translate = "";
  delete card.dataset.keep;
  card.classList.remove("is-dragged");
  column?.classList.remove("is-target");
  if (isMeant) move(card, column);
}

document.addEventListener("pointerdown", begin);
document.addEventListener("pointermove", (event) => drag && follow(event));
document.addEventListener("pointerup", () => drop(true));
document.addEventListener("pointercancel", () => drop(false));

document.addEventListener("keydown", (event) => {
  if (drag && event.key === "Escape") return drop(false);
  const card = event.target.matches?.("[data-card]") ? event.target : null;
  if (!card || event.altKey || event.ctrlKey || event.metaKey || !menuOf(card)) return;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step && event.key !== "Enter") return;
  event.preventDefault();
  if (!step) return menuOf(card).click();
  const columns = columnsOf(card);
  const at = columns.indexOf(columnOf(card));
  if (at >= 0) move(card, columns[at + step]);
});

// The menu opens over the page; closed, the focus is back on its card wherever that lies by then.
async function open(link) {
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return location.assign(link.href);
  dialog?.remove();
  dialog = document.createElement("dialog");
  dialog.className = "card-dialog";
  dialog.innerHTML = await answer.text();
  document.body.append(dialog);
  htmx.process(dialog);
  const id = dialog.querySelector("[data-card-id]").dataset.cardId;
  dialog.addEventListener("close", () => setTimeout(() => document.getElementById(id)?.focus(), 0));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-menu]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!dialog?.contains(detail.elt) || !detail.successful) return;
  const card = document.getElementById(dialog.querySelector("[data-card-id]").dataset.cardId);
  const pressed = detail.requestConfig.triggeringEvent?.submitter;
  dialog.close();
  if (card && pressed) sayWhere(card, pressed.textContent.trim());
});

// What stands above where somebody reads may grow: where the browser does not hold the page still, this does.
const holds = CSS.supports("overflow-anchor", "auto");
let anchor = null;

function mark() {
  const seen = [...document.querySelectorAll("[data-card]")].find((card) => card.getBoundingClientRect().top >= 0);
  anchor = seen ? { seen, top: seen.getBoundingClientRect().top } : null;
}

if (!holds && document.querySelector("[data-columns]")) {
  addEventListener("scroll", mark, { passive: true });
  document.addEventListener("pejl:patched", () => {
    if (anchor?.seen.isConnected && scrollY) scrollBy(0, anchor.seen.getBoundingClientRect().top - anchor.top);
    mark();
  });
}

document.documentElement.dataset.columnsReady = "";
