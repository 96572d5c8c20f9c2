// Counts on what the server has reckoned: how late it is and when it will be over, from the moment on at which time that
// passes makes a difference. What stands until a moment (data-until) goes by itself.
const SET = new WeakMap();
const SECOND = 1000;
const MINUTE = 60;
let measured = null;

const language = document.documentElement.lang === "en" ? "en-GB" : "da-DK";
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Copenhagen" });

// How far the server's clock is ahead of this one: as the page was told, or as a live connection has measured since.
function offset(element, told) {
  const before = SET.get(element);
  if (before?.told !== told) SET.set(element, { told, offset: Date.parse(told) - Date.now() });
  return measured ?? SET.get(element).offset;
}

const passed = (element, since, told) => Math.max(0, (Date.now() + offset(element, told) - Date.parse(since)) / SECOND);

function lateness({ textLate, textEarly, textEven }, seconds) {
  const minutes = Math.round(Math.abs(seconds) / MINUTE);
  if (!minutes) return textEven;
  return (seconds > 0 ? textLate : textEarly).replace("{}", minutes);
}

function count() {
  for (const gauge of document.querySelectorAll("[data-gauge-since]")) {
    const { gauge: kind, gaugeBase, gaugeSince, gaugeNow } = gauge.dataset;
    const more = passed(gauge, gaugeSince, gaugeNow);
    const value = gauge.querySelector("[data-gauge-value]");
    const isTime = kind === "time";
    const text = isTime ? clock.format(Date.parse(gaugeBase) + more * SECOND) : lateness(gauge.dataset, Number(gaugeBase) + more);
    if (value.textContent !== text) value.textContent = text;
  }
  for (const element of document.querySelectorAll("[data-until]")) {
    element.hidden = passed(element, element.dataset.until, element.dataset.now) > 0;
  }
}

addEventListener("pejl:time", ({ detail }) => {
  measured = detail;
  count();
});
count();
setInterval(count, 500);
for (const moment of ["htmx:afterSwap", "pejl:patched", "visibilitychange"]) document.addEventListener(moment, count);
