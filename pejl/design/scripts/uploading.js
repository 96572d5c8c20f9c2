// A form[data-upload] says how far its file has come; without this it is sent all the same. The value is where on the
// page one goes on afterwards, such as #files: the place that the answer names is not told to scripts.
function shown(form, event) {
  const place = form.querySelector("[data-upload-progress]");
  place.hidden = false;
  place.querySelector("progress").value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
}

function send(form, button) {
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (event) => shown(form, event));
  request.addEventListener("load", () => arrived(request, form.dataset.upload));
  request.addEventListener("error", () => {
    form.querySelector("[data-upload-progress]").hidden = true;
    delete form.dataset.sending;
    dispatchEvent(new Event("pejl:failed"));
  });
  request.open("POST", form.action);
  request.send(new FormData(form, button));
}

// The answer is a page: after a redirect the one it led to, else this one with what must be mended.
function arrived(request, anchor) {
  if (request.status < 400) return go(request.responseURL, anchor);
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const content = page.getElementById("content");
  if (!content) return location.reload();
  document.getElementById("content").replaceWith(content);
  htmx.process(content);
  content.querySelector("[data-error-summary], .alert")?.scrollIntoView();
}

// A place on the page that one is on is not loaded by going there.
function go(address, anchor) {
  const isHere = address === location.href.split("#")[0];
  location.assign(address + anchor);
  if (isHere && anchor) location.reload();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-upload]") || !form.querySelector("[type=file]")?.files.length) return;
  event.preventDefault();
  send(form, event.submitter);
});
