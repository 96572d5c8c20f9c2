// A form is sent once, however often the button is pressed. It is free again when the page comes back or does not go; one
// whose answer stands in a window of its own may be sent again.
const PATIENCE = 10000;

function hold(form, button) {
  form.dataset.sending = "1";
  button?.setAttribute("aria-disabled", "true");
  setTimeout(() => free(form), PATIENCE);
}

function free(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll('[aria-disabled="true"]')) button.removeAttribute("aria-disabled");
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.getAttribute("method") !== "post") return;
  if (event.target.dataset.sending) return event.preventDefault();
  if (!navigator.onLine) return stay(event);
  if (event.target.target === "_blank") return;
  remember(event.target);
  hold(event.target, event.submitter);
});

// Without a connection the browser would put a page of its own in the place of what is written here.
function stay(event) {
  event.preventDefault();
  dispatchEvent(new Event("pejl:failed"));
}

// Who goes back to a form that was sent finds the old words under a new key, and would do the same work twice. So the
// place in the history knows under which key each form was sent; it holds until the words are changed.
function remember(form) {
  const key = form.elements.client_id?.value;
  if (key) history.replaceState({ ...history.state, sent: { ...history.state?.sent, [form.action]: key } }, "");
}

for (const form of document.querySelectorAll("form")) {
  const [input, sentAs] = [form.elements.client_id, history.state?.sent?.[form.action]];
  if (!input || !sentAs) continue;
  const fresh = input.value;
  input.value = sentAs;
  form.addEventListener("input", () => (input.value = fresh), { once: true });
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt;
  if (!form.matches("form") || form.getAttribute("method") !== "post") return;
  if (form.dataset.sending) return event.preventDefault();
  hold(form, event.detail.requestConfig.triggeringEvent?.submitter);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => detail.elt.matches("form") && free(detail.elt));
addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(free));
