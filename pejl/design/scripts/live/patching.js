// Changes what stands on the page into what the server has made anew, and leaves alone what somebody is writing:
// a form with words that are not sent, a form on its way, what is marked data-keep, an open fold, the focus.
const person = document.body.dataset.person;
const spokenWords = document.getElementById("live-words").dataset;
const behind = new WeakMap();

const wordless = new Set(["hidden", "submit", "button", "reset", "image"]);

function isTyped(control) {
  if (!control.name || wordless.has(control.type)) return false;
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (control.type === "file") return control.files.length > 0;
  if (control.tagName === "SELECT") return isChosen([...control.options], control);
  return "defaultValue" in control && control.value !== control.defaultValue;
}

// Where the server has chosen nothing, a list of which one is chosen starts with its first.
function isChosen(options, { multiple }) {
  const isUsual = !multiple && !options.some((option) => option.defaultSelected);
  return options.some((option, at) => option.selected !== (isUsual ? at === 0 : option.defaultSelected));
}

const hasWords = (form) => [...form.elements].some(isTyped);
const isBusy = (form) => "sending" in form.dataset || hasWords(form);
const isHeld = (node) => node.nodeType === Node.ELEMENT_NODE && ("keep" in node.dataset || (node.tagName === "FORM" && isBusy(node)));
const isWrittenIn = (part) => [...part.querySelectorAll("form")].some(isBusy);
const heldIn = (node) => (node.nodeType === Node.ELEMENT_NODE ? [node, ...node.querySelectorAll("form, [data-keep]")].filter(isHeld) : []);

// What the server leaves empty because it is made once for many: the token, a key for what is sent, what is mine.
function prepare(root) {
  const token = [...document.getElementsByName("csrfmiddlewaretoken")].find(({ value }) => value)?.value ?? "";
  for (const input of root.querySelectorAll('input[name="csrfmiddlewaretoken"]')) input.value ||= token;
  for (const input of root.querySelectorAll('input[name="client_id"]')) input.value ||= newKey();
  for (const one of root.querySelectorAll("[data-of]")) one.toggleAttribute("data-mine", one.dataset.of.split(" ").includes(person));
}

// randomUUID is missing where the page has no HTTPS.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte, at) => ([4, 6, 8, 10].includes(at) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
}

function beforeNodeMorphed(old, fresh) {
  behind.delete(old);
  if (!isHeld(old)) return true;
  if (!("keep" in old.dataset)) behind.set(old, () => morph(old, fresh));
  return false;
}

function beforeNodeRemoved(node) {
  const held = heldIn(node);
  for (const form of held) if (!("keep" in form.dataset)) behind.set(form, () => node.remove());
  return !held.length;
}

const CALLBACKS = {
  beforeNodeMorphed,
  beforeNodeRemoved,
  beforeAttributeUpdated: (name, node) => !(name === "open" && node.tagName === "DETAILS"),
};

// A part that was matched elsewhere may take along what lay in it: that comes back to where it was.
function morph(element, fresh) {
  const held = heldIn(element).filter((one) => one !== element).map((one) => [one, one.parentElement]);
  const place = element.parentElement;
  Idiomorph.morph(element, fresh, { callbacks: CALLBACKS });
  for (const [one, parent] of held) if (!one.isConnected) (parent.isConnected ? parent : place).append(one);
}

// What was held back is made up for as soon as the form is empty again.
function settle(form) {
  if (!form || !behind.has(form) || isBusy(form)) return;
  const [make, own] = [behind.get(form), form.closest('[hx-trigger~="anew"]')];
  behind.delete(form);
  make();
  wakeUp(document.body);
  // What was told around words that are gone now is asked for once more, without them.
  if (own?.isConnected) askAnew(own);
}

for (const moment of ["reset", "focusout", "htmx:afterRequest"]) {
  document.addEventListener(moment, ({ target }) => setTimeout(() => settle(target.closest?.("form")), 0));
}

function read(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  prepare(template.content);
  return template.content.firstElementChild;
}

// Where it belongs among its siblings: text order of data-sort, so that all browsers agree.
function place(element, container) {
  const next = [...container.children].find((one) => one !== element && (one.dataset.sort ?? "") > (element.dataset.sort ?? ""));
  const isThere = element.parentElement === container && element.nextElementSibling === (next ?? null);
  if (isThere) return;
  const move = element.isConnected && container.moveBefore ? "moveBefore" : "insertBefore";
  container[move](element, next ?? null);
}

