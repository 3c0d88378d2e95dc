// The controls of ipywidgets, fetched only by a page that has one.
import controlsStyle from '@jupyter-widgets/controls/css/widgets-base.css';
import luminoStyle from '@lumino/widgets/style/index.css';

const style = document.createElement('style');
style.textContent = luminoStyle + controlsStyle;
document.head.append(style);

export * from '@jupyter-widgets/controls';
