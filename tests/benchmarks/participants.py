"""Participants who come, answer as people do, go on, and leave again."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.benchmarks.fetching import Cache, Trouble
from tests.benchmarks.visitor import Message, Visit
from tests.browser.walking import START, clear_answers, content

SENTENCE = "We said less and less, and I did not ask why, for I was afraid of the answer. "
BURST = 25  # characters between two saves of one text
LONGEST = 6  # bursts in a text

Where = tuple[str, str, str]
"""Exercise, step and sheet of a screen."""


@dataclass
class Measured:
    """What all participants met: seconds by what they waited for, and troubles by their kind."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    troubles: Counter[str] = field(default_factory=Counter)
    visits: int = 0
    present: int = 0
    compared: int = 0
    lost: int = 0


@dataclass(frozen=True)
class Pace:
    """How long people take, in seconds: to think, and to type a few words."""

    think: tuple[float, float] = (2, 8)
    type: tuple[float, float] = (0.8, 2)


class Participant:
    """Somebody at a browser of their own, who knows what they were told is saved."""

    def __init__(self, url: str, measured: Measured, pace: Pace, chance: random.Random) -> None:
        self.key: str | None = None
        self.saved: dict[Where, dict[str, Any]] = defaultdict(dict)
        self._url, self._measured, self._pace, self._chance = url, measured, pace, chance
        self._cache = Cache()
        self._name = uuid4().hex[:8]

    async def stay(self, until: float) -> None:
        """Visit and answer until a moment of the clock `time.monotonic`."""
        self._measured.visits += 1
        self._measured.present += 1
        visit = Visit(self._url, self._cache)
        try:
            await self._come(visit)
            while time.monotonic() < until:
                await self._answer_screen(visit, until)
                await self._go_on(visit)
        except Trouble as trouble:
            self._measured.troubles[str(trouble)] += 1
        finally:
            self._measured.present -= 1
            await self._leave(visit)

    async def look_again(self) -> None:
        """Open the journal anew and count what was said to be saved and is not there."""
        visit = Visit(self._url, self._cache)
        try:
            await visit.open(START, self.key)
            for (exercise, step, sheet), answers in self.saved.items():
                if place_of(visit) != (exercise, step, sheet):
                    await visit.go(exercise, step, sheet)
                shown = {prompt["id"]: value for prompt, value in visit.prompts()}
                wrong = [id for id, value in answers.items() if shown.get(id) != value]
                self._measured.compared += len(answers)
                self._measured.lost += len(wrong)
        except Trouble as trouble:
            self._measured.troubles[f"looking again: {trouble}"] += 1
        finally:
            await self._leave(visit)

    async def _come(self, visit: Visit) -> None:
        """Begin at the start, or come with it answered, as half of all participants do."""
        been_here = self._chance.random() < 0.5
        answers = clear_answers() if been_here else {}
        pending = [visit.new_edit(START, prompt, value) for prompt, value in answers.items()]
        what = f"page ready, {len(pending)} answers waiting" if pending else "page ready"
        await self._timed(what, visit.open("", self.key, pending))
        self.key = visit.key
        for edit in pending:
            if edit["n"] in visit.acknowledged:
                step = content().exercise(START).prompt(edit["prompt"]).step
                self.saved[START, step, ""][edit["prompt"]] = edit["value"]
        if been_here:
            await visit.finish()
            await self._go_on(visit)

    async def _answer_screen(self, visit: Visit, until: float) -> None:
        await self._wait(self._pace.think)
        for prompt, _ in list(visit.prompts()):
            await self._wait(self._pace.think)
            if time.monotonic() >= until:
                return
            shown = prompt["id"] in (visit.live.get("visible") or [])
            answer = ANSWER.get(prompt["kind"])
            if shown and answer:
                await answer(self, visit, prompt)

    async def _go_on(self, visit: Visit) -> None:
        """Follow the way on; at its end, or now and then, go to another open exercise."""
        way = visit.live.get("next")
        if not way or self._chance.random() < 0.1:
            here = visit.view["exercise"]
            others = [
                one["id"]
                for one in visit.live["list"]
                if one["state"] != "closed" and one["id"] != here
            ]
            way = {"exercise": self._chance.choice(others or ["pause"]), "step": ""}
        await self._timed("go answered", visit.go(way["exercise"], way["step"]))

    async def _leave(self, visit: Visit) -> None:
        try:
            await visit.close()
        except Trouble as trouble:
            self._measured.troubles[str(trouble)] += 1

    async def _write(self, visit: Visit, prompt: Message) -> None:
        """Write a text in bursts, each of which is saved."""
        text = f"[{self._name}]"
        for _ in range(self._chance.randint(2, LONGEST)):
            text += SENTENCE[len(text) % len(SENTENCE) :][:BURST]
            await self._wait(self._pace.type)
            if prompt["kind"] == "draft":
                visit.check(prompt["id"], text)
            await self._save(visit, prompt, text[: prompt.get("limit", len(text))])

    async def _choose(self, visit: Visit, prompt: Message) -> None:
        """Choose at the start what closes nothing, for more is open then."""
        clear = clear_answers() if visit.view["exercise"] == START else {}
        if prompt["id"] in clear:
            await self._save(visit, prompt, clear[prompt["id"]])

    async def _rate(self, visit: Visit, prompt: Message) -> None:
        if visit.view["exercise"] == START:
            return await self._choose(visit, prompt)
        value = self._chance.randint(prompt.get("min", 0), prompt.get("max", 10))
        await self._save(visit, prompt, value)

    async def _save(self, visit: Visit, prompt: Message, value: Any) -> None:
        where = place_of(visit)
        await self._timed("save acknowledged", visit.edit(prompt["id"], value))
        self.saved[where][prompt["id"]] = value

    async def _timed(self, what: str, awaited: Any) -> None:
        begun = time.monotonic()
        await awaited
        self._measured.seconds[what].append(time.monotonic() - begun)

    async def _wait(self, between: tuple[float, float]) -> None:
        await asyncio.sleep(self._chance.uniform(*between))


ANSWER: dict[str, Callable[[Participant, Visit, Message], Any]] = {
    "text": Participant._write,
    "short_text": Participant._write,
    "draft": Participant._write,
    "scale": Participant._rate,
    "choice": Participant._choose,
    "many": Participant._choose,
    "date": Participant._choose,
    "measure": Participant._choose,
}


def place_of(visit: Visit) -> Where:
    """Return which screen is shown."""
    view = visit.view
    return view["exercise"], view["step"], (view.get("sheet") or {}).get("sheet", "")
