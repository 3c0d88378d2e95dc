"""What stands beside an exercise: what research says, and notes for whoever leads a group."""

from pydantic import Field

from workbook.content.asking import Text
from workbook.content.conditions import Model


class Evidence(Model):
    """What research says, how sure it is, and where from."""

    says: Text
    caveat: Text
    source: Text


class FacilitatorNotes(Model):
    """Notes for a colleague who leads a group; `minutes` for the whole exercise."""

    purpose: Text
    minutes: int = Field(ge=5, le=120)
    open: Text
    questions: tuple[Text, Text, Text]
    watch_for: Text
    disclosure: Text
    close: Text
