// Notices when the line or the kernel is lost, says so, and brings the page back.

const EVERY = 1000; // ms between two looks at the server
const PATIENCE = 5000; // ms that one attempt to connect may take
const QUIET = 1000; // ms without typing before a page is loaded again
const LOOKS = 4; // looks at the typing within that time
const RELOADS = 'second-look.reloads'; // when this tab was last reloaded for a lost kernel
const ENDED = new Set(['dead', 'autorestarting', 'restarting', 'terminating']);

export function watch(kernel, base) {
  const banner = document.querySelector('.banner');
  let connected = true;
  let ended = false;
  let looking = false;
  let opened = false;
  let leaving = false;
  let typed = 0; // how often something was typed

  const say = (now) => {
    if (now === connected || leaving) return;
    connected = now;
    banner.hidden = now;
    banner.textContent = now ? '' : banner.dataset.lost;
    window.dispatchEvent(new CustomEvent('workbook:connection', {detail: {connected}}));
  };

  const answers = async (path) => {
    try {
      const response = await fetch(base + path, {cache: 'no-store', signal: AbortSignal.timeout(5000)});
      return response.status;
    } catch {
      return 0; // no answer at all
    }
  };

  const look = async () => {
    if (looking) return;
    looking = true;
    let tried = Date.now(); // the connection tries once by itself
    while (!connected) {
      if (!ended) await pause(EVERY);
      if ((await answers('healthz')) === 200) {
        ended ||= (await answers(`api/kernels/${kernel.id}`)) === 404;
        if (ended) await reload();
        else if (kernel.connectionStatus === 'connected') say(true);
        else if (!kernel.isDisposed && Date.now() - tried > PATIENCE) {
          tried = Date.now();
          kernel.reconnect().catch(() => {});
        }
      } else {
        tried = 0; // as soon as the server is back
        if (ended) await pause(EVERY);
      }
    }
    looking = false;
  };

  const lost = () => {
    say(false);
    look();
  };

  const reload = async () => {
    await quiet();
    await pause(delayOfReload());
    leaving = true; // the end of the line is no news any more
    location.reload();
    await pause(PATIENCE);
  };

  // Counted in looks and not by the clock, which goes on while a slow computer stands still.
  const quiet = async () => {
    for (let looks = 0, seen = typed; looks < LOOKS; looks++) {
      await pause(QUIET / LOOKS);
      if (typed !== seen) looks = -1;
      seen = typed;
    }
  };

  kernel.connectionStatusChanged.connect((_, status) => {
    if (status === 'connected') say(true);
    else if (status === 'disconnected' || opened) lost();
    opened ||= status === 'connected';
  });
  kernel.statusChanged.connect((_, status) => {
    if (!ENDED.has(status)) return;
    ended = true;
    lost();
  });
  document.addEventListener('input', () => { typed += 1; }, {capture: true});
  window.addEventListener('offline', lost);
  // Leaving closes the line, which is no news. A link that opens a telephone leaves nothing.
  window.addEventListener('beforeunload', async () => {
    leaving = true;
    await pause(2 * EVERY);
    leaving = false;
    if (kernel.connectionStatus !== 'connected') lost();
  });
}

/** A kernel that dies again and again must not make the page flicker: wait longer each time. */
function delayOfReload() {
  const now = Date.now();
  const recent = JSON.parse(sessionStorage.getItem(RELOADS) ?? '[]').filter((then) => now - then < 60_000);
  sessionStorage.setItem(RELOADS, JSON.stringify([...recent, now]));
  return recent.length < 2 ? 0 : Math.min(2 ** recent.length, 30) * 1000;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
