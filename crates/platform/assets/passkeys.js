
// Passkeys. The button is hidden until the browser is known to have them; the question and the check of the answer are
// the site's, here they are only handed on. Bytes travel as base64url, converted here because not every browser in use
// has toJSON() and its counterparts.

const passkeyButtons = document.querySelectorAll("button[data-passkey]");
const siteRoot = document.documentElement.lang === "en" ? "/en" : "";

const fromText = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** What the site answers; a refusal comes as an error with its sentence. */
async function ask(path, sent) {
  const answer = await fetch(siteRoot + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(sent ?? {}),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(said.key), { sentence: said.sentence });
  return said;
}

/** The site's question with bytes in the place of text. */
function asBytes(question) {
  const known = (keys) => keys?.map((key) => ({ ...key, id: fromText(key.id) }));
  const user = question.user && { ...question.user, id: fromText(question.user.id) };
  return {
    ...question,
    challenge: fromText(question.challenge),
    ...(user && { user, excludeCredentials: known(question.excludeCredentials) }),
    ...(!user && { allowCredentials: known(question.allowCredentials) }),
  };
}

/** The browser's answer with text in the place of bytes. */
function asText({ id, rawId, type, response }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const told = parts.filter((part) => response[part]).map((part) => [part, toText(response[part])]);
  return { id, rawId: toText(rawId), type, response: Object.fromEntries(told) };
}

/** One sign-in, from the question to the page that comes after it. */
async function signInByPasskey(next, wanted) {
  const { attempt, publicKey } = await ask("/sign-in/passkey");
  const key = await navigator.credentials.get({ publicKey: asBytes(publicKey), ...wanted });
  await ask("/sign-in/passkey/answer", { attempt, answer: asText(key) });
  location.assign(next);
}

async function addPasskey(next) {
  const { attempt, publicKey, go: first } = await ask("/account/passkeys/challenge");
  if (first) return location.assign(first);
  const key = await navigator.credentials.create({ publicKey: asBytes(publicKey) });
  await ask("/account/passkeys", { attempt, answer: asText(key) });
  location.assign(next);
}

/** In the list under the address field, where the browser can do that: it waits until a key is chosen or the button is pressed. */
let offered = null;
async function offerPasskeys(next) {
  const field = document.querySelector('input[autocomplete~="webauthn"]');
  if (!field || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  offered = new AbortController();
  await signInByPasskey(next, { mediation: "conditional", signal: offered.signal });
}

for (const button of window.PublicKeyCredential ? passkeyButtons : []) {
  const { passkey, next, failed, cancelled, known } = button.dataset;
  const panel = button.closest("[data-passkey-panel]");
  const status = panel.querySelector("[data-passkey-status]");
  const failedFor = (why) => {
    if (why.name === "InvalidStateError") return known ?? failed;
    return why.sentence ?? (["NotAllowedError", "AbortError"].includes(why.name) ? cancelled : failed);
  };
  panel.hidden = false;
  for (const missing of document.querySelectorAll("[data-passkey-missing]")) missing.hidden = true;
  button.addEventListener("click", async () => {
    offered?.abort();
    button.disabled = true;
    status.textContent = "";
    try {
      await (passkey === "add" ? addPasskey(next) : signInByPasskey(next));
    } catch (why) {
      status.textContent = failedFor(why);
    }
    button.disabled = false;
  });
  // Nobody has asked yet: only a key that was chosen and then refused is worth a word.
  if (passkey === "sign-in") offerPasskeys(next).catch((why) => (status.textContent = why.sentence ?? ""));
}
