from workbook.content.loader import load_content
from workbook.guidance.reviewing import in_words


def test_several_ticks_do_not_run_into_each_other():
    asked = load_content().exercise("00_start").prompt("harm_them")
    one, other = asked.choices[4], asked.choices[6]
    assert in_words(asked, [one.id, other.id]) == f"{one.say}; {other.say}"
    assert "," in one.say and "," in other.say
