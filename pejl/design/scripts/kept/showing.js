// The list at a form of what was written there and is not sent yet; what belongs to no form here stands at the top.
const PATIENT = 800;
let told = new Set();
let all = [];

function made(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text ?? "" });
}

function command(words, work) {
  const button = Object.assign(made("button", "button button-quiet button--small", words), { type: "button" });
  button.addEventListener("click", work);
  return button;
}

async function mend(item) {
  const form = formOf(item);
  if (!form || isBusy(form)) return;
  await drop(item.id);
  fill(form, item.fields);
  form.querySelector("textarea, input:not([type=hidden])").focus();
}

function line(item) {
  const row = made("li", "outbox__item");
  row.append(made("p", "outbox__text", item.words));
  if (item.refusal) row.append(made("p", "outbox__refusal", item.refusal));
  const form = item.refusal && formOf(item);
  if (form && !isBusy(form)) row.append(command(spokenWords.textMend, () => mend(item)));
  if (item.refusal && !formOf(item) && item.page) row.append(Object.assign(made("a", "link", spokenWords.textMend), { href: item.page }));
  row.append(command(spokenWords.textThrow, () => drop(item.id)));
  return row;
}

// A name of its own, so that no part of the page that is made anew is taken for it.
function list(items, number) {
  const section = Object.assign(made("section", "outbox"), { id: `outbox-${number}` });
  section.dataset.keep = "";
  const title = made("h3", "outbox__title", spokenWords.textKept);
  const rows = made("ul", "outbox__list");
  rows.append(...items.map(line));
  section.append(title, rows);
  return section;
}

function sayFirst(items) {
  const now = new Set(items.map(({ id, refusal }) => `${id} ${refusal ?? ""}`));
  const fresh = items.find(({ id, refusal }) => !told.has(`${id} ${refusal ?? ""}`));
  told = now;
  if (fresh) document.dispatchEvent(new CustomEvent("pejl:say", { detail: fresh.refusal ?? spokenWords.textKept }));
}

async function show() {
  all = canKeep() ? await kept("sent").catch(() => []) : [];
  placeLists();
}

// Of what is written over one place, the last counts.
const isOvertaken = (item) => item.over && !item.refusal && all.some(({ path, at, refusal }) => path === item.path && at > item.at && !refusal);

// Not at once: what goes out in a moment need not be told.
function placeLists() {
  const told = all.filter((item) => !isOvertaken(item));
  const shown = told.filter(({ at, refusal }) => refusal || Date.now() - at > PATIENT);
  if (shown.length < told.length) setTimeout(placeLists, PATIENT);
  const places = new Map();
  for (const item of shown) {
    const form = formOf(item) ?? null;
    places.set(form, [...(places.get(form) ?? []), item]);
  }
  const lists = [...places].map(([form, items], number) => [form, list(items, number)]);
  const old = [...document.querySelectorAll(".outbox")];
  const isSame = old.length === lists.length && lists.every(([form, made], at) => made.isEqualNode(old[at]) && isAt(form, old[at]));
  if (isSame) return;
  for (const one of old) one.remove();
  for (const [form, made] of lists) if (form) form.after(made); else document.getElementById("content").prepend(made);
  sayFirst(shown);
}

const isAt = (form, made) => (form ? form.nextElementSibling : document.getElementById("content").firstElementChild) === made;

// Without HTTPS the browser has no key to seal with: nothing is kept here, and the page says so.
function sayWhatIsMissing() {
  if (!person || (window.isSecureContext && crypto.subtle)) return;
  for (const place of document.querySelectorAll("[data-needs-https]")) place.hidden = false;
}

// There the form keeps its words itself, until they are sent.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt;
  if (form.matches("form[data-outbox]") && detail.successful && form.isConnected) empty(form);
});

document.addEventListener("pejl:patched", () => {
  sayWhatIsMissing();
  restoreAll();
  if (all.length) placeLists();
});
document.addEventListener("htmx:afterSettle", restoreAll);
addEventListener("pejl:kept-changed", show);
sayWhatIsMissing();
restoreAll();
show();
goOn();
