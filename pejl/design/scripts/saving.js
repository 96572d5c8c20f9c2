// Ctrl with Enter saves what is being written without a hand leaving the keys; with Shift too, it goes on to one more.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target.closest?.("form[data-draft]");
  const button = form?.querySelector(event.shiftKey ? 'button[name="another"]' : ".button-primary");
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
});
