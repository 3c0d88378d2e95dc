"""Learn the weights of the draft check from the labelled drafts: python -m tests.learn_draft_check.

One linear model for each label (logistic regression on words, short runs of words and pieces of
words). With --cross-validate, nothing is written; the figures on the given drafts are printed, each
fifth of them judged by what was learned from all others.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from workbook.guidance.draft_weights import FILE, Weights
from workbook.guidance.draft_words import Spelling, sentences_of

GIVEN = Path(__file__).parent / "draft_check" / "dev.jsonl"
FOLDS = 5
SEEN = 2
"""A trait counts from so many sentences on."""
FREEDOM = 30.0
"""How closely the weights follow the drafts (C of the regression), chosen by cross-validation."""
WEIGHT = 3
"""How much more a line with a label counts than one without, chosen in the same way."""
SURE = {"self_harm": 0.15, "threat": 0.2}
"""How sure a label has to be: less so where missing it does more harm."""
SURE_ENOUGH = 0.3
NEVER = -100.0
"""The bias of a label that no draft shows."""
KEPT = 60_000
"""So many traits are kept: those that weigh most."""


@dataclass(frozen=True)
class Lesson:
    """Sentences to learn from: the traits, labels and known labels of each."""

    traits: Sequence[frozenset[str]]
    labels: npt.NDArray[np.bool_]
    known: npt.NDArray[np.bool_]


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


def lesson_of(drafts: Sequence[Labelled]) -> Lesson:
    """Cut drafts into sentences as the check does."""
    words = load_draft_rules().words
    spelling = Spelling(words.same, words.mistyped)
    traits, labels, known = [], [], []
    for draft in drafts:
        sentences = sentences_of(draft.text, spelling)
        for number, sentence in enumerate(sentences):
            traits.append(frozenset(traits_of(sentences, number, draft.kind)))
            given = draft.labels_at(sentence.start, sentence.end)
            labels.append([label in given for label in LABELS])
            known.append([label not in draft.unknown for label in LABELS])
    return Lesson(traits, np.array(labels), np.array(known))


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
    for number, label in enumerate(LABELS):
        known = lesson.known[:, number]
        if not lesson.labels[known, number].any():
            bias[number] = NEVER
            continue
        model = LogisticRegression(
            C=FREEDOM, class_weight={True: WEIGHT, False: 1}, solver="liblinear"
        ).fit(table[known], lesson.labels[known, number])
        sure = SURE.get(label, SURE_ENOUGH)
        weights[:, number] = model.coef_[0]
        bias[number] = model.intercept_[0] - np.log(sure / (1 - sure))
    return _made_small(Weights(column, rarity, weights, np.ones(len(LABELS)), bias))


def _made_small(weights: Weights) -> Weights:
    """Keep the traits that weigh most, and each weight as a whole number of steps."""
    kept = np.sort(np.argsort(-np.abs(weights.weights).max(axis=1) * weights.rarity)[:KEPT])
    names = [*weights.traits]
    scale = np.abs(weights.weights).max(axis=0) / 127
    return Weights(
        {names[old]: new for new, old in enumerate(kept)},
        weights.rarity[kept],
        np.round(weights.weights[kept] / scale).astype(np.int8),
        scale.astype(np.float32),
        weights.bias.astype(np.float32),
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
    learn(lesson_of(drafts)).write(data_folder() / FOLDER / FILE)


if __name__ == "__main__":
    main()
