"""What was learned from the labelled drafts: how much each trait speaks for each label."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from workbook.content.draft_rules import FOLDER, LABELS
from workbook.content.paths import data_folder

FILE = "weights.npz"
Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """A linear model, one column for each of LABELS.

    A sentence is the set of its known traits, each with its `rarity`, scaled to the length 1. A
    label is given where the weights of its traits, with its `bias`, come to more than nothing.
    """

    traits: dict[str, int]
    rarity: Numbers
    weights: npt.NDArray[np.int8]
    scale: Numbers
    bias: Numbers

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the weights from their file."""
        with np.load(path) as file:
            if [*file["labels"]] != [*LABELS]:
                raise ValueError(f"{path.name} was learned for other labels; learn it again.")
            names = bytes(file["traits"]).decode("utf-8").split("\n")
            return cls(
                {name: number for number, name in enumerate(names)},
                file["rarity"].astype(np.float32),
                file["weights"],
                file["scale"],
                file["bias"],
            )

    def write(self, path: Path) -> None:
        """Write the weights to their file."""
        names = "\n".join(self.traits).encode("utf-8")
        np.savez_compressed(
            path,
            labels=np.array(LABELS),
            traits=np.frombuffer(names, np.uint8),
            rarity=self.rarity.astype(np.float16),
            weights=self.weights,
            scale=self.scale,
            bias=self.bias,
        )

    def scores(self, sentences: Sequence[Collection[str]]) -> Numbers:
        """Return by how much each sentence, given by its traits, has each label."""
        found = np.tile(self.bias, (len(sentences), 1))
        for number, traits in enumerate(sentences):
            known = [self.traits[trait] for trait in traits if trait in self.traits]
            rarity = self.rarity[known]
            length = np.sqrt(rarity @ rarity)
            if length:
                found[number] += (rarity @ self.weights[known]) * self.scale / length
        return found


@cache
def load_weights(folder: Path | None = None) -> Weights:
    """Read what was learned for a content folder; without one, for that which we ship."""
    return Weights.read((folder or data_folder()) / FOLDER / FILE)
