"""What a browser asks about all answers at once: keep, open, copy, bring in and burn them."""

import base64
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from anywidget import AnyWidget

from workbook import messages
from workbook.content.prompts import Prompt
from workbook.content.showing import KeepingPrompt
from workbook.errors import AnswerProblem, PhraseProblem, SealedFileProblem, StoreUnavailable
from workbook.journal import Journal
from workbook.pages.burning import begun, say_what_closes
from workbook.pages.copying import choices_of, make_copy, make_share_copy, read_body
from workbook.pages.keeping import Keeping, in_words
from workbook.widgets import Keeping as Step

if TYPE_CHECKING:
    from workbook.report.copies.making import File

Message = dict[str, Any]
KEPT_DAYS = (None, 365, 90)
OF_THE_STORE = ("expiry",)
"""What is known by the store, and may change while no answer does."""

log = logging.getLogger(__name__)


class Screen(Protocol):
    """What is needed of the page."""

    def say(self, say: str, **content: Any) -> None:
        """Send a message to the browser."""

    def show(self) -> None:
        """Draw the present screen anew."""

    def update(self) -> None:
        """Send what may have changed on the present screen."""

    def show_gone(self, text: str) -> None:
        """Draw the screen that stands in place of a journal that was burned."""


class Custody:
    """Answers the messages about one's own journal; `does` has one function for each."""

    def __init__(self, keeping: Keeping, screen: Screen) -> None:
        self.does: dict[str, Callable[[Message], None]] = {
            "keep": self._offer,
            "confirm": self._confirm,
            "open": self._open,
            "close": self._close,
            "lock": self._close,
            "take": self._take,
            "share": self._share,
            "bring": self._bring,
            "new_words": self._offer_new,
            "change_words": self._change_words,
            "keep_for": self._keep_for,
            "burn_one": self._burn_one,
            "burn_all": self._burn_all,
        }
        self._keeping = self._shown = keeping
        self._screen = screen
        self._steps: list[tuple[KeepingPrompt, Step]] = []
        self._seen: Journal | None = None

    def lay_out(
        self, shown: Keeping, prompts: Sequence[Prompt], widgets: Sequence[AnyWidget]
    ) -> None:
        """Take up the steps of a screen that are about all answers of the journal it shows."""
        self._shown, self._seen = shown, None
        self._steps = [
            (prompt, widget)
            for prompt, widget in zip(prompts, widgets, strict=True)
            if isinstance(prompt, KeepingPrompt) and isinstance(widget, Step)
        ]

    def freshen(self) -> None:
        """Show what there is to choose from as it is now."""
        journal = self._shown.visit.journal
        for prompt, widget in self._steps:
            if journal is self._seen and prompt.does not in OF_THE_STORE:
                continue  # all there is to choose from comes of the answers, and takes its time
            with suppress(StoreUnavailable):  # it stays as it was, and the page says why
                widget.value = choices_of(self._shown, prompt)
        self._seen = journal

    def lose(self) -> None:
        """Begin anew, since another tab has burned all there was."""
        self._keeping.begin_again()
        self._show_gone(messages.GONE_ELSEWHERE)

    def _offer(self, message: Message) -> None:
        words, ask = self._keeping.offer()
        self._screen.say("phrase", words=words, ask=ask)

    def _confirm(self, message: Message) -> None:
        if self._in_form("keep", lambda: self._keeping.confirm(message.get("words"))):
            self._screen.update()
            self._screen.say("kept")

    def _open(self, message: Message) -> None:
        phrase, bring = str(message.get("phrase") or ""), bool(message.get("bring"))
        if self._in_form("open", lambda: self._keeping.open_with_phrase(phrase, bring)):
            self._show_opened()

    def _close(self, message: Message) -> None:
        self._keeping.close(lock=message["do"] == "lock")
        self._show_opened()

    def _take(self, message: Message) -> None:
        form, exercises = message.get("format"), message.get("exercises")
        self._hand_over("copy", lambda: make_copy(self._keeping, form, exercises))

    def _share(self, message: Message) -> None:
        items, to, password = (message.get(part) for part in ("items", "to", "password"))
        self._hand_over("share", lambda: make_share_copy(self._keeping, items, to, password))

    def _bring(self, message: Message) -> None:
        def bring() -> str:
            body, phrase = read_body(message.get("body")), message.get("phrase")
            added = self._keeping.bring_in(body, phrase if isinstance(phrase, str) else "")
            return messages.BROUGHT if added else messages.BROUGHT_NOTHING

        self._tell("bring", bring)

    def _offer_new(self, message: Message) -> None:
        if self._keeping.is_kept:
            words, ask = self._keeping.offer()
            self._screen.say("phrase", words=words, ask=ask, change=True)

    def _change_words(self, message: Message) -> None:
        words = message.get("words")
        if self._in_form("words", lambda: self._keeping.confirm(words, change=True)):
            self._screen.say("opened", key=self._keeping.gate.tab_key)
            self._screen.say("told", does="phrase", text=messages.WORDS_CHANGED)

    def _keep_for(self, message: Message) -> None:
        def keep_for() -> str:
            days = message.get("days")
            if isinstance(days, bool) or days not in KEPT_DAYS:
                raise AnswerProblem(messages.CHOOSE_ONE)
            self._keeping.keep_for(days)
            if days:
                return messages.KEPT_FOR.format(days=days)
            return messages.KEPT_IN_TAB if self._keeping.in_tab else messages.KEPT_FOR_EVER

        self._tell("expiry", keep_for)

    def _burn_one(self, message: Message) -> None:
        visit, asked = self._keeping.visit, message.get("exercise")
        found = next((one for one in begun(visit.content, visit.journal) if one.id == asked), None)
        if found and message.get("sure") is not True:
            closes = say_what_closes(visit.content, visit.journal, found.id, visit.now())
            self._screen.say("burn_one", exercise=found.id, title=found.title, closes=closes)
            return

        def burn() -> str:
            if found is None:
                raise AnswerProblem(messages.PAGE["burn_one_choose"])
            visit.burn_exercise(found.id)
            return messages.BURNED_ONE

        self._tell("burn_one", burn, messages.CANNOT_BURN)

    def _burn_all(self, message: Message) -> None:
        def burn() -> str:
            if message.get("sure") is not True:
                raise AnswerProblem(messages.PAGE["burn_all_tick"])
            self._keeping.burn()
            return messages.GONE

        if self._tell("burn", burn):
            self._show_gone(messages.GONE)

    def _hand_over(self, does: str, make: "Callable[[], File]") -> None:
        """Send a file to the browser, and say that it is made."""

        def hand_over() -> str:
            file = make()
            encoded = base64.b64encode(file.body).decode("ascii")
            self._screen.say("file", name=file.name, media_type=file.media_type, body=encoded)
            return messages.COPY_MADE.format(name=file.name)

        self._tell(does, hand_over)

    def _tell(self, does: str, act: Callable[[], str], cannot: str = messages.CANNOT_NOW) -> bool:
        """Do what a step asks, and say there what came of it; tell whether it was done."""
        said = {}
        try:
            said["text"] = act()
        except (AnswerProblem, PhraseProblem, SealedFileProblem) as problem:
            said["problem"] = in_words(problem)
        except StoreUnavailable as error:
            if error.is_burned:
                raise
            said["problem"] = cannot
        except Exception as error:
            # Neither the message nor the error's own text is logged: they may hold an answer.
            log.error("A message could not be answered: %s.", type(error).__name__)
            said["problem"] = cannot
        self._screen.say("told", does=does, **said)
        self._screen.update()
        return "text" in said

    def _in_form(self, form: str, act: Callable[[], str]) -> bool:
        """Do what a form asks; `act` returns a sentence where it cannot be done."""
        try:
            refused = act()
        except StoreUnavailable as error:
            if error.is_burned:
                raise
            refused = messages.CANNOT_OPEN if form == "open" else messages.CANNOT_KEEP
        if refused:
            self._screen.say("refused", form=form, text=refused)
        return not refused

    def _show_opened(self) -> None:
        # The tab forgets first: what is typed into the new pages must not be forgotten with it.
        self._screen.say("opened", key=self._keeping.gate.tab_key)
        self._screen.show()

    def _show_gone(self, text: str) -> None:
        # Nor may anything that waits in it be laid over the empty page.
        self._screen.say("gone", key=self._keeping.gate.tab_key)
        self._screen.show_gone(text)
