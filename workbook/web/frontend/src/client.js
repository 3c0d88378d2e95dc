// The page's own script: help and quick exit before any kernel, then the widgets of the kernel.
import {wireFrame} from '../../../widgets/static/frame.js';
import {connect, endWhenLeft} from './kernel.js';
import {watch} from './connection.js';
import {WidgetManager} from './manager.js';

/** Wait for an element which the server may still be sending; null if it never comes. */
function arrival(selector) {
  return new Promise((resolve) => {
    const look = () => {
      const element = document.querySelector(selector);
      if (!element && document.readyState === 'loading') return;
      observer.disconnect();
      document.removeEventListener('readystatechange', look);
      resolve(element);
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {childList: true, subtree: true});
    document.addEventListener('readystatechange', look);
    look();
  });
}

async function open() {
  const main = await arrival('#main');
  wireFrame(document);
  const opening = main.querySelector('.opening');
  if (!opening) return tryAgain(main.dataset.tryAgain); // a page that says why there is no other
  const kernelElement = await arrival('#workbook-kernel');
  if (!kernelElement) return fail(opening);
  const base = document.body.dataset.base;
  const kernel = connect(kernelElement.dataset.kernel, base);
  // Before the notebook runs: a widget that opens its line to nobody is closed for good.
  const manager = new WidgetManager(kernel);
  endWhenLeft(kernel.id, base);
  watch(kernel, base);
  await arrival('#never'); // the notebook has run when the document is complete
  const views = [...document.querySelectorAll('.workbook-view')];
  if (!views.length) return fail(opening);
  performance.mark('workbook:run');
  await manager.load();
  performance.mark('workbook:loaded');
  for (const view of views) {
    const host = document.createElement('div');
    host.className = 'kernel-view';
    await manager.show(view.dataset.model, host);
    opening.before(host);
  }
  for (const waiting of main.querySelectorAll('.opening, .opening-safety')) waiting.remove();
  performance.mark('workbook:shown');
}

/** Ask again after some seconds, but never close the help that somebody reads. */
function tryAgain(seconds) {
  if (!seconds) return;
  setInterval(() => {
    if (!document.querySelector('#help').open) location.reload();
  }, 1000 * seconds);
}

function fail(opening) {
  opening.textContent = opening.dataset.failed;
  opening.setAttribute('role', 'alert');
}

open().catch((error) => {
  console.error(error);
  const opening = document.querySelector('#main .opening');
  if (opening) fail(opening);
});
