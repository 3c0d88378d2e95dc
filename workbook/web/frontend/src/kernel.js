// The line to this page's kernel.
import {KernelConnection} from '@jupyterlab/services/lib/kernel/default';
import {ServerConnection} from '@jupyterlab/services/lib/serverconnection';

export function connect(id, base) {
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: location.origin + base,
    wsUrl: location.origin.replace(/^http/, 'ws') + base,
    token: '',
    appendToken: false,
  });
  // One thread and one order for all messages, as in a kernel without subshells.
  const commsOverSubshells = 'disabled';
  return new KernelConnection({model: {id, name: 'python3'}, serverSettings, commsOverSubshells});
}

/** Tell the server when this page is closed, so that its kernel ends. */
export function endWhenLeft(id, base) {
  window.addEventListener('pagehide', (event) => {
    if (!event.persisted) navigator.sendBeacon(`${base}voila/api/shutdown/${id}`);
  });
  // A page brought back from the browser's memory has lost its line: begin again.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}
