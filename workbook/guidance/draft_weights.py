"""What was learned from the labelled drafts: how much each trait speaks for each label."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self
from zlib import crc32

import numpy as np
import numpy.typing as npt

from workbook.content.draft_rules import FOLDER, LABELS
from workbook.content.paths import data_folder

FILE = "weights.npz"
Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """A linear model, one column for each of LABELS.

    Each row is a trait, by the sorted checksums of their names. A sentence is the set of its known
    traits, each with its `rarity`, scaled to the length 1. What the weights of its traits come to,
    with the `bias`, is the log-odds of a label. The weights were learned from drafts with the
    checksum `learned_from`.
    """

    traits: npt.NDArray[np.uint32]
    rarity: Numbers
    weights: npt.NDArray[np.int8]
    scale: Numbers
    bias: Numbers
    learned_from: npt.NDArray[np.uint8]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the weights from their file.

        Raises:
            ValueError: they were learned for other labels.
        """
        with np.load(path) as file:
            if [*file["labels"]] != [*LABELS]:
                raise ValueError(f"{path.name} was learned for other labels; learn it again.")
            return cls(**{name: file[name] for name in cls.__dataclass_fields__})

    def write(self, path: Path) -> None:
        """Write the weights to their file."""
        columns = {name: getattr(self, name) for name in self.__dataclass_fields__}
        np.savez_compressed(path, labels=np.array(LABELS), **columns)

    def scores(self, sentences: Sequence[Collection[str]]) -> Numbers:
        """Return the log-odds of each label for each sentence, which is given by its traits."""
        found = np.tile(self.bias, (len(sentences), 1))
        for number, traits in enumerate(sentences):
            wanted = checksums(traits)
            rows = np.searchsorted(self.traits, wanted) % len(self.traits)
            rows = rows[self.traits[rows] == wanted]
            rarity = self.rarity[rows]
            length = np.sqrt(rarity @ rarity)
            if length:
                found[number] += (rarity @ self.weights[rows]) * self.scale / length
        return found


def checksums(traits: Collection[str]) -> npt.NDArray[np.uint32]:
    """Return the numbers by which traits are known; their names would take ten times the room."""
    found = (crc32(trait.encode("utf-8", "surrogatepass")) for trait in traits)
    return np.fromiter(found, np.uint32, len(traits))


@cache
def load_weights(folder: Path | None = None) -> Weights:
    """Read what was learned for a content folder; without one, for that which we ship."""
    return Weights.read((folder or data_folder()) / FOLDER / FILE)
