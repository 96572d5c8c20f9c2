// Ticks what the server has set: a clock knows when it ends and what the server's time was when the page was made.
const AT = new WeakMap();
let first = true;

const say = (words) => document.dispatchEvent(new CustomEvent("pejl:say", { detail: words }));
const two = (number) => String(number).padStart(2, "0");

function written(seconds) {
  const left = Math.abs(seconds);
  const [hours, minutes] = [Math.floor(left / 3600), Math.floor(left / 60) % 60];
  const text = hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
  return seconds < 0 ? `+${text}` : text;
}

// The browser's clock may be wrong in either direction, so its distance from the server's is kept with its sign.
function known(clock) {
  const { clockEnds, clockNow } = clock.dataset;
  const before = AT.get(clock);
  if (before && before.ends === clockEnds && before.now === clockNow) return before;
  const state = { ends: clockEnds, now: clockNow, offset: clockNow ? Date.parse(clockNow) - Date.now() : 0, left: null };
  AT.set(clock, state);
  return state;
}

function announce(clock, before, left) {
  const { textMinute, textHalf, textEnd } = clock.dataset;
  if (before === null) return first || say(`${clock.querySelector(".clock__label").textContent} ${written(left)}`);
  for (const [mark, words] of [[60, textMinute], [30, textHalf], [0, textEnd]]) {
    if (before > mark && left <= mark) say(words);
  }
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
document.addEventListener("htmx:afterSwap", tick);
