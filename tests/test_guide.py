"""The guide on paper for whoever leads a group, and the command that writes it."""

import re

import pytest

from tests.test_worksheets import HEAD, Validator, all_blocks, plain, text_of, words_of
from workbook import messages
from workbook.cli import main
from workbook.content.loader import load_content
from workbook.content.sessions import load_sessions, write_session
from workbook.report.worksheets.blocks import Bullets, Grid, Heading
from workbook.report.worksheets.guide import guide_html, guide_sheet
from workbook.report.worksheets.pdf import sheet_pdf

CONTENT = load_content()
PLANS = load_sessions()
SAY = messages.GUIDE
MEETINGS = [(name, number) for name, plan in PLANS.items() for number in range(len(plan.meetings))]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files_in(folder):
    return {path.name for path in folder.iterdir()}


def test_the_clock_runs_from_the_welcome_to_the_end():
    agenda = next(
        one for one in guide_sheet(CONTENT, PLANS["one_evening"], 0).blocks if isinstance(one, Grid)
    )
    assert [row[0] for row in agenda.rows] == [
        "0:00", "0:15", "0:45", "0:55", "1:20", "1:45", "1:55",
    ]  # fmt: skip
    assert agenda.rows[1] == ("0:15", "Start here", "30")
    assert agenda.rows[-1] == ("1:55", SAY["over"], "115")


@pytest.mark.parametrize(("name", "number"), MEETINGS)
def test_a_guide_has_consent_rules_and_all_notes_of_each_exercise(name, number):
    plan = PLANS[name]
    page = Validator(guide_html(CONTENT, plan, number))
    assert (page.open, page.wrong, page.links) == ([], [], [])
    shown = plain(page.text)
    for item in plan.meetings[number].items:
        notes = CONTENT.exercise(item.exercise).facilitator
        said = (notes.purpose, notes.open, *notes.questions, notes.watch_for, notes.disclosure)
        for text in (*said, notes.close, item.notes, plan.consent, plan.about, *plan.ground_rules):
            assert plain(text) in shown, (item.exercise, text)


def test_a_guide_says_what_may_be_shared_and_what_is_closed_for_some():
    blocks = guide_sheet(CONTENT, PLANS["eight_weeks"], 4).blocks
    said = [words_of(block) for block in blocks]
    assert said.count(SAY["no_share"]) == 2, "of the blame inventory, and of the pause"
    assert CONTENT.exercise("best_version").prompt("what_i_need").ask in said
    assert sum(one.startswith("For some, this page stays closed") for one in said) == 2


def test_the_last_pages_are_for_danger_with_the_help_lines_of_all_countries():
    notes = guide_sheet(CONTENT, PLANS["one_evening"], 0).notes
    assert notes[0] == Heading(SAY["danger"], 2)
    said = "\n".join(words_of(block) for block in notes)
    assert all(line.number_or_channel in said for line in CONTENT.help_lines)
    assert all(country in said for country in CONTENT.emergency)


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_a_guide_is_printed_whole(monkeypatch, large):
    monkeypatch.setattr("reportlab.rl_config.useA85", 0)
    plan = PLANS["workday_workshop"]
    sheet = guide_sheet(CONTENT, plan, 0)
    around = plain(f"{HEAD} {sheet.title}") + r" \d+"
    shown = re.sub(around, "", text_of(sheet_pdf(sheet, large))).replace(" ", "")
    lists = [one for one in all_blocks(sheet.blocks) if isinstance(one, Heading | Bullets)]
    for block in lists:
        for line in words_of(block).splitlines():
            assert plain(line.encode("ascii", "ignore").decode()).replace(" ", "") in shown, line


def test_the_command_writes_the_guide_and_each_worksheet_once(folder, capsys):
    assert main(["handouts", "--agenda", "eight_weeks", "--meeting", "5", "--large"]) == 0
    stems = ("guide-5", "blame-inventory", "your-best-version", "i-want-to-text-them-right-now")
    written = {f"{stem}-large.{kind}" for stem in stems for kind in ("html", "pdf")}
    written |= {"help-lines-large.html", "help-lines-large.pdf", "index-large.html"}
    assert files_in(folder / "handouts") == written
    assert "1 guide and 4 worksheets are in handouts" in capsys.readouterr().err
    index = (folder / "handouts" / "index-large.html").read_text("utf-8")
    assert index.index("guide-5-large.html") < index.index("blame-inventory-large.html")


def test_the_command_takes_a_plan_of_ones_own(folder, capsys):
    short = PLANS["one_evening"]
    meeting = short.meetings[0].model_copy(update={"items": short.meetings[0].items[1:2]})
    mine = write_session(short.model_copy(update={"title": "Ours", "meetings": (meeting,)}))
    (folder / "ours.toml").write_text(mine, "utf-8")
    assert main(["handouts", "--agenda", "ours.toml", "--out", "out"]) == 0
    assert {"guide.html", "guide.pdf", "index.html"} < files_in(folder / "out")
    (folder / "ours.toml").write_text(mine.replace('"pause"', '"pose"'), "utf-8")
    assert main(["handouts", "--agenda", "ours.toml", "--out", "other"]) == 2
    assert 'ours.toml: meetings[0].items[0].exercise is "pose"' in capsys.readouterr().err
    assert files_in(folder) == {"ours.toml", "out"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--agenda", "one_evenin"], 'Did you mean "one_evening"?'),
        (["--agenda", "../one_evening"], "There is no plan"),
        (["--agenda", "nowhere.toml"], "cannot be read"),
        (["--agenda", "eight_weeks", "--meeting", "9"], "this plan has meetings 1 to 8"),
        (["--meeting", "1"], "name it by --agenda"),
        (["pause", "--agenda", "one_evening"], "leave out the others"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(folder, capsys, arguments, said):
    assert main(["handouts", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert files_in(folder) == set()
