// Our own widgets. A served kernel names a module instead of sending its text.
import * as chart from '../../../widgets/static/chart.js';
import * as choice from '../../../widgets/static/choice.js';
import * as date from '../../../widgets/static/date.js';
import * as draft from '../../../widgets/static/draft.js';
import * as keeping from '../../../widgets/static/keeping.js';
import * as many from '../../../widgets/static/many.js';
import * as measure from '../../../widgets/static/measure.js';
import * as page from '../../../widgets/static/page.js';
import * as pie from '../../../widgets/static/pie.js';
import * as review from '../../../widgets/static/review.js';
import * as room from '../../../widgets/static/room.js';
import * as rows from '../../../widgets/static/rows.js';
import * as scale from '../../../widgets/static/scale.js';
import * as short_text from '../../../widgets/static/short_text.js';
import * as sort from '../../../widgets/static/sort.js';
import * as summary from '../../../widgets/static/summary.js';
import * as text from '../../../widgets/static/text.js';
import * as then_and_now from '../../../widgets/static/then_and_now.js';
import * as timer from '../../../widgets/static/timer.js';
import * as unsent from '../../../widgets/static/unsent.js';

// Not for participants: fetched only by the page that has it.
const FACILITATOR = './facilitator.js';

const MODULES = new Map(
  Object.entries({
    chart, choice, date, draft, keeping, many, measure, page, pie, review, room, rows, scale,
    short_text, sort, summary, text, then_and_now, timer, unsent,
  }).map(([name, module]) => [`./${name}.js`, module]),
);

export const isOurs = (name) => MODULES.has(name) || name === FACILITATOR;

/** Give the module of a widget to anywidget. */
export async function loadModule(name) {
  return name === FACILITATOR ? import('../../../widgets/static/facilitator.js') : MODULES.get(name);
}
