"""The models of published measures, which are shown word for word."""

from pydantic import Field

from workbook.content.asking import Id, Text
from workbook.content.conditions import Model


class MeasureItem(Model):
    """One item of a measure, word for word."""

    id: Id
    ask: Text


class Measure(Model):
    """A published measure; each item scores 0 to the number of choices less one."""

    title: Text
    lead: Text
    choices: tuple[Text, ...] = Field(min_length=2)
    items: tuple[MeasureItem, ...] = Field(min_length=1)
    cut_off: int
    cannot_tell: Text
    notice: Text
    licence: Text
    citation: Text
    source: Text
