// Follows what the page says it shows: [data-follow="topic/view"][data-number]. The connection lies with a worker that
// all tabs of this browser share; where there is none, each tab has its own and lets it go while nobody sees it.
const { worker: WORKER } = document.currentScript?.dataset ?? {};
const SIGN_OF_LIFE = 30 * 1000;
const ANSWER = 3000;
const QUIET = 3000;
const READING = 3000;

const waiting = [];
let reading = null;
let link = null;
let quiet = null;

const places = (key) => document.querySelectorAll(`[data-follow="${CSS.escape(key)}"]`);
const followsIn = (page) => new Map([...page.querySelectorAll("[data-follow]")].map((one) => [one.dataset.follow, Number(one.dataset.number)]));
const follows = () => followsIn(document);

function news({ topic, view, number, patches }) {
  const found = places(`${topic}/${view}`);
  if (!found.length || number <= Number(found[0].dataset.number)) return;
  patches.forEach(tryToPut);
  for (const place of places(`${topic}/${view}`)) place.dataset.number = number;
}

// One part that cannot be put in keeps back no other.
function tryToPut(patch) {
  try {
    put(patch);
  } catch (failure) {
    reportError(failure);
  }
}

function take(message) {
  waiting.push(message);
  if (!reading) flush();
}

const flush = () => changing(() => waiting.splice(0).forEach(news));

// Too much has happened to be told piece by piece: the page is read anew, and what lies between is told afterwards.
async function readAnew() {
  const answer = await fetch(location.href, { headers: { "Pejl-Automatic": "1" }, cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return setTimeout(again, 2000);
  const page = parsed(await answer.text());
  if (person && page.body.dataset.person !== person) return dispatchEvent(new Event("pejl:session-over"));
  prepare(page);
  changing(() => replace(page));
  link.follow();
}

function replace(page) {
  for (const region of document.querySelectorAll("[data-region]")) {
    const fresh = page.getElementById(region.id);
    if (fresh) morph(region, fresh);
  }
  for (const fresh of page.querySelectorAll("[data-follow]")) {
    for (const place of places(fresh.dataset.follow)) place.dataset.number = fresh.dataset.number;
  }
  wakeUp(document.body);
}

// After a pause all are told at once; they do not ask at once.
function again() {
  reading ??= new Promise((resolve) => setTimeout(resolve, Math.random() * 1000)).then(readAnew).finally(() => {
    reading = null;
    flush();
  });
}

function showState(state) {
  if (!state) return;
  document.documentElement.dataset.live = state;
  dispatchEvent(new CustomEvent("pejl:live", { detail: state }));
  clearTimeout(quiet);
  if (state === "lost") quiet = setTimeout(write, QUIET, person ? spokenWords.textLost : spokenWords.textCut);
  else write("");
}

function write(words) {
  for (const line of document.querySelectorAll("[data-live-state]")) line.textContent = words;
}

// What stands here is no longer for whoever has it open. It is loaded anew, which says why or leads elsewhere, unless
// something is half-written, or the page would want the same once more.
async function refused(key) {
  for (const place of places(key)) delete place.dataset.follow;
  write(spokenWords.textRefused);
  await new Promise((resolve) => setTimeout(resolve, READING + Math.random() * 1000));
  const answer = await fetch(location.href, { headers: { "Pejl-Automatic": "1" }, cache: "no-store" }).catch(() => null);
  if (!answer || answer.status >= 500 || [...document.forms].some(isBusy)) return;
  if (!followsIn(parsed(await answer.text())).has(key)) location.reload();
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

// Somebody who is not signed in, and follows by a code, cannot be signed out.
const over = () => (person ? dispatchEvent(new Event("pejl:session-over")) : [...follows().keys()].forEach(refused));

function hear(words) {
  if (words.kind === "state") showState(words.state);
  else if (words.kind === "news") take(words.message);
  else if (words.kind === "anew") again();
  else if (words.kind === "time") dispatchEvent(new CustomEvent("pejl:time", { detail: words.offset }));
  else if (words.kind === "over") over();
  else if (words.kind === "refused") refused(words.key);
}

function shared() {
  const { port } = new SharedWorker(WORKER, { name: "pejl-live" });
  const send = (kind) => port.postMessage({ kind, follows: [...follows()] });
  const alive = setInterval(send, SIGN_OF_LIFE, "follow");
  const silent = setTimeout(() => {
    clearInterval(alive);
    port.close();
    start(alone);
  }, ANSWER);
  port.onmessage = ({ data }) => {
    clearTimeout(silent);
    hear(data);
  };
  return {
    follow: () => send("follow"), wake: () => send("wake"), cut: () => send("cut"), again: () => send("again"),
    rest: () => {}, resume: () => send("follow"), leave: () => send("leave"),
  };
}

function alone() {
  const line = connect(follows, hear);
  const resume = () => !document.hidden && line.again();
  const isKnown = new Set();
  const follow = () => {
    const keys = [...follows().keys()];
    if (keys.length === isKnown.size && keys.every((key) => isKnown.has(key))) return;
    isKnown.clear();
    keys.forEach((key) => isKnown.add(key));
    resume();
  };
  return { follow, wake: line.wake, cut: line.cut, again: resume, rest: line.stop, resume, leave: line.stop };
}

function start(kind) {
  link = kind();
  link.follow();
}

if (document.querySelector("[data-follow]")) {
  start(WORKER && "SharedWorker" in window ? shared : alone);
  document.addEventListener("visibilitychange", () => (document.hidden ? link.rest() : (link.resume(), link.wake())));
  document.addEventListener("htmx:afterSettle", () => link.follow());
  addEventListener("pagehide", () => link.leave());
  addEventListener("pageshow", ({ persisted }) => persisted && link.resume());
  addEventListener("online", () => link.wake());
  addEventListener("offline", () => link.cut());
  addEventListener("pejl:signed-in", () => link.again());
}
