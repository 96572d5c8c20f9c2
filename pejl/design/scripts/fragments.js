// Parts of the page that come by themselves, and what is said when one does not get through.
const announcer = document.getElementById("announcer");
let isSignedOut = false;

function notice(words, link) {
  const line = document.createElement("p");
  line.textContent = words;
  if (link) {
    const anchor = document.createElement("a");
    Object.assign(anchor, { href: location.href, target: "_blank", textContent: link });
    line.append(" ", anchor);
  }
  document.getElementById("notices").replaceChildren(line);
}

const clear = () => document.getElementById("notices").replaceChildren();

document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status !== 401) return isQuiet(detail.elt) || notice(announcer.dataset.textFailed);
  isSignedOut = true;
  notice(announcer.dataset.textSignedOut, announcer.dataset.textSignIn);
});
document.addEventListener("htmx:sendError", ({ detail }) => isQuiet(detail.elt) || notice(announcer.dataset.textFailed));
document.addEventListener("htmx:afterOnLoad", ({ detail }) => detail.successful && !isSignedOut && clear());

// What no person asked for says so: such a request keeps nobody signed in.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!detail.triggeringEvent?.isTrusted && !detail.elt.matches("form")) detail.headers["Pejl-Automatic"] = "1";
});

// A part that fetches itself tries again anyway; nobody need be told.
const isQuiet = (element) => "refresh" in element.dataset;

// A form that could not be sent, and a draft that a stranger sent: from scripts that have no notice of their own.
addEventListener("pejl:failed", () => notice(announcer.dataset.textFailed));
addEventListener("pejl:signed-out", () => {
  isSignedOut = true;
  renew();
});
addEventListener("pejl:session-over", () => {
  isSignedOut = true;
  notice(announcer.dataset.textSignedOut, announcer.dataset.textSignIn);
});
addEventListener("focus", () => isSignedOut && renew());

// Somebody back from signing in in another tab: the forms here take the new session's token and work again. Another
// person's token is not taken: what stands here would be sent in their name.
async function renew() {
  const answer = await fetch(location.href, { redirect: "manual", headers: { "Pejl-Automatic": "1" } }).catch(() => null);
  const page = answer?.ok ? await answer.text() : "";
  const token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page)?.[1];
  const person = /<body[^>]* data-person="([^"]+)"/.exec(page)?.[1];
  if (!token || person !== document.body.dataset.person) return;
  for (const input of document.querySelectorAll('[name="csrfmiddlewaretoken"]')) input.value = token;
  isSignedOut = false;
  clear();
  dispatchEvent(new Event("pejl:signed-in"));
}

function isBusy(part) {
  const writing = part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
  return writing || part.querySelector("details[open]") || (getSelection()?.type === "Range" && part.contains(getSelection().anchorNode));
}

const due = new WeakMap();
setInterval(() => {
  if (document.hidden || isSignedOut) return;
  for (const part of document.querySelectorAll("[data-refresh]")) {
    const next = due.get(part) ?? Date.now() + part.dataset.refresh * 1000;
    due.set(part, next);
    if (Date.now() < next || isBusy(part)) continue;
    due.set(part, Date.now() + part.dataset.refresh * 1000);
    part.dispatchEvent(new CustomEvent("refresh"));
  }
}, 500);
