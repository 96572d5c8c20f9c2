// Keeps what is being written: form[data-draft] sends its changed fields to data-draft-url a moment after the last
// key as {place, fields}. Nothing is stored in the browser; what could not be sent stays in the window.
const PAUSE = 1500;
const RETRIES = [5000, 15000, 30000, 60000];
const forms = new WeakMap();

const isKept = (control) => control.name && !["hidden", "password", "file", "submit", "button"].includes(control.type) && control.name !== "csrfmiddlewaretoken";

function values(form) {
  const found = {};
  for (const control of form.elements) {
    if (!isKept(control)) continue;
    const ticked = control.type === "checkbox" || control.type === "radio";
    if (ticked && !control.checked) found[control.name] ??= "";
    else found[control.name] = found[control.name] && ticked ? `${found[control.name]}\n${control.value}` : control.value;
  }
  return found;
}

function stateOf(form) {
  if (!forms.has(form)) forms.set(form, { kept: null, timer: null, tries: 0, isSending: false, isUnsaved: false });
  return forms.get(form);
}

function changed(form) {
  const { kept } = stateOf(form);
  return Object.fromEntries(Object.entries(values(form)).filter(([name, value]) => kept[name] !== value));
}

function show(form, kind, time = "") {
  const region = form.querySelector("[data-saved]");
  region.textContent = region.dataset[kind].replace("{time}", time);
  region.classList.toggle("is-waiting", kind !== "textSaved");
  if (kind !== "textSignedOut") return;
  const link = document.createElement("a");
  Object.assign(link, { href: location.href, target: "_blank", textContent: region.dataset.textSignIn });
  region.append(" ", link);
}

// The refusal stands at its own field, or by the word "saved" when it belongs to none.
function refuse(form, problem) {
  for (const old of form.querySelectorAll("[data-refusal]")) old.remove();
  const place = form.querySelector(`[data-field="${CSS.escape(problem?.field ?? "")}"] [data-messages]`);
  show(form, "textRefused");
  if (!problem?.detail) return;
  const note = document.createElement("span");
  Object.assign(note, { className: "form-error-message", textContent: problem.detail });
  note.setAttribute("role", "alert");
  note.dataset.refusal = "";
  (place ?? form.querySelector("[data-saved]")).append(note);
}

function later(form, delay) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), delay);
}

async function send(form, fields) {
  return fetch(form.dataset.draftUrl, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken?.value ?? "" },
    body: JSON.stringify({ place: form.dataset.draft, fields }),
  });
}

async function save(form) {
  const state = stateOf(form);
  const fields = changed(form);
  if (!form.isConnected || state.isSending || form.dataset.sending) return;
  if (!Object.keys(fields).length) return nothingNew(state);
  state.isSending = true;
  const answer = await send(form, fields).catch(() => null);
  state.isSending = false;
  await hear(form, fields, answer);
}

function nothingNew(state) {
  state.isUnsaved = false;
  state.afterwards?.();
  delete state.afterwards;
}

async function hear(form, fields, answer) {
  const state = stateOf(form);
  const { afterwards } = state;
  delete state.afterwards;
  if (answer?.ok) kept(form, fields);
  else if (answer?.status === 422) refuse(form, await answer.json().catch(() => null));
  else if (answer?.status === 401) return signedOut(form);
  else if (answer?.status === 403) return signedOut(form, afterwards);
  else show(form, "textUnsaved");
  // What did not get through would not get through with the form either: that stays here.
  if (afterwards && answer) return afterwards();
  if (!answer || answer.status >= 500) later(form, RETRIES[Math.min(state.tries++, RETRIES.length - 1)]);
}

// Signed in anew beside this page, which still has the old session's token, one may go on as soon as it has the new.
function signedOut(form, afterwards) {
  stateOf(form).afterwards = afterwards;
  show(form, "textSignedOut");
  dispatchEvent(new Event("pejl:signed-out"));
}

function kept(form, fields) {
  const state = stateOf(form);
  Object.assign(state.kept, fields);
  state.tries = 0;
  for (const old of form.querySelectorAll("[data-refusal]")) old.remove();
  const now = new Date();
  show(form, "textSaved", `${now.getHours()}.${String(now.getMinutes()).padStart(2, "0")}`);
  state.isUnsaved = Object.keys(changed(form)).length > 0;
  if (state.isUnsaved) later(form, PAUSE);
}

document.addEventListener("focusin", ({ target }) => {
  const form = target.closest?.("form[data-draft]");
  if (form) stateOf(form).kept ??= values(form);
});

document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("form[data-draft]");
  if (!form) return;
  const state = stateOf(form);
  state.kept ??= {};
  state.isUnsaved = true;
  later(form, PAUSE);
});

// The form waits until its last words are kept: where they do not get through, nothing is lost by sending it.
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const state = forms.get(form);
  if (!state || event.defaultPrevented) return;
  clearTimeout(state.timer);
  if (state.isLetGo || !(state.isSending || state.isUnsaved)) return;
  event.preventDefault();
  state.afterwards = () => letGo(form, submitter);
  save(form);
});

function letGo(form, submitter) {
  const state = stateOf(form);
  state.isLetGo = true;
  form.requestSubmit(submitter);
  state.isLetGo = false;
}

const unsaved = () => [...document.querySelectorAll("form[data-draft]")].filter((form) => stateOf(form).isUnsaved && !form.dataset.sending);

for (const moment of ["online", "pejl:signed-in"]) addEventListener(moment, () => unsaved().forEach(save));
addEventListener("beforeunload", (event) => unsaved().length && event.preventDefault());
