// Passkeys: form[data-passkey="create" or "get"] asks the browser for one when it is sent, and takes the answer along.
// The question stands in data-question, or is fetched from data-question-url, since each can be answered once.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const written = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withBytes = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

function asked({ publicKey }) {
  const { challenge, user, allowCredentials, excludeCredentials, ...rest } = publicKey;
  const question = { ...rest, challenge: bytes(challenge) };
  if (user) question.user = { ...user, id: bytes(user.id) };
  if (allowCredentials) question.allowCredentials = withBytes(allowCredentials);
  if (excludeCredentials) question.excludeCredentials = withBytes(excludeCredentials);
  return { publicKey: question };
}

function answered(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const found = parts.filter((part) => response[part]).map((part) => [part, written(response[part])]);
  return {
    id: credential.id,
    rawId: written(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(found),
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function questionOf(form) {
  if (form.dataset.question) return JSON.parse(form.dataset.question);
  return (await fetch(form.dataset.questionUrl, { credentials: "same-origin" })).json();
}

async function ask(form, submitter) {
  const message = form.querySelector("[data-passkey-message]");
  message.textContent = "";
  try {
    const question = asked(await questionOf(form));
    const credential = await navigator.credentials[form.dataset.passkey](question);
    form.elements.credential.value = JSON.stringify(answered(credential));
    form.requestSubmit(submitter);
  } catch {
    // Cancelled, too late, or none there: the browser does not tell which, so that no page can find out.
    message.textContent = form.dataset.textFailed;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.passkey || form.elements.credential.value) return;
  event.preventDefault();
  if (window.PublicKeyCredential) ask(form, event.submitter);
  else form.querySelector("[data-passkey-message]").textContent = form.dataset.textMissing;
});

if (window.PublicKeyCredential) for (const place of document.querySelectorAll("[data-needs-passkeys]")) place.hidden = false;
addEventListener("pageshow", () => document.querySelectorAll("form[data-passkey]").forEach((form) => (form.elements.credential.value = "")));
