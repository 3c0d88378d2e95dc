// The line to this page's kernel. The kernel's id travels in headers and bodies, never in an
// address, for addresses are what proxies write down.
import {KernelConnection} from '@jupyterlab/services/lib/kernel/default';
import {ServerConnection} from '@jupyterlab/services/lib/serverconnection';

const PROTOCOL = 'v1.kernel.websocket.jupyter.org';
const RESTING = 4001; // the code of a line that the server closed because nobody was there
const PATIENCE = 5000; // ms that one look may take

/** Open the line to a kernel; `workbook:resting` is heard when the server lets the page rest. */
export function connect(id, base) {
  const session = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  const address = `${location.origin.replace(/^http/, 'ws')}${base}voila/channels`;

  class Line extends WebSocket {
    constructor() {
      super(address, [PROTOCOL, `kernel.${id}`, `session.${session}`]);
      this.addEventListener('close', (event) => {
        if (event.code !== RESTING) return;
        event.stopImmediatePropagation(); // or the connection would try again at once
        window.dispatchEvent(new Event('workbook:resting'));
      });
    }
  }

  return new KernelConnection({
    model: {id, name: 'python3'},
    clientId: session,
    serverSettings: ServerConnection.makeSettings({WebSocket: Line, token: '', appendToken: false}),
    kernelAPIClient: {getModel: () => describe(id, base)},
    // One thread and one order for all messages, as in a kernel without subshells.
    commsOverSubshells: 'disabled',
  });
}

/** Ask the server for a kernel: 204 it is there, 404 it is gone, 0 nobody answers. */
export async function ask(id, base) {
  try {
    const options = {method: 'POST', body: id, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE)};
    return (await fetch(`${base}voila/kernel`, options)).status;
  } catch {
    return 0;
  }
}

async function describe(id, base) {
  const gone = (await ask(id, base)) === 404;
  return {id, name: 'python3', execution_state: gone ? 'dead' : 'unknown'};
}

/** Tell the server when this page is closed, so that its kernel ends. */
export function endWhenLeft(id, base) {
  window.addEventListener('pagehide', (event) => {
    if (!event.persisted) navigator.sendBeacon(`${base}voila/closing`, id);
  });
  // A page brought back from the browser's memory has lost its line: begin again.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}
