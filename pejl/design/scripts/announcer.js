// Says sentences aloud to those who listen instead of looking: any script sends "pejl:say" with the words. What comes at
// the same moment is said together.
let waiting = [];

document.addEventListener("pejl:say", (event) => {
  const region = document.getElementById("announcer");
  waiting.push(event.detail);
  if (waiting.length > 1) return;
  region.textContent = "";
  setTimeout(() => {
    region.textContent = waiting.join(" – ");
    waiting = [];
  }, 100);
});
