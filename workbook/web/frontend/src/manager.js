// Draws the widgets that live in the kernel: those of our lists, and a sentence for any other.
import * as base from '@jupyter-widgets/base';
import {ManagerBase} from '@jupyter-widgets/base-manager';
import {Widget} from '@lumino/widgets';
import anywidget from 'anywidget';
import {isOurs} from './kit.js';
import {StandInModel, StandInView} from './standin.js';

const {LayoutModel, LayoutView} = base;
const CLASSES = {
  '@jupyter-widgets/base': () => ({LayoutModel, LayoutView}),
  '@jupyter-widgets/controls': () => import('./controls.js'), // only where a page has one
  '@jupyter-widgets/output': () => import('./output.js'),
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
    return view;
  }

  // A module that a kernel sends as text is not run: only those that came with the page are.
  new_model(options, state) {
    const foreign = options.model_module === 'anywidget' && !isOurs(state._esm);
    return super.new_model(foreign ? {...options, model_module: 'foreign'} : options, state);
  }

  // What fails to be drawn would show its stack.
  async create_view(model, options) {
    const view = await super.create_view(model, options);
    if (!(view instanceof base.ErrorWidgetView)) return view;
    const standIn = new StandInView({model, options: {}});
    standIn.render();
    return standIn;
  }

  loadModelClass(name, module) {
    return this.find(name, module, StandInModel);
  }

  loadViewClass(name, module) {
    return this.find(name, module, StandInView);
  }

  async find(name, module, standIn) {
    if (!Object.hasOwn(CLASSES, module)) return standIn;
    if (!this.loaded.has(module)) this.loaded.set(module, CLASSES[module]());
    const classes = await this.loaded.get(module);
    return Object.hasOwn(classes, name) ? classes[name] : standIn;
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
