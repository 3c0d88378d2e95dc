// What every control shares. A control draws into an element and gives back { show(value) }, and
// stop() where something runs; it calls `changed` on every change and never saves anything itself.

export function widget(draw) {
  function render({ model, el: host }) {
    const prompt = model.get("prompt");
    const control = draw(host, prompt, {
      id: `answer-${prompt.id}`,
      describedBy: prompt.hint ? `hint-${prompt.id}` : null,
      changed: (value) => tell(host, { prompt: prompt.id, row: "", column: "", value }),
      tell: (detail) => tell(host, { prompt: prompt.id, ...detail }),
    });
    const show = () => control.show(model.get("value"));
    show();
    model.on("change:value", show);
    return () => {
      model.off("change:value", show);
      control.stop?.();
    };
  }
  return { render };
}

function tell(element, detail) {
  element.dispatchEvent(new CustomEvent("answer", { bubbles: true, detail }));
}
