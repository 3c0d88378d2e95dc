"""What the tests of the workshop share: journals with drafts, the desk and the box."""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.conftest import NewWalk
from tests.browser.journals import LONG_AGO, all_answered, keeper, said, write_journal
from tests.browser.tours import CLEAR, OVER, RUNNING
from tests.browser.walking import KEY, Walk, content, days_ago
from tests.server import Server
from workbook import messages
from workbook.journal import Address, Entry, Journal

APART, APOLOGY, REACHING = "04_time_apart", "06_honest_apology", "08_reaching_out"
GOODBYE, PAUSE, BOX = "10_letting_go", "pause", "unsent_box"
LETTER, MESSAGE, NOTE = (APOLOGY, "letter"), (REACHING, "message"), (APART, "boundary_note")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

IF = "I am sorry if you felt hurt."
PUSH = "Please just answer me this once."
DIE = "I want to die."
THREAT = "I will hurt you if you leave."
OWNED = "I read your letter out at dinner, and I am sorry."
PLAIN = "I am writing about the pear tree. I cut it down, and that was wrong. You need not reply."

Given = Mapping[str, Mapping[str, Any]]

COUNTRY = "united_kingdom"
"""Where there are lines for every kind of help."""
READY = all_answered(
    start={"country": COUNTRY},
    time_apart=OVER,
    readiness_check={**CLEAR, "person_or_feeling": "feeling", "decision": "wait"},
)
for exercise, prompts in {
    APART: ("boundary_note", "note_became", "note_rest", "note_sent_on"),
    APOLOGY: ("letter", "letter_became", "letter_sent_on", "mood_by_daylight", "rest_days"),
    REACHING: (
        *("message", "sent", "sent_on", "reply", "rest_days", "mood_now"),
        *("statement", "statement_became", "statement_rest"),
    ),
    GOODBYE: ("goodbye_letter", "goodbye_became"),
    PAUSE: ("write_instead",),
}.items():
    for prompt in prompts:
        READY[exercise].pop(prompt, None)
"""Nothing speaks against a message, and no draft is written yet."""
WAITING = {"00_start": RUNNING, APART: {"break_start": days_ago(10)}}
"""What makes it a time to wait: a break that is not over."""

FOUND = "() => [...document.querySelectorAll('.found')].map((one) => one.textContent)"
SELECTED = "one => one.value.slice(one.selectionStart, one.selectionEnd)"


def wrote(draft: tuple[str, str], text: str, ago: timedelta, sheet: str = "") -> Entry:
    """Return one version of a draft."""
    return said(*draft, text, ago, sheet)


def open_journal(
    new_walk: NewWalk,
    server: Server,
    later: Iterable[Entry] = (),
    ago: timedelta = LONG_AGO,
    **more: Any,
) -> Walk:
    """Open a tab with a journal in which a message is open, and what was written in it later."""
    answers = {name: {**given, **more.pop(name, {})} for name, given in READY.items()}
    done = [one.name for one in content().way]
    options = {"reduced_motion": "reduce", **more}
    return new_walk(key=write_journal(server, answers, done, later, ago), **options)


def stored(walk: Walk, server: Server) -> Journal:
    """Read what the store holds of the journal of a tab, once all is saved."""
    walk.saved()
    return saved_so_far(walk, server)


def saved_so_far(walk: Walk, server: Server) -> Journal:
    """Read what the store holds, without waiting for what is on its way."""
    return keeper(server).open(walk.page.evaluate("key => sessionStorage.getItem(key)", KEY))


def sealed_pieces(walk: Walk, server: Server, draft: tuple[str, str]) -> list[bytes]:
    """Return some bytes of every version of a draft, as they lie in the database."""
    ids = [entry.id for entry in stored(walk, server).history(Address(*draft))]
    with sqlite3.connect(server.data / "journal.sqlite") as database:
        records = dict(database.execute("select record, sealed from records"))
    return [records[one][:24] for one in ids]


def files(server: Server) -> bytes:
    return b"".join(path.read_bytes() for path in server.data.rglob("*") if path.is_file())


def marked(page: Page) -> list[str]:
    """Return the words that are underlined, a finding each."""
    found: list[str] = page.evaluate(FOUND)
    return found


def finding(page: Page, title: str) -> Locator:
    return page.locator(".finding").filter(has_text=title)


def meter(page: Page) -> Locator:
    return page.locator(".meter").get_by_role("listitem")


def title_of(draft: tuple[str, str]) -> str:
    exercise = content().exercise(draft[0])
    return messages.DRAFT_TITLE.format(ask=exercise.prompt(draft[1]).ask, title=exercise.title)


def lying(page: Page, draft: tuple[str, str]) -> Locator:
    """Return a draft as it lies in the box."""
    return page.get_by_role("article", name=title_of(draft), exact=True)


def box_button(walk: Walk, draft: tuple[str, str], name: str) -> Locator:
    """Return a button of a draft; its name says which draft it is about."""
    about = re.compile(rf"^{re.escape(name)}\s*: {re.escape(title_of(draft))}$")
    return lying(walk.page, draft).get_by_role("button", name=about)
