// Passkeys: made on the account page, used on the sign-in page. The browser asks the person; docvet sees a public key only.
"use strict";

(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
  const lang = document.documentElement.lang.slice(0, 2);

  function tell(words) {
    const place = document.getElementById("passkey-told");
    place.textContent = words;
    place.hidden = false;
  }

  /** The API's answer; null after the person was told what is wrong. */
  async function ask(path, body, lost) {
    let answer;
    try {
      answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": csrf }, body: JSON.stringify(body) });
    } catch { tell(lost); return null; }
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return said;
    tell(said.message?.[lang] ?? said.message?.en ?? `${answer.status}`);
    return null;
  }

  const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  function plain(made) {
    const response = {};
    for (const key of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) if (made.response[key]) response[key] = text(made.response[key]);
    return { id: made.id, rawId: text(made.rawId), type: made.type, response };
  }

  async function add(button) {
    const label = document.getElementById("passkey-label");
    if (!label.reportValidity()) return;
    const options = await ask("/api/v1/me/passkeys/options", {}, button.dataset.lost);
    if (options === null) return;
    const publicKey = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: known(options.excludeCredentials) };
    const made = await navigator.credentials.create({ publicKey });
    if ((await ask("/api/v1/me/passkeys", { label: label.value.trim(), credential: plain(made) }, button.dataset.lost)) !== null) location.reload();
  }

  async function signIn(button) {
    const options = await ask("/api/v1/sign-in/passkey/options", {}, button.dataset.lost);
    if (options === null) return;
    const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) };
    const made = await navigator.credentials.get({ publicKey });
    const said = await ask("/api/v1/sign-in/passkey", { credential: plain(made) }, button.dataset.lost);
    if (said !== null) location.assign(said.next);
  }

  for (const button of document.querySelectorAll("button[data-passkey]")) {
    if (!window.PublicKeyCredential) { button.hidden = true; continue; }
    button.addEventListener("click", async () => {
      button.disabled = true;
      document.getElementById("passkey-told").hidden = true;
      try { await (button.dataset.passkey === "add" ? add(button) : signIn(button)); } catch { tell(button.dataset.no); }
      button.disabled = false;
    });
  }
})();
