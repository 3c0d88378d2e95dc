# The checklist in ipywidgets: 20 sliders, 20 check boxes, their sum as it changes, and a button.
import ipywidgets

sliders = [ipywidgets.IntSlider(5, 0, 10, description=f"Item {n}") for n in range(20)]
boxes = [
    ipywidgets.Checkbox(
        description=f"Statement number {n}: I can hear their reasons without arguing"
    )
    for n in range(20)
]
said = ipywidgets.Label("")
button = ipywidgets.Button(description="ping")


def add_up(_=None):
    mean = sum(slider.value for slider in sliders) / len(sliders)
    said.value = f"mean {mean:.2f}, ticked {sum(box.value for box in boxes)}"


def answer(_):
    said.value = "pong"


for control in [*sliders, *boxes]:
    control.observe(add_up, "value")
button.on_click(answer)
add_up()
rows = [ipywidgets.HBox(pair) for pair in zip(sliders, boxes, strict=True)]
ipywidgets.VBox([*rows, button, said])
