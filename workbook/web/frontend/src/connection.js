// Notices when the line or the kernel is lost, or rests, says so, and brings the page back.
import {ask} from './kernel.js';

const EVERY = 1000; // ms between two looks at the server
const UNSEEN = 30_000; // ms between two looks while nobody sees the page
const PATIENCE = 5000; // ms that one attempt to connect may take
const QUIET = 1000; // ms without typing before a page is loaded again
const LOOKS = 4; // looks at the typing within that time
const RELOADS = 'second-look.reloads'; // when this tab was last reloaded for a lost kernel
const ENDED = new Set(['dead', 'autorestarting', 'restarting', 'terminating']);
const SIGNS = ['keydown', 'input', 'pointerdown', 'wheel', 'focus']; // that somebody is here

export function watch(kernel, base) {
  const banner = document.querySelector('.banner');
  let line = 'there'; // or lost, or resting
  let ended = false;
  let looking = false;
  let opened = false;
  let leaving = false;
  let typed = 0; // how often something was typed

  const say = (now) => {
    if (now === line || leaving) return;
    line = now;
    banner.hidden = now === 'there';
    banner.textContent = banner.dataset[now] ?? '';
    const connected = now === 'there';
    window.dispatchEvent(new CustomEvent('workbook:connection', {detail: {connected}}));
  };

  const look = async () => {
    if (looking) return;
    looking = true;
    let tried = Date.now(); // the connection tries once by itself
    let soon = ended;
    while (line !== 'there') {
      if (!soon) await nextLook();
      soon = false;
      const status = await ask(kernel.id, base);
      ended ||= status === 404;
      if (status !== 204 && status !== 404) {
        say('lost');
        tried = 0; // as soon as the server is back
      } else if (ended) await reload();
      else if (kernel.connectionStatus === 'connected') say('there');
      else if (!kernel.isDisposed && Date.now() - tried > PATIENCE) {
        tried = Date.now();
        kernel.reconnect().catch(() => {});
      }
    }
    looking = false;
  };

  const lost = () => {
    if (line === 'resting') return; // it asks for nothing until somebody is here
    say('lost');
    look();
  };

  const rest = () => {
    say('resting');
    const woken = new AbortController();
    const wake = () => {
      if (document.hidden) return;
      woken.abort();
      ended = true;
      look();
    };
    const options = {capture: true, passive: true, signal: woken.signal};
    for (const sign of SIGNS) window.addEventListener(sign, wake, options);
    document.addEventListener('visibilitychange', wake, options);
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
    if (status === 'connected') say('there');
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
  window.addEventListener('workbook:resting', rest);
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

/** Wait a moment, and longer while nobody sees the page. */
function nextLook() {
  if (!document.hidden) return pause(EVERY);
  const seen = new Promise((resolve) =>
    document.addEventListener('visibilitychange', resolve, {once: true}));
  return Promise.race([pause(UNSEEN), seen]);
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
