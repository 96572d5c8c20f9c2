// Says how much room is left in a text. The server counts a line break as two characters, so this does too.
const length = (text) => [...text.replaceAll("\n", "\r\n")].length;
const waiting = new WeakMap();

function count(counter, control) {
  const left = Number(counter.dataset.limit) - length(control.value);
  const template = left < 0 ? counter.dataset.over : counter.dataset.left;
  counter.textContent = template.replace("{n}", Math.abs(left));
  counter.classList.toggle("is-over", left < 0);
  clearTimeout(waiting.get(counter));
  if (left > counter.dataset.limit / 10) return;
  const say = () => document.dispatchEvent(new CustomEvent("pejl:say", { detail: counter.textContent }));
  waiting.set(counter, setTimeout(say, 1000));
}

document.addEventListener("input", (event) => {
  const counter = document.querySelector(`[data-counter="${CSS.escape(event.target.id)}"]`);
  if (event.target.id && counter) count(counter, event.target);
});
