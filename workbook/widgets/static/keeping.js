// One thing to do with all the answers.

import { widget } from "./control.js";
import { drawBringing } from "./bringing.js";
import { drawBurning } from "./burning.js";
import { drawBurningOne } from "./burning_one.js";
import { drawCopies } from "./copies.js";
import { drawExpiry } from "./expiry.js";
import { drawNewWords } from "./new_words.js";
import { drawSharing } from "./sharing.js";
import { drawStep } from "./step.js";

const DO = {
  copy: drawCopies,
  share: drawSharing,
  bring: drawBringing,
  phrase: drawNewWords,
  expiry: drawExpiry,
  burn_one: drawBurningOne,
  burn: drawBurning,
};

export function drawKeepingStep(host, prompt, { id, ask }) {
  const { does, words } = prompt;
  return drawStep(host, { prompt, id, ask, does, waits: words?.burn_waits }, DO[does]);
}

export default widget(drawKeepingStep);
