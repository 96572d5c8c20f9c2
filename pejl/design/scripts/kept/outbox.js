// What is sent from form[data-outbox] is kept on this device first, and goes out when the server answers: after a lost
// connection, a reload, a closed lid, a new sign-in. Each carries a client_id, so that the server takes it once.
const TRY_AGAIN = 2000;
const LONGEST_PAUSE = 6 * 1000;
const TIMEOUT = 15 * 1000;
const PRESSES = 600;
const PASSING = new Set([408, 425, 429]);

const pressed = new WeakMap();
let going = null;
let misses = 0;
let isHeldBack = false;
let later = null;

const pathOf = (address) => new URL(address, location.href).pathname;
const targetOf = (form, submitter) => pathOf(submitter?.getAttribute("formaction") ?? form.getAttribute("hx-post") ?? form.getAttribute("action") ?? "");
const textual = (control) => control.tagName === "TEXTAREA" || ["text", "search", "url", "email", "tel"].includes(control.type);
const wordsOf = (form) => [...form.elements].filter((control) => control.name && textual(control) && control.value.trim()).map(({ value }) => value.trim()).join("\n");
const isRequired = (control) => control.required || control.getAttribute("aria-required") === "true";
const writesOver = (form) => form.dataset.outbox === "over";
const versionIn = (fields) => fields.find(([name]) => name === "version")?.[1] ?? "";
const isEmpty = (form) => [...form.elements].some((control) => textual(control) && isRequired(control) && !control.value.trim());

function contentOf(form, submitter) {
  const fields = [...new FormData(form, submitter)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "client_id");
  const key = form.elements.client_id?.value || newKey();
  const words = wordsOf(form) || (form.getAttribute("aria-label") ?? "");
  return { path: targetOf(form, submitter), fields: [...fields, ["client_id", key]], words, page: form.dataset.page };
}

// What a person sees in the fields, to know it again.
function signOf(form) {
  const seen = [...form.elements].filter(({ name, type }) => name && !wordless.has(type));
  return JSON.stringify(seen.map(({ name, type, value, checked }) => [name, type === "checkbox" || type === "radio" ? checked : value]));
}

// Taken before htmx and the browser see it. Where it cannot be kept, they send it as they would have.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("outbox" in form.dataset) || "letGo" in form.dataset || !canKeep()) return;
  if (form.dataset.sending || performance.now() - pressed.get(form) < PRESSES) return refuseEvent(event);
  if (isEmpty(form) || [...form.elements].some(({ type, files }) => type === "file" && files.length)) return;
  refuseEvent(event);
  takeIn(form, event.submitter);
}, true);

// The second press of a double one finds the form empty; whoever has written in between means it.
document.addEventListener("input", ({ target }) => pressed.delete(target.form));

function refuseEvent(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

async function takeIn(form, submitter) {
  const content = contentOf(form, submitter);
  const over = writesOver(form) && { sign: signOf(form) };
  form.dataset.sending = "1";
  try {
    const typed = await typedId(form);
    if (over) content.over = { ...over, typed };
    await keep("sent", newKey(), content, Date.now(), over ? null : typed);
  } catch {
    return letThrough(form, submitter);
  } finally {
    delete form.dataset.sending;
  }
  if (over) await goOnTyping(form);
  else empty(form);
  pressed.set(form, performance.now());
  sendKept();
}

// What is written over stays in its field, as typed, until the server has it.
function goOnTyping(form) {
  if (form.elements.client_id) form.elements.client_id.value = newKey();
  return keepTyped(form);
}

function letThrough(form, submitter) {
  form.dataset.letGo = "";
  form.requestSubmit(submitter);
  delete form.dataset.letGo;
}

// Ready for the next: what was chosen stays chosen, and whoever wrote may go on writing.
function empty(form) {
  for (const select of form.querySelectorAll("select")) for (const option of select.options) option.defaultSelected = option.selected;
  for (const control of form.elements) if (textual(control)) control.defaultValue = "";
  form.reset();
  if (form.elements.client_id) form.elements.client_id.value = newKey();
  for (const control of form.elements) if (textual(control)) control.dispatchEvent(new Event("input", { bubbles: true }));
  if (form.contains(document.activeElement)) form.querySelector("textarea")?.focus();
}

const isAlone = (work) => (navigator.locks ? navigator.locks.request(`${STORE} ${person}`, { ifAvailable: true }, (lock) => (lock ? work() : null)) : work());

// One tab sends, one at a time, in the order of writing. What the server cannot take now does not hold up the next.
async function sendKept() {
  clearTimeout(later);
  if (going || isHeldBack || !canKeep()) return;
  going = Promise.resolve(isAlone(sendAll)).catch(() => {});
  await going;
  going = null;
  const left = canKeep() ? (await kept("sent").catch(() => [])).filter(({ refusal }) => !refusal) : [];
  if (left.length && !isHeldBack) later = setTimeout(sendKept, Math.min(LONGEST_PAUSE, TRY_AGAIN * 2 ** Math.min(misses, 4)) * (0.75 + Math.random() / 2));
}

async function sendAll() {
  misses += 1;
  const waiting = new Set();
  for (const { id } of await kept("sent")) {
    // Looked up once more: it may have been thrown away, or be written over what went out just before.
    const item = (await kept("sent")).find((one) => one.id === id);
    if (!item || item.refusal || waiting.has(item.path)) continue;
    const outcome = await send(item);
    if (outcome === "held") return;
    if (outcome === "unreached") return;
    if (outcome === "later" && item.over) waiting.add(item.path);
    if (outcome === "gone") misses = 0;
  }
}

function post({ path, fields }, token) {
  return fetch(path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "HX-Request": "true", "HX-Current-URL": location.href, "X-CSRFToken": token },
    credentials: "same-origin",
    signal: AbortSignal.timeout(TIMEOUT),
  });
}

