"""Fuzzes the reading of sealed files: `python -m tests.fuzz_sealed_file -max_total_time=600`.

The first byte of an input says what the others are: a whole file, what follows its checksum, what
is sealed inside, or the lines before they are packed. Whatever they are, they must be read as
entries that make a journal, or be refused; anything else ends the run with the input that did it.
"""

import sys
import zlib

import atheris

with atheris.instrument_imports(include=["workbook.sealed_file", "workbook.journal"]):
    from workbook.errors import SealedFileProblem
    from workbook.journal import Journal
    from workbook.sealed_file import open_file, take_apart, write_sealed

from tests.sealed_files import DATA_KEY, JOURNAL, SECRET, WRAP, forged, framed

FORMS = (bytes, framed, forged, lambda plain: forged(zlib.compress(plain, 1)))


def read(data: bytes) -> None:
    """Read one input; SealedFileProblem is the only error there may be."""
    if not data:
        return
    body = FORMS[data[0] % len(FORMS)](data[1:])
    try:
        found = open_file(take_apart(body), SECRET)
    except SealedFileProblem:
        return
    Journal.of(found)
    again = write_sealed(JOURNAL, DATA_KEY, [WRAP], found)
    assert len(open_file(take_apart(again), SECRET)) == len(found)


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
