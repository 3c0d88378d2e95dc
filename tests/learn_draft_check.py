"""Learn the weights of the draft check from the labelled drafts: python -m tests.learn_draft_check.

One linear model for each label (logistic regression on words, short runs of words and pieces of
words). With --cross-validate, nothing is written; the figures on the given drafts are printed, each
fifth of them judged by what was learned from all others.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from tests.evaluate_draft_check import Figures, measure, report
from tests.labelled_drafts import Labelled, read_drafts
from workbook.content.draft_rules import FOLDER, LABELS, load_draft_rules
from workbook.content.paths import data_folder
from workbook.guidance.draft_check import Checker
from workbook.guidance.draft_traits import traits_of
from workbook.guidance.draft_weights import FILE, Weights, checksums
from workbook.guidance.draft_words import Spelling, sentences_of

GIVEN = Path(__file__).parent / "draft_check" / "dev.jsonl"
FOLDS = 5
SEEN = 2
"""A trait counts from so many sentences on."""
FREEDOM = 100.0
"""How closely the weights follow the drafts (C of the regression), chosen by cross-validation."""
WEIGHT = 3
"""How much more a line with a label counts than one without, chosen in the same way."""
EXAMPLE = 5.0
"""How much more an example of a rule counts: it is shown as a promise, and tested."""
STEPS = 127
"""Each weight is kept as a whole number of so many steps to either side."""
NEVER = -100.0
"""The bias of a label that no draft shows."""


@dataclass(frozen=True)
class Lesson:
    """Sentences to learn from: the traits, labels and known labels of each, and its worth."""

    traits: Sequence[frozenset[str]]
    labels: npt.NDArray[np.bool_]
    known: npt.NDArray[np.bool_]
    worth: npt.NDArray[np.float64]


def all_drafts() -> list[Labelled]:
    """Read all labelled drafts, the given ones first."""
    paths = [GIVEN, *sorted((data_folder() / FOLDER / "drafts").iterdir())]
    return [*examples(), *(draft for path in paths for draft in read_drafts(path))]


def examples() -> Iterator[Labelled]:
    """Yield the examples of the rules, of which only the one label is known."""
    rules = load_draft_rules()
    every = {**rules.flags, **rules.parts, **rules.qualities}
    for label, rule in every.items():
        unknown = frozenset({*LABELS} - {label})
        for text in (*rule.examples.found, *rule.examples.left):
            labels = frozenset({label} if text in rule.examples.found else ())
            span = (0, len(text), labels)
            yield Labelled(f"example of {label}", "message", text, (span,), labels, unknown)


def checksum_of(drafts: Sequence[Labelled]) -> npt.NDArray[np.uint8]:
    """Return a checksum that changes with any word or label."""
    taught = [(one.text, [(a, b, sorted(labels)) for a, b, labels in one.spans]) for one in drafts]
    return np.frombuffer(sha256(repr(taught).encode()).digest(), np.uint8)


def lesson_of(drafts: Sequence[Labelled]) -> Lesson:
    """Cut drafts into sentences as the check does."""
    words = load_draft_rules().words
    spelling = Spelling(words.same, words.mistyped)
    traits, labels, known, worth = [], [], [], []
    for draft in drafts:
        sentences = sentences_of(draft.text, spelling)
        for number, sentence in enumerate(sentences):
            traits.append(frozenset(traits_of(sentences, number, draft.kind)))
            given = draft.labels_at(sentence.start, sentence.end)
            labels.append([label in given for label in LABELS])
            known.append([label not in draft.unknown for label in LABELS])
            worth.append(EXAMPLE if draft.id.startswith("example") else 1.0)
    return Lesson(traits, np.array(labels), np.array(known), np.array(worth))


def learn(lesson: Lesson) -> Weights:
    """Learn the weights of all labels."""
    seen = Counter(trait for traits in lesson.traits for trait in traits)
    names = sorted(trait for trait, times in seen.items() if times >= SEEN)
    column = {name: number for number, name in enumerate(names)}
    total = len(lesson.traits)
    rarity = np.array([np.log((1 + total) / (1 + seen[name])) + 1 for name in names], np.float32)
    rows = [[column[trait] for trait in traits if trait in column] for traits in lesson.traits]
    table = csr_matrix(
        (
            np.concatenate([rarity[row] / np.sqrt(rarity[row] @ rarity[row]) for row in rows]),
            np.concatenate([np.array(row) for row in rows]),
            np.cumsum([0, *map(len, rows)]),
        ),
        shape=(total, len(names)),
    )
    weights = np.zeros((len(names), len(LABELS)))
    bias = np.zeros(len(LABELS))
    for number in range(len(LABELS)):
        known = lesson.known[:, number]
        if not lesson.labels[known, number].any():
            bias[number] = NEVER
            continue
        model = LogisticRegression(
            C=FREEDOM, class_weight={True: WEIGHT, False: 1}, solver="liblinear"
        ).fit(table[known], lesson.labels[known, number], lesson.worth[known])
        weights[:, number] = model.coef_[0]
        bias[number] = model.intercept_[0]
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-6) / STEPS
    marks = checksums(names)
    order = np.argsort(marks)
    return Weights(
        marks[order],
        rarity[order],
        np.round(weights[order] / scale).astype(np.int8),
        scale.astype(np.float32),
        bias.astype(np.float32),
        np.zeros(0, np.uint8),
    )


def cross_validate(held: Sequence[Labelled], others: Sequence[Labelled]) -> Figures:
    """Judge each fifth of the drafts by what was learned from all others."""
    figures = Figures()
    for fold in range(FOLDS):
        rest = [draft for number, draft in enumerate(held) if number % FOLDS != fold]
        checker = Checker(load_draft_rules(), learn(lesson_of([*rest, *others])))
        figures = measure(held[fold::FOLDS], checker, figures)
    return figures


def main() -> None:
    """Learn, or cross-validate on one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cross-validate", type=Path, metavar="PATH")
    options = parser.parse_args()
    drafts = all_drafts()
    if options.cross_validate:
        held = read_drafts(options.cross_validate)
        texts = {draft.text for draft in held}
        others = [draft for draft in drafts if draft.text not in texts]
        print("\n".join(report(cross_validate(held, others))))
        return
    weights = replace(learn(lesson_of(drafts)), learned_from=checksum_of(drafts))
    weights.write(data_folder() / FOLDER / FILE)


if __name__ == "__main__":
    main()
