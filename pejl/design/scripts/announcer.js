// Says a sentence aloud to those who listen instead of looking: any script sends "pejl:say" with the words.
document.addEventListener("pejl:say", (event) => {
  const region = document.getElementById("announcer");
  region.textContent = "";
  setTimeout(() => (region.textContent = event.detail), 100);
});
