// A form is sent once, however often the button is pressed. It is free again when the page comes back or does not go.
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
  hold(event.target, event.submitter);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt;
  if (!form.matches("form") || form.getAttribute("method") !== "post") return;
  if (form.dataset.sending) return event.preventDefault();
  hold(form, event.detail.requestConfig.triggeringEvent?.submitter);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => detail.elt.matches("form") && free(detail.elt));
addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(free));
