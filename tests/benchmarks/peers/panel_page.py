"""The checklist in Panel: 20 sliders, 20 check boxes, their sum as it changes, and a button."""

import panel

panel.extension()
sliders = [panel.widgets.IntSlider(name=f"Item {n}", start=0, end=10, value=5) for n in range(20)]
boxes = [
    panel.widgets.Checkbox(name=f"Statement number {n}: I can hear their reasons without arguing")
    for n in range(20)
]
said = panel.pane.Str("")
button = panel.widgets.Button(name="ping")


def add_up(*_):
    mean = sum(slider.value for slider in sliders) / len(sliders)
    said.object = f"mean {mean:.2f}, ticked {sum(box.value for box in boxes)}"


def answer(_):
    said.object = "pong"


for control in [*sliders, *boxes]:
    control.param.watch(add_up, "value")
button.on_click(answer)
add_up()
panel.Column("# Readiness checklist", *map(panel.Row, sliders, boxes), button, said).servable(
    title="Checklist"
)
