// What every control shares. A control draws into an element and gives back { show(value) }, and
// stop() where something runs; it calls `changed` on every change and never saves anything itself.
// With `anew`, the words before the change stay in the history, however young they are. A control
// that is read while it is written also gives check(checked). What only the page can do, such as
// passing a question on, it asks for with `ask`.

export function widget(draw) {
  function render({ model, el: host }) {
    const prompt = model.get("prompt");
    const control = draw(host, prompt, {
      id: `answer-${prompt.id}`,
      describedBy: prompt.hint ? `hint-${prompt.id}` : null,
      changed: (value, anew) =>
        tell(host, { prompt: prompt.id, row: "", column: "", value, anew }),
      tell: (detail) => tell(host, { prompt: prompt.id, ...detail }),
      ask: (detail) => tell(host, { prompt: prompt.id, ...detail }, "ask"),
    });
    const heard = {
      "change:value": () => control.show(model.get("value")),
      "change:checked": () => control.check?.(model.get("checked") || {}),
    };
    for (const [name, callback] of Object.entries(heard)) {
      callback();
      model.on(name, callback);
    }
    return () => {
      for (const [name, callback] of Object.entries(heard)) model.off(name, callback);
      control.stop?.();
    };
  }
  return { render };
}

function tell(element, detail, name = "answer") {
  element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
}
