// Help and "leave this page", which work before and without a kernel.

const EXIT_PRESSES = 3;
const EXIT_WITHIN_MS = 1000;
const COUNTRY = "second-look.country";

export function wireFrame(root) {
  const exit = root.querySelector("[data-quick-exit]");
  if (!exit || exit.dataset.wired) return;
  exit.dataset.wired = "yes";
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leaveFor(exit.href);
  });
  root.addEventListener(
    "keydown",
    pressedThrice(() => leaveFor(exit.href)),
  );
  // Following the link would change the address, and the address is a step of an exercise.
  root.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    (root.querySelector("h1") ?? root.querySelector("main"))?.focus();
  });
  wireHelp(root);
  openCountry(root, sessionStorage.getItem(COUNTRY));
}

// The page is blank at once, also where the next one takes its time to come.
function leaveFor(address) {
  document.documentElement.style.display = "none";
  window.dispatchEvent(new Event("workbook:leaving"));
  window.addEventListener("pageshow", () => (document.documentElement.style.display = ""));
  window.location.replace(address);
}

// Shift alone, three times; any other key between starts the count again, as in typing capitals.
function pressedThrice(done) {
  let presses = [];
  return (event) => {
    if (event.key !== "Shift") presses = [];
    else if (!event.repeat) {
      presses = [...presses.slice(1 - EXIT_PRESSES), event.timeStamp];
      const quick = event.timeStamp - presses[0] <= EXIT_WITHIN_MS;
      if (presses.length === EXIT_PRESSES && quick) done();
    }
  };
}

function wireHelp(root) {
  const help = root.querySelector("details.help");
  if (!help) return;
  help.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !help.open) return;
    help.open = false;
    help.querySelector("summary").focus();
  });
  for (const country of root.querySelectorAll("details[data-country]")) {
    country.addEventListener("toggle", () => {
      if (country.open) chooseCountry(country.dataset.country);
    });
  }
}

function chooseCountry(country) {
  if (sessionStorage.getItem(COUNTRY) === country) return;
  sessionStorage.setItem(COUNTRY, country);
  window.dispatchEvent(new CustomEvent("workbook:country", { detail: { country } }));
}

// Open the help lines of a country, and close those of the one that was remembered.
export function openCountry(root, country) {
  if (!country) return;
  const before = sessionStorage.getItem(COUNTRY);
  sessionStorage.setItem(COUNTRY, country);
  for (const lines of root.querySelectorAll("details[data-country]"))
    if ([before, country].includes(lines.dataset.country))
      lines.open = lines.dataset.country === country;
}
