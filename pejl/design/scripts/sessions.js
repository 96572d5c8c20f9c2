// Says two minutes before that the session ends, lets the person stay, and tells the server when somebody is writing in
// a page that sends nothing. What the page asks by itself keeps nobody signed in.
const session = document.getElementById("session");
const WARNING = 120;
const PULSE = 5000;
const TELLING = 5 * 60 * 1000;

let ends = 0;
let longest = 0;
let busyAt = 0;
let toldAt = Date.now();
let isWarned = false;
let isOver = false;

function know({ left, longest: last }) {
  ends = Date.now() + left * 1000;
  longest = Date.now() + last * 1000;
}

const secondsLeft = () => (Math.min(ends, longest) - Date.now()) / 1000;

async function look() {
  const answer = await fetch(session.dataset.remainingUrl, { headers: { "Pejl-Automatic": "1", "Content-Type": "application/json" } }).catch(() => null);
  if (answer?.ok) know(await answer.json());
  else if (answer?.status === 401) over();
}

async function stay() {
  toldAt = Date.now();
  const answer = await fetch(session.action, { method: "POST", body: new URLSearchParams(new FormData(session)), headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.status === 401) return over();
  if (answer?.ok) await look();
  if (secondsLeft() > WARNING) clearWarning();
}

function over() {
  isOver = true;
  dispatchEvent(new Event("pejl:session-over"));
}

function clearWarning() {
  if (isWarned) document.getElementById("notices").replaceChildren();
  isWarned = false;
}

function warn() {
  const isLongest = longest <= ends;
  const at = new Date(Math.min(ends, longest)).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const line = document.createElement("p");
  line.textContent = (isLongest ? session.dataset.textLongest : session.dataset.textIdle).replace("{clock}", at);
  document.getElementById("notices").replaceChildren(line);
  isWarned = true;
  if (isLongest) return;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button-secondary", textContent: session.dataset.textStay });
  button.addEventListener("click", stay);
  line.append(" ", button);
}

async function pulse() {
  if (isOver) return;
  if (busyAt > toldAt && Date.now() - toldAt > TELLING) return stay();
  if (secondsLeft() > WARNING) return clearWarning();
  // Another tab may have been used in the meantime.
  if (!isWarned || secondsLeft() <= 0) await look();
  if (isOver) return;
  if (secondsLeft() > WARNING) clearWarning();
  else if (!isWarned) warn();
}

if (session) {
  know({ left: Number(session.dataset.left), longest: Number(session.dataset.longest) });
  for (const moment of ["keydown", "pointerdown"]) addEventListener(moment, (event) => event.isTrusted && (busyAt = Date.now()), { capture: true, passive: true });
  setInterval(pulse, PULSE);
  addEventListener("focus", pulse);
  addEventListener("pejl:signed-in", () => {
    isOver = false;
    look();
  });
}
