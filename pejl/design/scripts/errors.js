// After a form came back with errors, reading begins at the summary; its links lead into the control itself.
function meet(root) {
  root.querySelector?.("[data-error-summary]")?.focus();
}

meet(document);
// An address that leads into the page takes the focus away once more when the page has come.
if (location.hash) addEventListener("load", () => meet(document));
document.addEventListener("htmx:afterSettle", (event) => meet(event.detail.elt));
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-error-summary] a");
  const place = link && document.getElementById(link.hash.slice(1));
  if (!place) return;
  event.preventDefault();
  place.closest(".form-group").scrollIntoView({ block: "center" });
  (place.matches("fieldset") ? place.querySelector("input") : place).focus({ preventScroll: true });
});
