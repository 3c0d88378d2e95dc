const form = document.querySelector("form");
const said = document.querySelector("#said");
const button = document.querySelector("button");
const sealed = JSON.parse(document.querySelector("#sealed").textContent);
const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

async function unsealed(password) {
  const words = new TextEncoder().encode(password.normalize("NFKC"));
  const typed = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt: bytes(sealed.salt), iterations: sealed.iterations },
    typed,
    { name: "AES-GCM", length: 256 },
    false,
    ["decrypt"],
  );
  const opened = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: bytes(sealed.nonce) },
    key,
    bytes(sealed.body),
  );
  return new TextDecoder().decode(opened);
}

function say(what) {
  button.textContent = form.dataset.open;
  button.disabled = false;
  said.textContent = what;
  form.elements.password.focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  button.textContent = form.dataset.opening;
  said.textContent = "";
  try {
    const page = new DOMParser().parseFromString(
      await unsealed(form.elements.password.value),
      "text/html",
    );
    document.querySelector("main").replaceChildren(...page.body.childNodes);
    document.querySelector("h1").focus();
  } catch {
    say(form.dataset.wrong);
  }
});

document.querySelector("#no-script").remove();
if (globalThis.crypto?.subtle) form.hidden = false;
else document.querySelector("#old").hidden = false;
