"""All that a kernel may ask of journals: a fixed list, with arguments of known types."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from workbook.store_protocol import Kind, SealedRecord
from workbook.vault import Wrap

Id = Annotated[str, Field(min_length=1, max_length=200)]
Format = Annotated[int, Field(ge=1, le=2**31 - 1)]
Days = Annotated[int, Field(ge=1, le=36_500)]


@dataclass(frozen=True)
class _Wrap(Wrap):
    lookup: Id
    wrapped: Annotated[bytes, Field(max_length=4096)]


@dataclass(frozen=True)
class _Record(SealedRecord):
    record: Id
    format: Format
    sealed: bytes


class Request(BaseModel):
    """Something asked; `do` is a method of the store."""

    model_config = ConfigDict(strict=True, extra="forbid", val_json_bytes="base64")


class Open(Request):
    """Open the database, anew where it has to be checked."""

    do: Literal["open"]
    check: bool


class WasSetAside(Request):
    """Ask whether a damaged file is still there."""

    do: Literal["was_set_aside"]


class AddJournal(Request):
    """Begin a journal."""

    do: Literal["add_journal"]
    journal: Id
    wrap: _Wrap
    kind: Kind


class AddWrap(Request):
    """Let one more secret open a journal."""

    do: Literal["add_wrap"]
    journal: Id
    wrap: _Wrap
    kind: Kind


class OfLookup(Request):
    """Something that one lookup is enough for."""

    do: Literal["find_wrap", "remove_wrap"]
    lookup: Id


class FindWraps(Request):
    """The wraps of one kind."""

    do: Literal["find_wraps"]
    journal: Id
    kind: Kind


class ReplaceWraps(Request):
    """Let these secrets open a journal, and no others."""

    do: Literal["replace_wraps"]
    journal: Id
    wraps: Annotated[list[tuple[Kind, _Wrap]], Field(min_length=1, max_length=100)]


class Put(Request):
    """Keep records."""

    do: Literal["put"]
    journal: Id
    records: list[_Record]


class Records(Request):
    """Everything kept of a journal."""

    do: Literal["records"]
    journal: Id
    since: Annotated[str, Field(max_length=10)]


class OfJournal(Request):
    """Something that one journal is enough for."""

    do: Literal["burned", "touch", "keep_days", "burn"]
    journal: Id


class KeepFor(Request):
    """Choose how long a journal is kept."""

    do: Literal["keep_for"]
    journal: Id
    days: Days | None


class BurnRecords(Request):
    """Empty records for good."""

    do: Literal["burn_records"]
    journal: Id
    records: list[Id]


StoreAsked = (
    Open
    | WasSetAside
    | AddJournal
    | AddWrap
    | OfLookup
    | FindWraps
    | ReplaceWraps
    | Put
    | Records
    | OfJournal
    | KeepFor
    | BurnRecords
)
