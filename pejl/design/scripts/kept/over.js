// form[data-outbox="over"] writes over what was written there before, as it was seen (its field "version"). The server
// answers with the version that came of it (data-written), if what was sent is what stands there now; what was typed or sent
// here meanwhile was written over that. Everything else is stale, and the server says what stands there.

// Whether something newer to the same place still waits.
const followed = async ({ path, at, id }) => (await kept("sent")).some((one) => one.path === path && one.id !== id && one.at > at && !one.refusal);

const withVersion = (fields, version) => fields.map(([name, value]) => [name, name === "version" ? version : value]);

async function writtenOver(item, html) {
  const [before, now] = [versionIn(item.fields), read(`<div>${html}</div>`).querySelector("[data-written]")?.dataset.written];
  const form = formOf(item);
  if (form && signOf(form) === item.over.sign) settleFields(form);
  else if (form && now && form.elements.version.value === before) form.elements.version.value = now;
  for (const row of await kept("typed")) if (row.id === item.over.typed) await writeOn("typed", row, before, now, item.over.sign);
  for (const row of await kept("sent")) if (row.path === item.path && row.id !== item.id && !row.refusal) await writeOn("sent", row, before, now);
}

function writeOn(kind, { id, at, ...content }, before, now, sign = null) {
  if (sign && content.sign === sign) return drop(id);
  const wasSeen = now && versionIn(content.fields) === before;
  return wasSeen && keep(kind, id, { ...content, fields: withVersion(content.fields, now) }, at);
}

// What stands in the fields is no longer typed: the server has it.
function settleFields(form) {
  for (const control of form.elements) {
    if (control.type === "checkbox" || control.type === "radio") control.defaultChecked = control.checked;
    else if (textual(control)) control.defaultValue = control.value;
    for (const option of control.options ?? []) option.defaultSelected = option.selected;
  }
}
