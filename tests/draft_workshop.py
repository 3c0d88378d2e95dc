"""A small workshop with drafts of every kind, so that tests of drafts need no shipped exercise."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from pydantic import TypeAdapter

from workbook.content.loader import load_content
from workbook.content.models import Content, Exercise, Step
from workbook.content.prompts import Prompt
from workbook.content.vocabulary import ROUTES
from workbook.journal import Address, Entry, Journal

WORDS, SHUT = "12_words", "13_shut"
PLAIN = "I cut the pear tree without asking you, and that was wrong."
SELF_HARM, THREAT = "I want to die.", "I will kill you."
NOON = datetime(2026, 6, 13, 12, tzinfo=UTC)

WORDS_TOML = """
[[steps]]
id = "write"
title = "Write"

[[steps]]
id = "later"
title = "When it has rested"
show_if = { rested = "message", is = true }

[[steps]]
id = "hour"
title = "A hard hour"
each = "moment"

[[steps]]
id = "box"
title = "All that lies here"

[[prompts]]
id = "message"
step = "write"
kind = "draft"
of = "message"
outcome = "became"
rest = "rest_days"
moods = ["mood_then", "mood_now"]
ask = "Your message"

[[prompts]]
id = "letter"
step = "write"
kind = "draft"
of = "letter"
parts = true
ask = "Your letter"

[[prompts]]
id = "for_me"
step = "write"
kind = "draft"
of = "letter"
stays = true
ask = "For you alone"

[[prompts]]
id = "rest_days"
step = "write"
kind = "scale"
min = 0
max = 14
low = "short"
high = "long"
ask = "How many days shall it rest?"

[[prompts]]
id = "mood_then"
step = "write"
kind = "scale"
low = "low"
high = "high"
ask = "How are you?"

[[prompts]]
id = "secret"
step = "write"
kind = "text"
burn = true
ask = "A text that is no draft"

[[prompts]]
id = "message_again"
step = "later"
kind = "unsent"
of = ["message"]
ask = "Your message"
empty = "There is none."

[[prompts]]
id = "mood_now"
step = "later"
kind = "scale"
max = 5
low = "low"
high = "high"
ask = "How are you now?"

[[prompts]]
id = "became"
step = "later"
kind = "choice"
ask = "What became of it?"
choices = [
  { id = "kept", say = "I keep it" },
  { id = "sent", say = "I sent it", facts = ["unanswered"] },
  { id = "answered", say = "I sent it, and they answered" },
]

[[prompts]]
id = "sent_on"
step = "later"
kind = "date"
fact = "sent_on"
ask = "When did you send it?"
show_if = { prompt = "became", is = "sent" }

[[prompts]]
id = "in_the_hour"
step = "hour"
kind = "draft"
of = "message"
outcome = "hour_became"
rest = "hour_rest"
moods = ["mood_then", "hour_mood"]
ask = "What you would have sent"

[[prompts]]
id = "hour_rest"
step = "hour"
kind = "scale"
low = "short"
high = "long"
ask = "How many days?"

[[prompts]]
id = "hour_mood"
step = "hour"
kind = "scale"
low = "low"
high = "high"
ask = "How is it now?"

[[prompts]]
id = "hour_became"
step = "hour"
kind = "choice"
ask = "What became of it?"
choices = [
  { id = "kept", say = "I keep it" },
  { id = "sent", say = "I sent it", facts = ["unanswered"] },
]

[[prompts]]
id = "hours"
step = "hour"
kind = "unsent"
of = ["in_the_hour"]
ask = "Hard hours"
empty = "There are none."

[[prompts]]
id = "drafts"
step = "box"
kind = "unsent"
ask = "Your drafts"
empty = "The box is empty."
"""

SHUT_TOML = """
[[steps]]
id = "agreed"
title = "Where both said yes"
routes = ["slow_rebuild"]

[[steps]]
id = "told"
title = "What became of it"

[[prompts]]
id = "plan"
step = "agreed"
kind = "draft"
of = "message"
outcome = "plan_became"
ask = "A plan"
show_if = { prompt = "hidden", is_not = "yes" }

[[prompts]]
id = "hidden"
step = "agreed"
kind = "choice"
ask = "Hide it?"
choices = ["Yes", "No"]

[[prompts]]
id = "plan_became"
step = "told"
kind = "choice"
ask = "What became of it?"
choices = [
  { id = "kept", say = "I keep it" },
  { id = "sent", say = "I sent it", facts = ["unanswered"] },
]

[[prompts]]
id = "plan_sent_on"
step = "told"
kind = "date"
fact = "sent_on"
ask = "When?"
show_if = { prompt = "plan_became", is = "sent" }

[[prompts]]
id = "afterwards"
step = "told"
kind = "text"
ask = "And now?"
"""


def workshop() -> Content:
    """Return the shipped content with two more exercises: one is always open, one hardly ever."""
    content = load_content()
    words = _exercise(WORDS, WORDS_TOML, routes=ROUTES)
    shut = _exercise(
        SHUT,
        SHUT_TOML,
        routes=("slow_rebuild", "ready_one_message"),
        after=("words",),
        closed_by=("low_mood",),
    )
    return replace(content, exercises=(*content.exercises, words, shut))


def _exercise(name: str, toml: str, **fields: object) -> Exercise:
    read = tomllib.loads(toml)
    steps = TypeAdapter(tuple[Step, ...]).validate_python(read["steps"])
    prompts = TypeAdapter(tuple[Prompt, ...]).validate_python(read["prompts"])
    like = load_content().exercise("what_happened")
    plain = {"title": name, "after": (), "after_in": {}, "closed_by": (), "aside": False}
    return like.model_copy(
        update={**plain, "id": name, "steps": steps, "prompts": prompts, **fields}
    )


def entries(*told: tuple[str, object, datetime], exercise: str = WORDS) -> Iterator[Entry]:
    """Yield an entry for each (prompt, value, time); `prompt@sheet` names a sheet."""
    for number, (prompt, value, at) in enumerate(told):
        name, _, sheet = prompt.partition("@")
        yield Entry(f"{exercise}-{number:03}", Address(exercise, name, sheet), value, at)


def journal(*told: tuple[str, object, datetime], exercise: str = WORDS) -> Journal:
    return Journal.of(entries(*told, exercise=exercise))


def by_day(**later: float) -> str:
    """Return the time as a browser says it, by day, where the machine's own time may be any."""
    now = datetime.now(UTC) + timedelta(**later)
    ahead = (12 - now.hour + 11) % 24 - 11
    return now.astimezone(timezone(timedelta(hours=ahead))).isoformat()
