// A file that Python has made goes to where the browser puts files.

import { el } from "./dom.js";

const READ_WITHIN_MS = 60000;

export function saveFile({ name, media_type, body }) {
  const bytes = Uint8Array.from(atob(body), (one) => one.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: media_type }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), READ_WITHIN_MS);
}
