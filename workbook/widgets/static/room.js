// One thing to do in the room of a group.

import { el } from "./dom.js";
import { widget } from "./control.js";
import { drawCalling } from "./room_call.js";
import { drawComingIn } from "./room_join.js";
import { drawOffering } from "./room_share.js";
import { drawStep } from "./step.js";

const IN_ROOM = { join: drawComingIn, share: drawOffering, call: drawCalling };

export function drawRoomStep(host, prompt, { id, ask }) {
  const { does, words } = prompt;
  const about = { prompt, id, ask, does: `room_${does}`, waits: words?.room_waits };
  return drawStep(host, about, (step) => {
    const show = IN_ROOM[does](step);
    const none = () => step.body.replaceChildren(el("p", {}, step.words.room_example));
    return (value) => (value?.stage === "example" ? none() : show(value || {}));
  });
}

export default widget(drawRoomStep);
