// Says in place what cannot be drawn; everything around it still is.
import {DOMWidgetModel, DOMWidgetView} from '@jupyter-widgets/base';

export class StandInModel extends DOMWidgetModel {
  initialize(attributes, options) {
    super.initialize(attributes, options);
    // Its own view may know what this model does not have.
    if (this.get('_view_name')) this.set('_view_module', 'none');
  }
}

export class StandInView extends DOMWidgetView {
  render() {
    const name = this.model.get('_model_name').replace(/Model$/, '');
    this.el.classList.add('not-shown');
    this.el.textContent = `This page cannot show "${name}" of "${this.model.get('_model_module')}".`;
  }
}
