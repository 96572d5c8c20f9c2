// What stands half written in form[data-outbox][data-keep-typing] is kept too, comes back after a reload, and goes when it is sent.
// A form that says data-outbox="brief" writes where no author is stored: nothing of it is kept before it is sent.
const PAUSE = 400;
const typing = new WeakMap();
const keeping = new WeakMap();
const isKeptTyped = (form) => "keepTyping" in form.dataset && "outbox" in form.dataset && form.dataset.outbox !== "brief";

// Which form it stood in, without saying it: the address of a meeting is nobody's to read here.
async function typedId(form) {
  if (!isKeptTyped(form)) return null;
  clearTimeout(typing.get(form));
  await keeping.get(form);
  const place = new TextEncoder().encode(`${person} ${targetOf(form)} ${form.id}`);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", place));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function keepTyped(form) {
  if (!form.isConnected || form.dataset.sending || !canKeep()) return;
  const id = await typedId(form);
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && (form.elements[name]?.type !== "hidden" || isSeen(form, name)));
  keeping.set(form, (wordsOf(form) ? keep("typed", id, { fields, sign: signOf(form) }) : drop(id)).catch(() => {}));
}

// What was typed was typed over the version that was seen then, not over the one that the page comes back with.
const isSeen = (form, name) => name === "version" && writesOver(form);

async function restore(form, all) {
  const id = await typedId(form);
  const found = all.find((one) => one.id === id);
  if (!found || isBusy(form)) return;
  if (writesOver(form) && found.sign === signOf(form)) await drop(id);
  else fill(form, found.fields);
}

function fill(form, fields) {
  const given = new Map();
  for (const [name, value] of fields) given.set(name, [...(given.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!given.has(control.name) || (control.type === "hidden" && !isSeen(form, control.name))) continue;
    const values = given.get(control.name);
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (!wordless.has(control.type) || isSeen(form, control.name)) control.value = values[0];
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

async function restoreAll() {
  const forms = [...document.querySelectorAll("form[data-keep-typing]")].filter((form) => isKeptTyped(form) && !typing.has(form));
  if (!forms.length || !canKeep()) return;
  forms.forEach((form) => typing.set(form, null));
  const all = await kept("typed").catch(() => []);
  for (const form of forms) await restore(form, all);
}

document.addEventListener("input", ({ target, isTrusted }) => {
  const form = target.closest?.("form[data-keep-typing]");
  if (!form || !isTrusted || !isKeptTyped(form)) return;
  clearTimeout(typing.get(form));
  typing.set(form, setTimeout(keepTyped, PAUSE, form));
});
