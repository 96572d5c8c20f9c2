// Ticks what the server has set: a clock knows when it ends and what the server's time was when the page was made.
const AT = new WeakMap();
const JUMP = 2000;
let first = true;
let measured = null;

const say = (words) => document.dispatchEvent(new CustomEvent("pejl:say", { detail: words }));
const two = (number) => String(number).padStart(2, "0");

function written(seconds) {
  const left = Math.abs(seconds);
  const [hours, minutes] = [Math.floor(left / 3600), Math.floor(left / 60) % 60];
  const text = hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
  return seconds < 0 ? `+${text}` : text;
}

// The browser's clock may be wrong in either direction, so its distance from the server's is kept with its sign. What was
// under way for a while says too little of it, never too much: of two tellings the greater is the better one.
const isMoved = () => measured && Math.abs(Date.now() - performance.now() - measured.base) > JUMP;

function distance(clockNow) {
  const told = clockNow ? Date.parse(clockNow) - Date.now() : 0;
  return measured && !isMoved() ? Math.max(told, measured.offset) : told;
}

function known(clock) {
  const { clockEnds, clockNow } = clock.dataset;
  const before = AT.get(clock);
  if (before && before.ends === clockEnds && before.now === clockNow) return before;
  // The same end told anew is no new beginning.
  const left = before?.ends === clockEnds ? before.left : null;
  const state = { ends: clockEnds, now: clockNow, offset: distance(clockNow), left };
  AT.set(clock, state);
  return state;
}

// A live page hears the server's time with each new connection, so also after a sleep or when somebody sets the clock.
addEventListener("pejl:time", ({ detail }) => {
  const hasMoved = isMoved();
  measured = { offset: detail, base: Date.now() - performance.now() };
  for (const clock of document.querySelectorAll("[data-clock-ends]")) {
    const state = known(clock);
    state.offset = hasMoved ? detail : Math.max(state.offset, detail);
  }
  tick();
});

function announce(clock, before, left) {
  const { textMinute, textHalf, textEnd } = clock.dataset;
  if (before === null) return first || say(`${clock.querySelector(".clock__label").textContent} ${written(left)}`);
  const passed = [[60, textMinute], [30, textHalf], [0, textEnd]].filter(([mark]) => before > mark && left <= mark);
  if (passed.length) say(passed.at(-1)[1]);
}

function tick() {
  for (const clock of document.querySelectorAll("[data-clock-ends]")) {
    const state = known(clock);
    const left = Math.ceil((Date.parse(state.ends) - Date.now() - state.offset) / 1000);
    clock.querySelector("[data-clock-time]").textContent = written(left);
    clock.classList.toggle("is-over", left < 0);
    if ("clockAnnounce" in clock.dataset) announce(clock, state.left, left);
    state.left = left;
  }
  first = false;
}

tick();
setInterval(tick, 500);
for (const moment of ["htmx:afterSwap", "pejl:patched", "visibilitychange"]) document.addEventListener(moment, tick);