const pageToken = () => [...document.getElementsByName("csrfmiddlewaretoken")].find(({ value }) => value)?.value ?? "";

async function send(item, isSecond = false) {
  const answer = await post(item, pageToken()).catch(() => null);
  if (!answer) return "unreached";
  if (answer.redirected) return arrived(item, answer);
  if (answer.ok) return gone(item, await answer.text().catch(() => ""), answer.headers.get("HX-Retarget"));
  if (answer.status >= 500 || PASSING.has(answer.status)) return "later";
  if (answer.status === 401) return hold();
  if ([403, 404].includes(answer.status)) {
    const who = await whoIsHere();
    if (who !== "mine") return who;
    if (answer.status === 403 && !isSecond) return send(item, true);
  }
  return refuse(item, answer);
}

// Sent on to another page: that is an answer only if it is still the same person's.
async function arrived(item, answer) {
  const page = await pageIn(answer);
  return page?.body.dataset.person === person ? gone(item) : hold();
}

const pageIn = async (answer) => new DOMParser().parseFromString(await answer.text().catch(() => ""), "text/html");

function hold() {
  isHeldBack = true;
  dispatchEvent(new Event("pejl:session-over"));
  return "held";
}

// The token may be an old session's. A new one is taken only while the same person is signed in in this browser.
async function whoIsHere() {
  const answer = await fetch(location.href, { headers: { "Pejl-Automatic": "1" }, cache: "no-store" }).catch(() => null);
  if (!answer || answer.status >= 500) return "unreached";
  const page = await pageIn(answer);
  if (!answer.ok && !page.body.dataset.person) return "unreached";
  if (page.body.dataset.person !== person) return hold();
  const token = page.getElementsByName("csrfmiddlewaretoken")[0]?.value;
  if (token) for (const input of document.getElementsByName("csrfmiddlewaretoken")) input.value = token;
  return "mine";
}

// What the server answers with stands where the form says, around what is being written there by now.
async function gone(item, html = "", retarget = null) {
  if (item.over) await writtenOver(item, html);
  await drop(item.id);
  if (item.over && (await followed(item))) return "gone";
  answerInto(retarget ?? formOf(item)?.getAttribute("hx-target"), html, Boolean(item.over));
  if (item.over) askForPlace(item);
  return "gone";
}

// Where it stood may be over by now: the place stayed only for what was typed in it.
function askForPlace(item) {
  const own = formOf(item)?.closest('[hx-trigger~="anew"]');
  if (own) askAnew(own);
}

// Words that the server gives back are not sent yet: they count as typed, and nothing takes them away.
function answerInto(selector, html, isSaved = false) {
  const target = html.trim() && selector && document.querySelector(selector);
  if (!target) return false;
  changing(() => fillWith(target, html));
  target.querySelectorAll("form").forEach((form) => pressed.delete(form));
  for (const control of isSaved ? [] : target.querySelectorAll("form[data-outbox] :is(input, textarea)")) {
    const { value } = control;
    if (textual(control) && value) [control.defaultValue, control.value] = ["", value];
  }
  return true;
}

// It will not be taken however often it is sent. Where nobody has gone on writing, the form comes back as the server
// gives it, with what is wrong and what helps; else the list says it, with the text to mend or throw away.
async function refuse(item, answer) {
  const text = await answer.text().catch(() => "");
  const form = formOf(item);
  const isForm = answer.status === 422 && !answer.headers.has("HX-Retarget");
  const isFree = form && (item.over ? signOf(form) === item.over.sign && !(await followed(item)) : !hasWords(form));
  if (isForm && isFree) {
    if (item.over) settleFields(form);
    if (answerInto(form.getAttribute("hx-target"), text)) return drop(item.id);
  }
  const { id, at, ...content } = item;
  await keep("sent", id, { ...content, refusal: wordsIn(text, answer) || spokenWords.textNotTaken }, at);
  return "refused";
}

function wordsIn(text, answer) {
  if (answer.headers.get("Content-Type")?.includes("json")) return JSON.parse(text).detail ?? "";
  const page = new DOMParser().parseFromString(text, "text/html");
  const found = [".error-summary__list li", ".form-error-message", ".alert__words p", "main .prose"].map((place) => [...page.querySelectorAll(place)]).find(({ length }) => length) ?? [];
  return found.map((one) => one.textContent.replace(/\s+/g, " ").trim()).join(" ");
}

const formOf = ({ path }) => [...document.querySelectorAll("form[data-outbox]")].find((form) => targetOf(form) === path);

function goOn() {
  misses = 0;
  sendKept();
}

addEventListener("online", goOn);
addEventListener("pageshow", goOn);
addEventListener("pejl:live", ({ detail }) => detail !== "lost" && goOn());
addEventListener("pejl:signed-in", () => {
  isHeldBack = false;
  goOn();
});
