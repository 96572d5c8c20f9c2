// Whoever signs out takes along what this browser keeps of theirs and of others: form[data-signs-out] wipes it first.
const PATIENCE = 1000;

const wiped = () => new Promise((resolve) => {
  const request = indexedDB.deleteDatabase("pejl-kept");
  request.onsuccess = request.onerror = resolve;
  setTimeout(resolve, PATIENCE);
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("signsOut" in form.dataset) || !window.indexedDB || form.dataset.wiped) return;
  event.preventDefault();
  form.dataset.wiped = "1";
  await wiped();
  form.submit();
});
