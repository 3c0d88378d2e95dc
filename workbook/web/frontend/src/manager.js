// Draws the widgets that live in the kernel.
import * as base from '@jupyter-widgets/base';
import {ManagerBase} from '@jupyter-widgets/base-manager';
import {Widget} from '@lumino/widgets';
import anywidget from 'anywidget';

const MODULES = {
  '@jupyter-widgets/base': () => base,
  '@jupyter-widgets/controls': () => import('./controls.js'), // only where a page has one
  anywidget: () => anywidget(base),
};

export class WidgetManager extends ManagerBase {
  constructor(kernel) {
    super();
    this.kernel = kernel;
    this.loaded = new Map();
    kernel.registerCommTarget(this.comm_target_name, (comm, message) =>
      this.handle_comm_open(new base.shims.services.Comm(comm), message));
  }

  /** Fetch every widget the notebook has made. */
  load() {
    return this._loadFromKernel();
  }

  /** Draw one widget into an element. */
  async show(modelId, host) {
    const view = await this.create_view(await this.get_model(modelId), {});
    // Lumino wants an element that is in the page, and the page wants a finished one.
    const anchor = document.body.appendChild(host);
    Widget.attach(view.luminoWidget, anchor);
  }

  async loadClass(name, module) {
    if (!MODULES[module]) return standIn(name, module);
    if (!this.loaded.has(module)) this.loaded.set(module, MODULES[module]());
    return (await this.loaded.get(module))[name];
  }

  async _create_comm(target, id, data, metadata, buffers) {
    const comm = this.kernel.createComm(target, id);
    if (data || metadata) comm.open(data, metadata, buffers);
    return new base.shims.services.Comm(comm);
  }

  async _get_comm_info() {
    const reply = await this.kernel.requestCommInfo({target_name: this.comm_target_name});
    return reply.content.comms;
  }
}

/** Say in place what cannot be drawn; everything around it still is. */
function standIn(name, module) {
  if (name.endsWith('Model')) return base.DOMWidgetModel;
  return class extends base.DOMWidgetView {
    render() {
      this.el.textContent = `This page cannot show "${name}" of "${module}".`;
    }
  };
}
