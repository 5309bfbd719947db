/**
 * Passkeys: what the house asks of the browser's credentials, and their answer as JSON.
 *
 * A form names in `data-passkey` what it is for: "create" (add one), "get" (a second step, or to
 * show again that it is me), "sign-in" (in place of name and password). The options come with the
 * page, in the JSON that `data-options` names; those of "sign-in" are fetched when it is pressed.
 */

type Json = Record<string, unknown>;
type Purpose = "create" | "get" | "sign-in";

const WORDS: Readonly<Record<string, string>> = {
  NotAllowedError: "It was not done: cancelled, or it took too long. Try it again.",
  InvalidStateError: "This key is added already.",
  SecurityError: "The browser gives passkeys to a site with a name and https alone.",
};

export function offerPasskeys(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    const purpose = form.dataset.passkey as Purpose;
    if (!isPossible()) {
      if (purpose !== "sign-in") say(form, WORDS.SecurityError ?? "");
      continue;
    }
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void ask(form, purpose);
    });
  }
}

/** Whether this browser has passkeys for this address; for a bare number none ever has. */
function isPossible(): boolean {
  const { hostname } = window.location;
  const isNumber = /^[\d.]+$/.test(hostname) || hostname.startsWith("[");
  return window.isSecureContext && "PublicKeyCredential" in window && !isNumber;
}

async function ask(form: HTMLFormElement, purpose: Purpose): Promise<void> {
  say(form, "");
  try {
    const options = purpose === "sign-in" ? await fetched(form) : given(form);
    const credential =
      purpose === "create" ? await created(form, options) : await gotten(requestOf(options));
    const field = form.elements.namedItem("credential");
    if (!(field instanceof HTMLInputElement)) return;
    field.value = JSON.stringify(credential);
    // Not requestSubmit: that would ask again.
    form.submit();
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    say(form, WORDS[name] ?? "It did not work. Reload the page and try it again.");
  }
}

function given(form: HTMLFormElement): Json {
  const json = document.getElementById(form.dataset.options ?? "")?.textContent ?? "{}";
  return JSON.parse(json) as Json;
}

async function fetched(form: HTMLFormElement): Promise<Json> {
  const response = await fetch(form.action, {
    headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
  });
  if (!response.ok) throw new Error(`The house answered ${response.status}.`);
  return (await response.json()) as Json;
}

async function created(form: HTMLFormElement, options: Json): Promise<Json> {
  const asked = (options.creation_options as Json).publicKey as Json;
  const alone = form.elements.namedItem("passwordless");
  if (alone instanceof HTMLInputElement) {
    const selection = { ...(asked.authenticatorSelection as Json) };
    selection.residentKey = alone.checked ? "required" : "discouraged";
    selection.requireResidentKey = alone.checked;
    if (alone.checked) selection.userVerification = "required";
    asked.authenticatorSelection = selection;
  }
  const user = asked.user as Json;
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: known(asked.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    ...about(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports(),
    },
  };
}

function requestOf(options: Json): PublicKeyCredentialRequestOptions {
  const asked = (options.request_options as Json).publicKey as Json;
  return {
    ...asked,
    challenge: bytes(asked.challenge),
    allowCredentials: known(asked.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
}

async function gotten(publicKey: PublicKeyCredentialRequestOptions): Promise<Json> {
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    ...about(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  };
}

function about(credential: PublicKeyCredential): Json {
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function known(list: unknown): Json[] {
  return ((list ?? []) as Json[]).map((each) => ({ ...each, id: bytes(each.id) }));
}

/** Base64 for addresses, as WebAuthn's JSON writes bytes. */
function bytes(encoded: unknown): Uint8Array {
  const plain = String(encoded).replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function say(form: HTMLFormElement, sentence: string): void {
  const place = form.querySelector<HTMLElement>("p.wrong[hidden], p.wrong[data-said]");
  if (!place) return;
  place.dataset.said = "";
  place.textContent = sentence;
  place.hidden = sentence === "";
}
