// What a kernel prints and draws, as text and pictures: its HTML and its scripts are left out.
import {DOMWidgetModel, DOMWidgetView} from '@jupyter-widgets/base';

const WIDGET = 'application/vnd.jupyter.widget-view+json';
const FAILED = 'This part could not be shown. What you wrote is still there.';
const SHOWN = new Set(['stream', 'display_data', 'execute_result', 'error']);

export class OutputModel extends DOMWidgetModel {
  defaults() {
    return {...super.defaults(), _view_name: 'OutputView', msg_id: '', outputs: []};
  }

  initialize(attributes, options) {
    super.initialize(attributes, options);
    const {kernel} = this.widget_manager;
    const hear = (_, message) => this.hear(message);
    kernel.iopubMessage.connect(hear);
    this.once('destroy', () => kernel.iopubMessage.disconnect(hear));
  }

  // Python names the message during which everything that is shown belongs here.
  hear({header, parent_header: parent, content}) {
    if (!this.get('msg_id') || parent.msg_id !== this.get('msg_id')) return;
    if (header.msg_type === 'clear_output') this.clear(content.wait);
    else if (SHOWN.has(header.msg_type)) this.add({output_type: header.msg_type, ...content});
  }

  clear(wait) {
    this.clearing = wait;
    if (!wait) this.keep([]);
  }

  add(output) {
    const outputs = this.clearing ? [] : this.get('outputs');
    this.clearing = false;
    const last = outputs.at(-1);
    const goesOn = output.output_type === 'stream' && last?.name === output.name;
    const text = goesOn && {...last, text: last.text + output.text};
    this.keep(text ? [...outputs.slice(0, -1), text] : [...outputs, output]);
  }

  // Python knows them as well, for it may add more of its own.
  keep(outputs) {
    this.set('outputs', outputs);
    this.save_changes();
  }
}

export class OutputView extends DOMWidgetView {
  initialize(parameters) {
    super.initialize(parameters);
    this.drawn = []; // {said, element, view} for each output, in their order
    this.listenTo(this.model, 'change:outputs', () => this.draw());
  }

  render() {
    super.render();
    this.el.classList.add('kernel-output');
    this.draw();
  }

  // What was shown before stays as it is, with the focus in it.
  draw() {
    const said = this.model.get('outputs').map((output) => JSON.stringify(output));
    const same = said.findIndex((one, at) => this.drawn[at]?.said !== one);
    for (const {element, view} of this.drawn.splice(same < 0 ? said.length : same)) {
      view?.then((one) => one.remove());
      element.remove();
    }
    for (const one of said.slice(this.drawn.length)) {
      const element = document.createElement('div');
      this.drawn.push({said: one, element, view: this.show(JSON.parse(one), element)});
      this.el.append(element);
    }
  }

  /** Fill an element; give a promise of the view where the output is a widget. */
  show({output_type: kind, text, data = {}, metadata = {}}, element) {
    if (kind === 'stream') element.append(lines(text));
    else if (kind === 'error') element.append(calmly());
    else if (data[WIDGET]) return this.showWidget(data[WIDGET].model_id, element);
    else element.append(...picture(data, metadata), ...plain(data));
    return undefined;
  }

  async showWidget(id, element) {
    const host = document.createElement('div');
    const view = await this.model.widget_manager.show(id, host);
    element.append(host);
    return view;
  }

  remove() {
    for (const {view} of this.drawn) view?.then((one) => one.remove());
    super.remove();
  }
}

const joined = (text) => (Array.isArray(text) ? text.join('') : String(text ?? ''));

function lines(text) {
  const element = document.createElement('pre');
  element.textContent = joined(text).replace(/\x1b\[[\d;]*[A-Za-z]/g, ''); // colours of a terminal
  return element;
}

function calmly() {
  const element = document.createElement('p');
  element.setAttribute('role', 'alert');
  element.textContent = FAILED;
  return element;
}

// As a picture, so that nothing in it is run.
function picture(data, metadata) {
  const address = data['image/svg+xml']
    ? `data:image/svg+xml,${encodeURIComponent(joined(data['image/svg+xml']))}`
    : data['image/png'] && `data:image/png;base64,${joined(data['image/png']).replace(/\s/g, '')}`;
  if (!address) return [];
  const element = document.createElement('img');
  const about = metadata['image/svg+xml'] ?? metadata['image/png'] ?? {};
  element.alt = about.alt ?? metadata.alt ?? 'Chart';
  element.src = address;
  return [element];
}

function plain(data) {
  const shown = data['image/svg+xml'] || data['image/png'];
  return shown || data['text/plain'] === undefined ? [] : [lines(data['text/plain'])];
}
