// What is kept on this device: sealed with a key that the browser never hands out, under the person it belongs to, for a
// day at most. A row is {id, owner, kind, at, iv, sealed}; nothing of what was written is readable without the key,
// and the key goes as soon as nothing is kept any more.
const STORE = "pejl-kept";
const DAY = 24 * 60 * 60 * 1000;
const bell = "BroadcastChannel" in window ? new BroadcastChannel(STORE) : null;
let opened = null;
let isWiped = false;

const canKeep = () => Boolean(person && window.isSecureContext && crypto.subtle && window.indexedDB && !isWiped);

const answered = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function openStore() {
  const request = indexedDB.open(STORE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("rows", { keyPath: "id" });
    request.result.createObjectStore("keys", { keyPath: "owner" });
  };
  const store = await answered(request);
  store.onversionchange = wiped;
  store.onclose = () => (opened = null);
  return store;
}

// Another tab signs out, and with it goes all that is kept here.
function wiped() {
  opened?.then((store) => store.close());
  opened = null;
  isWiped = true;
  dispatchEvent(new Event("pejl:kept-changed"));
}

async function within(mode, work) {
  opened ??= openStore();
  const change = (await opened.catch((failure) => { opened = null; throw failure; })).transaction(["rows", "keys"], mode);
  const finished = new Promise((resolve, reject) => {
    change.oncomplete = resolve;
    change.onabort = () => reject(change.error);
  });
  const result = await work(change.objectStore("rows"), change.objectStore("keys"));
  await finished;
  return result;
}

const about = (id) => new TextEncoder().encode(`${person} ${id}`);

async function sealedWith(key, id, content) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: about(id) }, key, plain) };
}

async function unsealed(key, { id, iv, sealed }) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: about(id) }, key, sealed);
  return JSON.parse(new TextDecoder().decode(plain));
}

const storedKey = () => within("readonly", (_, keys) => answered(keys.get(person)));

async function newSeal() {
  return { owner: person, number: newKey(), key: await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]) };
}

// The key may go, or another tab may bring one, while this one seals: then it is sealed once more.
async function keep(kind, id, content, at = Date.now(), instead = null) {
  const seal = (await storedKey()) ?? (await newSeal());
  const row = { id, owner: person, kind, at, ...(await sealedWith(seal.key, id, content)) };
  const isKept = await within("readwrite", async (rows, keys) => {
    const stored = await answered(keys.get(person));
    if (stored && stored.number !== seal.number) return false;
    if (!stored) keys.put(seal);
    if (instead) rows.delete(instead);
    rows.put(row);
    return true;
  });
  if (!isKept) return keep(kind, id, content, at, instead);
  changedHere();
}

async function drop(id) {
  await within("readwrite", async (rows, keys) => {
    await answered(rows.delete(id));
    const left = await answered(rows.getAll());
    if (!left.some(({ owner }) => owner === person)) keys.delete(person);
  });
  changedHere();
}

const isOver = ({ at }) => Math.abs(Date.now() - at) > DAY;

// Oldest first. What is a day old goes, whoever wrote it; so does what no key opens.
async function kept(kind) {
  const [rows, seal] = await within("readonly", (all, keys) => Promise.all([answered(all.getAll()), answered(keys.get(person))]));
  const found = [];
  for (const row of rows) {
    const isMine = row.owner === person;
    const content = isMine && seal && !isOver(row) ? await unsealed(seal.key, row).catch(() => null) : null;
    if (isOver(row) || (isMine && !content)) await drop(row.id);
    else if (isMine && row.kind === kind) found.push({ ...content, id: row.id, at: row.at });
  }
  return found.sort((one, other) => one.at - other.at);
}

function changedHere() {
  bell?.postMessage("");
  dispatchEvent(new Event("pejl:kept-changed"));
}

if (bell) bell.onmessage = () => dispatchEvent(new Event("pejl:kept-changed"));
addEventListener("pejl:signed-in", () => (isWiped = false));
