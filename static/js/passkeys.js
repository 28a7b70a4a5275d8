/* Passkeys: asks the browser for one, or to make one, and sends what it says with the form.

   <form data-passkey="get|create"> with a hidden field "credential". What to ask for is read from
   #passkey-options, or fetched from data-options-url. Without a browser that can, the form stays hidden. */

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
const credentialsOf = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

function creation({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: credentialsOf(publicKey.excludeCredentials),
    },
  };
}

function request({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: credentialsOf(publicKey.allowCredentials),
    },
  };
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function optionsFor(form) {
  if (!form.dataset.optionsUrl) return JSON.parse(document.querySelector("#passkey-options").textContent);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const options = await optionsFor(form);
  return form.dataset.passkey === "create"
    ? navigator.credentials.create(creation(options))
    : navigator.credentials.get(request(options));
}

function say(error) {
  const place = document.querySelector("[data-passkey-trouble]");
  const texts = { SecurityError: place.dataset.unsupported, InvalidStateError: place.dataset.unknown };
  const text = document.createElement("p");
  text.className = "notice notice-error";
  text.textContent = texts[error.name] ?? place.dataset.refused;
  place.replaceChildren(text);
}

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  if (!("credentials" in navigator) || !("PublicKeyCredential" in window)) {
    if (form.dataset.passkey === "create") say({ name: "SecurityError" });
    return;
  }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      form.elements.credential.value = written(await ask(form));
      form.submit();
    } catch (error) {
      say(error);
    }
  });
});
