// The controls of ipywidgets, fetched only by a page that has one.
//
// This list is all that may be drawn. Left out are Image, Audio and Video, whose content comes by
// `blob:` addresses, which our pages forbid, FileUpload, and Controller, which reads a gamepad.
import controlsStyle from '@jupyter-widgets/controls/css/widgets-base.css';
import luminoStyle from '@lumino/widgets/style/index.css';
import ownStyle from './controls.css';

const style = new CSSStyleSheet();
style.replaceSync(luminoStyle + controlsStyle + ownStyle);
document.adoptedStyleSheets.push(style);

export {
  AccordionModel, AccordionView, BoundedFloatTextModel, BoundedIntTextModel, BoxModel, BoxView,
  ButtonModel, ButtonStyleModel, ButtonView, CheckboxModel, CheckboxStyleModel, CheckboxView,
  ColorPickerModel, ColorPickerView, ColorsInputModel, ColorsInputView, ComboboxModel,
  ComboboxView, DatePickerModel, DatePickerView, DatetimeModel, DatetimeView,
  DescriptionStyleModel, DirectionalLinkModel, DropdownModel, DropdownView, FloatLogSliderModel,
  FloatLogSliderView, FloatProgressModel, FloatRangeSliderModel, FloatRangeSliderView,
  FloatSliderModel, FloatSliderView, FloatTextModel, FloatTextView, FloatsInputModel,
  FloatsInputView, GridBoxModel, GridBoxView, HBoxModel, HBoxView, HTMLMathModel,
  HTMLMathStyleModel, HTMLMathView, HTMLModel, HTMLStyleModel, HTMLView, IntProgressModel,
  IntRangeSliderModel, IntRangeSliderView, IntSliderModel, IntSliderView, IntTextModel,
  IntTextView, IntsInputModel, IntsInputView, LabelModel, LabelStyleModel, LabelView, LinkModel,
  NaiveDatetimeModel, PasswordModel, PasswordView, PlayModel, PlayView, ProgressStyleModel,
  ProgressView, RadioButtonsModel, RadioButtonsView, SelectModel, SelectMultipleModel,
  SelectMultipleView, SelectView, SelectionRangeSliderModel, SelectionRangeSliderView,
  SelectionSliderModel, SelectionSliderView, SliderStyleModel, StackModel, StackView, TabModel,
  TabView, TagsInputModel, TagsInputView, TextModel, TextStyleModel, TextView, TextareaModel,
  TextareaView, TimeModel, TimeView, ToggleButtonModel, ToggleButtonStyleModel,
  ToggleButtonView, ToggleButtonsModel, ToggleButtonsStyleModel, ToggleButtonsView, VBoxModel,
  VBoxView, ValidModel, ValidView,
} from '@jupyter-widgets/controls';
