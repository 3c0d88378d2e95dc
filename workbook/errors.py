"""Everything this package raises on purpose.

WorkbookError
├── ContentProblems     the content files say something they may not (for authors)
├── UnknownExercise     an exercise was asked for that does not exist (for authors)
├── SettingProblem      a setting cannot be used (for operators)
├── CommandRefused      a command does not do what it was asked to (for people at a terminal)
├── StoreUnavailable    the store cannot be read or written just now
├── StoreTooNew         the store was written by a newer version
├── SealBroken          sealed bytes do not open with this key
├── PhraseProblem       what was typed cannot be a key phrase
├── SealedFileProblem   a file that was brought in cannot be read
├── AnswerProblem       a value is not an answer to its prompt
└── TextBurned          another tab has burned the text that an edit goes on from
"""

from collections.abc import Sequence


class WorkbookError(Exception):
    """Base of all errors raised by the workbook."""


class ContentProblems(WorkbookError):
    """The content has problems; `problems` holds one sentence for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class UnknownExercise(WorkbookError):
    """No exercise has this name; the message names the nearest."""


class SettingProblem(WorkbookError):
    """A setting cannot be used; the message names it and says how to fix it."""


class CommandRefused(WorkbookError):
    """A command stops before it changes anything; the message says what to do next."""


class StoreUnavailable(WorkbookError):
    """The store cannot be used now, or not for this journal, which was burned.

    `reason` is full, read_only, locked, damaged, gone, burned or other; of a room also refused (to
    who is no facilitator) or slow (after too many codes that led nowhere).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"The store is unavailable: {reason}.")
        self.reason = reason

    @property
    def is_burned(self) -> bool:
        """Whether the journal was burned, by another tab or at the end of its time."""
        return self.reason == "burned"


class StoreTooNew(WorkbookError):
    """The store was written by a newer version of the workbook."""


class SealBroken(WorkbookError):
    """The key does not open these bytes, or they were changed."""


class PhraseProblem(WorkbookError):
    """The text is not six words of the list.

    `found` is the number of words, `unknown` pairs each word that is not in the list with the
    nearest one that is ("" where none is near).
    """

    def __init__(self, found: int, unknown: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__("This is not a key phrase.")
        self.found = found
        self.unknown = tuple(unknown)


class SealedFileProblem(WorkbookError):
    """A sealed file cannot be read; `reason` says why.

    It is "foreign" (no file of ours), "cut" (shortened or changed), "newer" (than this workbook),
    "too_large" (beyond what is ever read), or "other_phrase" (these words do not open it).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"The sealed file cannot be read: {reason}.")
        self.reason = reason


class AnswerProblem(WorkbookError):
    """A value is not an answer to its prompt; the message is the sentence for the participant."""


class TextBurned(WorkbookError):
    """Another tab has burned the text that this edit goes on from, so it is not kept."""
