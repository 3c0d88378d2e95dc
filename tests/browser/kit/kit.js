// The page and its controls without a kernel: models as anywidget gives them, and a small
// stand-in for Python that acknowledges edits. Tests drive it through window.kit.

const sample = await (await fetch("/sample.json")).json();

class Model {
  constructor(state) {
    this.state = state;
    this.listeners = [];
    this.widget_manager = manager;
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    this.state[name] = value;
    this.trigger(`change:${name}`);
  }
  trigger(name, ...content) {
    for (const [heard, callback] of [...this.listeners]) if (heard === name) callback(...content);
  }
  on(name, callback) {
    this.listeners.push([name, callback]);
  }
  off(name, callback) {
    this.listeners = this.listeners.filter((one) => one[0] !== name || one[1] !== callback);
  }
  save_changes() {}
  send(content) {
    // As on the wire: only what JSON can say arrives.
    kit.sent.push(JSON.parse(JSON.stringify(content)));
    setTimeout(() => answer(content), kit.delay);
  }
}

const models = new Map();
const manager = {
  async get_model(id) {
    return models.get(id);
  },
  async create_view(model) {
    const module = await import(`/esm/${model.get("kind")}.js`);
    const el = document.createElement("div");
    const clean = module.default.render({ model, el });
    return { el, remove: clean };
  },
};

function answer(content) {
  const tell = (message) => kit.page.trigger("msg:custom", message);
  const act = {
    hello() {
      tell({ say: "opened", key: content.key ?? "k1" });
      if (content.pending.length) acknowledge(tell, content.pending);
      showScreen(content.step);
    },
    edit: () => acknowledge(tell, [content]),
    go: () => showScreen(content.step),
    later() {
      const later = new Set(kit.page.get("live").later);
      later[content.value ? "add" : "delete"](content.prompt);
      kit.page.set("live", { ...kit.page.get("live"), later: [...later] });
    },
    keep: () => tell({ say: "phrase", words: sample.phrase, ask: [2, 5] }),
    confirm() {
      const right = content.words[0] === sample.phrase[1] && content.words[1] === sample.phrase[4];
      tell(
        right
          ? { say: "kept" }
          : {
              say: "refused",
              form: "keep",
              text: "These are not words 2 and 5. Look at your note again.",
            },
      );
    },
    open: () => tell({ say: "refused", form: "open", text: "These words open nothing here." }),
    check: () => kit.reading && kit.check(content),
    copy() {
      const { text, held } = lyingDraft(content);
      const why = kit.held || held;
      tell({ ...named(content), say: "copy", text: why.length ? "" : text, held: why });
    },
    versions: () => tell({ ...named(content), say: "versions", versions: sample.versions }),
    put_away() {
      lyingDraft(content).put_away = content.value;
      sample.values.lying.sort((a, b) => a.put_away - b.put_away);
      showScreen("box");
    },
    burn() {
      tell({ ...named(content), say: "burned", elsewhere: false });
      const gone = lyingDraft(content);
      sample.values.lying = sample.values.lying.filter((one) => one !== gone);
      if (gone) showScreen("box");
    },
  };
  act[content.do]?.();
}

function acknowledge(tell, edits) {
  if (!kit.answering) return;
  if (kit.refusing) {
    const [{ n, prompt }] = edits;
    tell({
      say: "problem",
      n,
      prompt,
      text: "Choose whose act it was, or leave the line for later.",
    });
    return;
  }
  kit.store.push(...edits);
  sessionStorage.setItem("kit.store", JSON.stringify(kit.store));
  tell({ say: "saved", n: edits.map((edit) => edit.n) });
}

function named({ exercise, prompt, sheet }) {
  return { exercise, prompt, sheet };
}

function lyingDraft({ exercise, prompt }) {
  return sample.values.lying.find((one) => one.exercise === exercise && one.prompt === prompt);
}

// A reader that knows a few sentences by heart.
function check({ prompt, text, n }) {
  models.get(`m-${prompt}`).set("checked", readDraft(text, n));
  const danger = sample.finds.some((one) => one.opens && text.includes(one.find));
  const urgent = danger ? sample.urgent : null;
  if (urgent !== kit.page.get("live").urgent)
    kit.page.set("live", { ...kit.page.get("live"), urgent });
}

function readDraft(text, n = 0) {
  const findings = sample.finds.flatMap(({ find, ...said }) =>
    [...text.matchAll(find)].map(({ index: start }) => ({
      ...said,
      start,
      end: start + find.length,
    })),
  );
  findings.sort((a, b) => a.start - b.start);
  const count = findings.length;
  const many = count === 1 ? "One line may" : `${count} lines may`;
  const says = count ? `${many} land differently from what you mean.` : sample.calm;
  const meter = sample.signs.map((one) => (text.includes(one.find) ? one.there : one.missing));
  return text.trim() ? { n, says, findings, meter } : { n, says: "", findings: [], meter: [] };
}

// Only the page's own pending edits are under test; saved values start from the sample.
function showScreen(step) {
  const view = sample.views[step] || sample.views[sample.first];
  const children = [];
  for (const block of view.blocks) {
    if (block.kind !== "prompt") continue;
    const prompt = {
      words: sample.words,
      id: block.id,
      hint: block.hint,
      ...sample.prompts[block.id],
    };
    const model = new Model({
      kind: block.prompt_kind,
      prompt,
      value: sample.values[block.id] ?? null,
      checked: readDraft(String(sample.values[block.id] ?? "")),
    });
    models.set(`m-${block.id}`, model);
    block.child = children.push(`IPY_MODEL_m-${block.id}`) - 1;
  }
  kit.page.state.prompts = children;
  kit.page.state.live = structuredClone({ ...sample.live, ...(view.live || {}) });
  kit.page.set("view", structuredClone({ list: sample.live.list, ...view }));
}

const kit = (window.kit = {
  sent: [],
  store: JSON.parse(sessionStorage.getItem("kit.store") || "[]"),
  answering: !window.location.search.includes("silent"),
  refusing: false,
  reading: true,
  held: null,
  delay: 10,
  check,
  model: (id) => models.get(`m-${id}`),
  showScreen,
});

kit.page = new Model({
  view: {},
  live: {},
  prompts: [],
  words: sample.words,
  header: sample.header,
});
const { default: page, wireFrame } = await import("/esm/page.js");
if (document.querySelector("[data-workbook-frame]")) wireFrame(document);
const host = document.createElement("div");
document.querySelector("main").append(host);
page.render({ model: kit.page, el: host });
