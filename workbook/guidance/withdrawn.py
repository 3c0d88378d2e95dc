"""What was told of fear, harm or dark thoughts, and then taken back."""

from workbook.content.models import Content
from workbook.content.prompts import ChoicePrompt, ManyPrompt, RowsPrompt
from workbook.guidance.facts import Facts
from workbook.journal import Journal

HELP = {
    "self_harm_now": "crisis",
    "harm_others_now": "own_behaviour",
    "fear_of_them": "abuse",
    "harm_by_them": "abuse",
    "fear_of_me": "own_behaviour",
    "harm_by_me": "own_behaviour",
}
"""The facts after which help stays, and the topic of the help lines for each."""


def help_that_stays(content: Content, journal: Journal, facts: Facts) -> tuple[str, ...]:
    """Return the topics of help for what was once told and is not told any more.

    An answer may be corrected, and the way follows. But somebody may also have been made to
    correct it, or have wanted a door to open; so the help of the first answer stays.
    """
    told = set()
    for exercise in content.exercises:
        for prompt in exercise.giving:
            if not prompt.gives & HELP.keys():
                continue
            columns = prompt.columns if isinstance(prompt, RowsPrompt) else (prompt,)
            for asked in columns:
                if not isinstance(asked, ChoicePrompt | ManyPrompt):
                    continue
                name = prompt.id if asked is prompt else f"{prompt.id}.{asked.id}"
                for value in journal.values(exercise.id, name):
                    chosen = value if isinstance(value, list) else [value]
                    told |= {
                        fact for one in asked.choices if one.id in chosen for fact in one.facts
                    }
    topics = {HELP[fact] for fact in told & HELP.keys() if not facts.any(fact)}
    return tuple(topic for topic in ("crisis", "abuse", "own_behaviour") if topic in topics)
