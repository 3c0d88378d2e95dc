import pytest

from workbook.content.loader import load_content
from workbook.pages.phones import parts_of


@pytest.mark.parametrize(
    ("channel", "dials"),
    [
        ("116 123 free", ["116123"]),
        ("13 11 14; text 0477 13 11 14 (text hours differ)", ["131114"]),
        ("call/text 988, EN/FR", ["988"]),
        ("116 016, 18 languages", ["116016"]),
        ("116 123, in many countries", ["116123"]),
        ("14416 or 1-800-891-4416; 20 languages", ["14416", "18008914416"]),
        ("800-799-7233; TTY 800-787-3224; text START to 88788; chat", ["8007997233"]),
        (
            "0800 21 22 23 (8:00 to 20:00); 0800 12 13 14 (20:00 to 8:00)",
            ["0800212223", "0800121314"],
        ),
        ("016; WhatsApp 600 000 016; 016-online@igualdad.gob.es; 53 languages", ["016"]),
        ("190 (police) or 192 (ambulance)", ["190", "192"]),
        ("112 or 999", ["112", "999"]),
        ("text MHA to 741741", []),
        ('0800 428 428; SMS "help" to 31531', ["0800428428"]),
        ("web page", []),
        ("your local emergency number", []),
    ],
)
def test_a_touch_dials_only_what_is_a_number_to_call(channel, dials):
    assert [part.dials for part in parts_of(channel) if part.dials] == dials


def test_no_word_of_a_channel_is_lost():
    content = load_content()
    channels = [line.number_or_channel for line in content.help_lines]
    for channel in [*channels, *content.emergency.values()]:
        assert "".join(part.text for part in parts_of(channel)) == channel


def test_every_emergency_number_can_be_dialled():
    known = [number for number in load_content().emergency.values() if number[0].isdigit()]
    assert known and all(any(part.dials for part in parts_of(number)) for number in known)