function takeAway(element) {
  if (element && beforeNodeRemoved(element)) element.remove();
}

// Only what is asked for: what lies around it would be fetched too, should the event rise.
const askAnew = (element) => element.dispatchEvent(new Event("anew"));

// Many phones are told at the same moment to fetch what is theirs; they spread themselves.
function fetchAnew(id) {
  const ask = () => {
    const element = document.getElementById(id);
    if (element) askAnew(element);
  };
  setTimeout(ask, Math.random() * 1000);
}

// {id, html, within, anew}: putting the same twice changes nothing.
function put({ id, html, within, anew }) {
  const element = document.getElementById(id);
  if (anew) return element && fetchAnew(id);
  const container = within && document.getElementById(within);
  if (!html || (within && !container)) return takeAway(element);
  if (element) turn(element, () => morph(element, read(html)));
  else if (container) container.append(read(html));
  const now = document.getElementById(id);
  if (now && container) place(now, container);
  if (now) wakeUp(now);
}

// What somebody else pressed may change a command under one's finger. For a moment it takes no press and says so; what
// one's own press changed takes the next at once.
const SETTLES = 700;
const OWN = 3000;
const turnedAt = new WeakMap();
let pressedAt = -OWN;

function turn(part, change) {
  const commands = () => [...part.querySelectorAll("button")].map(({ textContent }) => textContent.trim()).join("\n");
  const before = "settles" in part.dataset && commands();
  change();
  if (before !== false && before !== commands() && performance.now() - pressedAt > OWN) turnedAt.set(part, performance.now());
}

document.addEventListener("submit", (event) => {
  const part = event.target.closest("[data-settles]");
  if (!part || !(performance.now() - turnedAt.get(part) < SETTLES)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.querySelector("[data-notice]").textContent = spokenWords.textTurned;
}, true);

// What is only for one person is fetched with what its part of the page says of itself, and whether something is typed.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.triggeringEvent?.type !== "anew") return;
  for (const one of detail.elt.querySelectorAll("[data-told]")) detail.parameters[one.name] = one.value;
  if (isWrittenIn(detail.elt)) detail.parameters.typed = "1";
});

// What one press could not do is old news with the next.
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.verb === "get") return;
  pressedAt = performance.now();
  document.querySelector("[data-notice]")?.replaceChildren();
});

// It comes through htmx, and is changed with the same care.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { elt, requestConfig } = detail;
  if (requestConfig.triggeringEvent?.type !== "anew" || !detail.shouldSwap) return;
  detail.shouldSwap = false;
  // It was answered around words that were sent meanwhile: nothing stands in the way any more.
  if (requestConfig.parameters.typed && !isWrittenIn(elt)) return askAnew(elt);
  changing(() => fillWith(elt, detail.serverResponse));
});

// The inside of an element as the server says it now; what comes along for another place goes there.
function fillWith(element, html) {
  const fresh = element.cloneNode(false);
  fresh.innerHTML = html;
  for (const one of fresh.querySelectorAll("[hx-swap-oob]")) {
    one.remove();
    one.removeAttribute("hx-swap-oob");
    put({ id: one.id, html: one.outerHTML });
  }
  prepare(fresh);
  morph(element, fresh);
  wakeUp(element);
}

function wakeUp(element) {
  prepare(element);
  htmx.process(element);
}

// An element that begins, or becomes mine, is said once; the focus stays where it is.
function spoken() {
  const words = (one) => one.textContent.replace(/\s+/g, " ").trim();
  const texts = new Map([...document.querySelectorAll("[data-say]")].map((one) => [one.id, words(one)]));
  const mine = new Map([...document.querySelectorAll("[data-say-mine][data-mine]")].map((one) => [one.id, one.dataset.sayMine || words(one)]));
  return { texts, mine };
}

function sayNew(before) {
  const now = spoken();
  const begun = [...now.texts].filter(([id, text]) => text && before.texts.get(id) !== text);
  const become = [...now.mine].filter(([id]) => !before.mine.has(id));
  for (const [, words] of [...begun, ...become]) document.dispatchEvent(new CustomEvent("pejl:say", { detail: words }));
}

function changing(change) {
  const before = spoken();
  change();
  sayNew(before);
  document.dispatchEvent(new Event("pejl:patched"));
}

prepare(document);
