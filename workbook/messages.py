"""Every sentence the workbook itself says to a participant; exercises speak in data/."""

# Answers that cannot be kept as they are.
NOT_AN_ANSWER = "This could not be kept as it is. Please try once more, or leave it for later."
TOO_LONG = "This is {over} characters too long to keep. It stays here while you shorten it."
CHOOSE_ONE = "Choose one of these, or leave it for later."
CHOOSE_MANY = "Choose what fits, or the last one alone."
CHOOSE_NUMBER = "Choose a number from {low} to {high}, or leave it for later."
CHOOSE_DAY = "Choose a day, such as 3 May 2026, or leave it for later."
SHARES_SUM = "The shares need to add up to 100. Change one of them a little."

# Screens.
SLICE = "Line {number}"
YOU_WROTE = "You wrote on {day}"
SIDES = {
    "year": "A year ago, {day}",
    "half_year": "Six months ago, {day}",
    "quarter": "Three months ago, {day}",
    "month": "A month ago, {day}",
    "then": "Then, {day}",
    "now": "Now, {day}",
}
SIDE_WEEK = "the week of {day}"
NO_REASON_THEN = "Nothing we ask about spoke for waiting then."
STEP = "Step {number} of {of}"
STEP_ALONE = "Step {number}"
WEEK_OF = "Week of {day}"
MOMENT = "{day}, {time}"
DAY_OF_BREAK = "Day {number} of your own break"
SHEET_BEFORE = {"day": "The day before", "week": "The week before", "moment": "The time before"}
SHEET_AFTER = {"day": "The next day", "week": "The next week", "moment": "The time after"}
NEW_SHEET = "Begin a new one"
TREATMENTS = {
    "keep": "Kept, in",
    "change": "Kept but changed, in",
    "refuse": "Left out; what we offer instead is in",
}
FINISH = "I am done with this for now"
DONE_TITLE = "Enough for today"
DONE_TEXT = "What you wrote is saved. You can stop here, or go on when you are ready."
CORRECT_TITLE = "Correct this answer"
CORRECT_TEXT = (
    "If this answer was wrong, change it here. If it was right, leave it. "
    "A closed page is care, for you or for someone else."
)
CLOSED_FOR_NOW = "Closed for now"
FIRST_THINGS = "A few questions come first. They make sure that this is safe for you."
GO_THROUGH_FIRST = "Please go through “{titles}” first."
STATES = {
    "not_started": "Not started",
    "begun": "Begun",
    "done": "Done",
    "closed": "Closed for now",
}

# Drafts and the unsent box.
DRAFT_FOUND = {
    0: "Nothing stands out. Read it once more as if you had got it.",
    1: "One line may land differently from what you mean.",
}
DRAFT_FOUND_MANY = "{n} lines may land differently from what you mean."
DRAFT_TITLE = "{ask}, from “{title}”"
DRAFT_CHANGED = "Last changed on {time}"
DRAFT_UNSENT = "Unsent. It stays with you."
DRAFT_EMPTY = "Nothing is in it now. Earlier versions are still here."
DRAFT_WRITE = "Write on"
DRAFT_TELL = "Say what became of it"
DRAFT_RESTS = "It rests until {time}. Each change begins the time anew."
DRAFT_RESTED = "It has rested. Read it by daylight, and decide then."
DRAFT_STAYS = "These words are for you. They stay here."
DRAFT_GRAVE = "One line needs care first: {title}."
DRAFT_CLOSED = "The page where you wrote this is closed for now."
MOOD_THEN = "How you were then"
MOOD_NOW = "How you are now"
MOOD_OF = "{n} of {most}"

# Charts.
CHART = {
    "day": "Day",
    "week_of": "Week of",
    "part": "Part",
    "own": "My own part",
    "rest": "Everything else",
    "percent": "{n} %",
    "yes": "yes",
    "no_note": "No note",
    "break_day": "A day of your break",
    "value": "{name} on {first}: {low}.",
    "days": "{name} on {n} days, from {first} to {last}, between {low} and {high}.",
    "times": "{name}: {n} times, from {first} to {last}, between {low} and {high}.",
    "marked": "{name} marked on {days}.",
    "marked_many": "{name} marked on {n} days.",
    "break": "Days of your own break from {first} to {last}: {n}.",
    "noted": "{name}: {n}.",
    "share": "{name}: your own part {own} percent.",
    "shares": "{name}: your own part {own} percent; {others}.",
    "week": "{name}, week of {first}: {counts}.",
    "weeks": "{name}, {n} weeks noted, from the week of {first} to the week of {last}. {counts}.",
    "ends": "{name}: {min} is “{low}”, {max} is “{high}”.",
    "smoothed": (
        "Each point is a value you noted. The line shows the middle value (the median) of seven "
        "days, where at least four of them have one. It says nothing about the days to come."
    ),
    "no_line": "Each point is a value you noted. These are too few to draw a line through.",
}

# Outcome and help.
SILENCE = "Two weeks have gone by. Silence is an answer, too, and you can stop waiting for another."
CHOSEN = "You chose to let go. You may choose otherwise on any day."
WITHDRAWN = (
    "Earlier you gave another answer about fear, harm or dark thoughts, and you may change it. "
    "If the first one was true, it still counts. These people are there for it."
)
LOCAL_EMERGENCY = "your local emergency number"
PLEASE_CHECK = "Please check this number; we could not confirm it in full."
ONE_DAY = "{days} day"
DAYS = "{days} days"
ANSWER_THIS = "Not answered yet: {ask}"

# Keeping answers.
KEEP = {
    "tab": "Only in this tab. They go when you close it.",
    "kept": "Kept under your key phrase.",
    "keyring": "Kept on this computer. Its keyring opens them.",
    "file": "Kept on this computer. Anyone who uses your account on it can open them.",
    "locked": "Locked. Open your answers with your key phrase.",
    "example": "An example, by an invented person. Nothing here can be changed or saved.",
}
CANNOT_SAVE = {
    "full": "There is no room to save just now. Your words are safe in this tab. We keep trying.",
    "read_only": "We may not save just now. Your words are safe in this tab. We keep trying.",
    "locked": "Saving takes a little longer. Your words are safe in this tab. We keep trying.",
    "damaged": "The stored file cannot be read. Your words are safe in this tab. We keep trying.",
    "gone": "We cannot reach the store. Your words are safe in this tab. We keep trying.",
    "burned": "These answers were burned. Load this page again, and begin with an empty one.",
    "other": "Saving does not work just now. Your words are safe in this tab. We keep trying.",
}
CANNOT_OPEN = "We cannot open your answers just now. Nothing is lost. We keep trying."
TOO_NEW = "Your answers were kept by a newer version. Please open them with that version."
SET_ASIDE = (
    "The file with earlier answers could not be read. It is put aside, untouched. "
    "New answers are kept in a new file."
)
WRONG_PHRASE = "These six words open nothing here. Check each word and the order."
OFFICE_WORDS = (
    "These six words open the plans of somebody who leads groups, and no answers. Please type them "
    "on the page for those who lead."
)
WRONG_COUNT = "A key phrase has six words. This has {found}."
UNKNOWN_WORD = "“{word}” is not a word of a key phrase."
NEAR_MISS = "“{word}” is not a word of a key phrase. Is it “{near}”?"
WRONG_WORDS = "These are not the two words. Look at your phrase once more."
CANNOT_KEEP = "We could not keep your answers yet. Please try again in a moment."
CANNOT_BURN = "We could not burn it yet. Please try again in a moment."
CANNOT_NOW = "We could not do this yet. Nothing is lost. Please try again in a moment."
COPY_MADE = "Your copy is made. Look for {name} where your browser puts files."
COPY_REFUSED = {
    "foreign": "This is not a sealed copy from this workbook. Please choose another file.",
    "cut": "A part of this file is missing or was changed. Please try another copy.",
    "newer": "This copy was made by a newer version. Please bring it in there.",
    "too_large": "This file is too large to be taken in. Please choose another one.",
    "other_phrase": "These six words do not open this copy. Try the words you had on its day.",
}
BROUGHT = "The copy is brought in. All that was here before is still here."
BROUGHT_NOTHING = "All of this copy was here before. Nothing has changed."
WORDS_CHANGED = "From now on, only your six new words open your answers."
KEPT_FOR = "Your answers burn by themselves after {days} days of no use."
KEPT_FOR_EVER = "Your answers stay until you burn them."
BURN_CLOSES = "Closed then, until you go through it again: {titles}."
BURNED_ONE = "It is gone. Nothing that you wrote there is left here."
KEPT_IN_TAB = "As long as only this tab can open your answers, they burn after 90 days of no use."
GONE_TITLE = "It is gone"
GONE = (
    "All of it is burned. Nothing you wrote is left here. You can stop now, or begin anew one day."
)
GONE_ELSEWHERE = (
    "Your answers were burned in another tab, or their time was over. You can begin anew here."
)
TROUBLE = "Something went wrong on our side. What you typed is safe in this tab."

# Worksheets on paper. A fact completes "Only if" and "Not if".
FACTS: dict[str, str] = {
    "me_under_18": "you are under 18",
    "them_under_18": "they are under 18",
    "self_harm_now": "you think of dying or of hurting yourself",
    "harm_others_now": "you think of hurting someone",
    "self_harm_threat_past": "you told them that you would hurt yourself or die",
    "fear_of_them": "you are afraid of them",
    "fear_of_me": "they are afraid of you",
    "harm_by_them": "they hit, forced, threatened, watched or controlled you",
    "harm_by_me": "you hit, forced, threatened, watched or controlled them",
    "court_order": "an order limits contact, or has been asked for",
    "clear_no": "they said no, blocked you, or asked you to stop",
    "through_others": "you would reach them through others, a new account or a chance meeting",
    "new_partner": "they are with someone else",
    "both_agreed": "you have both agreed to talk or to meet",
    "shared_children": "you share children",
    "shared_home": "you share a home or money",
    "shared_work": "you share work or a course",
    "unanswered": "your last personal message has no answer",
    "drunk": "you have had three drinks or more today",
    "relief_tonight": "you want the pain to stop tonight",
    "choose_acceptance": "you chose to let go",
    "no_break": "you have taken no break",
    "cause_still_there": "what drove you apart is still there",
    "not_both_yes": "you do not clearly want it",
    "blame_over": "you tend to take too much on yourself",
    "blame_under": "you tend to look past your own part",
    "week_missed": "you missed a week of your change",
    "i_ended_it": "you ended it",
    "they_ended_it": "they ended it",
    "i_betrayed": "you broke their trust",
    "they_betrayed": "they broke your trust",
    "long_distance": "you lived far apart",
    "on_and_off": "you parted and came back before",
    "long_marriage": "you shared many years",
}
PAPER_CONDITIONS = {
    "only": "Only if",
    "and_only": "And only if",
    "never": "Not if",
    "or": "; or ",
    "not_so": "it is not so that {what}",
    "way": "your way is “{title}”",
    "where": " at “{place}”",
    "chose": "you chose {what}",
    "not_chose": "you did not choose {what}",
    "ticked": "you ticked {what}",
    "not_ticked": "you did not tick {what}",
    "answered": "you answered",
    "unanswered": "you left it open",
    "at_least": "your number is {n} or more",
    "at_most": "your number is {n} or less",
    "age": "{n} hours have gone by since you last changed {what}",
    "rested": "your words at {what} have rested as long as you chose, and a day at the least",
    "shows": "there is something from before at {what}",
    "sittings": "you have worked on {what} on {n} days or more",
    "fall": "your number fell by {n} or more from {what} to {to}",
}
PAPER = {
    "sheets": "Worksheets",
    "sheets_text": "Each is one sitting. “{first}” comes first and shows what else is open to you.",
    "as_page": "as a page",
    "as_pdf": "as PDF",
    "not_today": "Not this sheet today, if",
    "leave_it": (
        "Then leave this sheet for now. That is care, for you or for someone else. The sheet "
        "“{first}” shows what is open to you."
    ),
    "wait": "Wait with this sheet, if",
    "part_waits": "Wait with this part, if",
    "before": "First go through {titles}.",
    "help": "Help now",
    "help_text": (
        "If anyone is in danger now, call the emergency number of your country. The sheet “{help}” "
        "has it, with people to call or text."
    ),
    "help_head": "Help now: see the sheet “{help}”.",
    "pause": "When you want to text them, take the sheet “{title}” first.",
    "help_number": "Emergency number here: ____________________",
    "help_lines": "Help lines",
    "reading": (
        "“They” is your former partner. “Page” or “screen” means this sheet or a part of it. "
        "You may leave out anything. This sheet is yours. Show it to nobody if you like, keep it "
        "where only you look, or tear it up."
    ),
    "minutes": "About {n} minutes.",
    "if_so": "If {when}: {say}",
    "look_back": "Look back at what you wrote:",
    "look_back_at": "{title}: {ask}",
    "look_back_here": "on this sheet: {ask}",
    "number": "A number from {low} to {high}: __________",
    "date": "Day, month and year: ____________________",
    "measure_sum": "Add up your numbers: __________",
    "all_that_fit": "(all that fit)",
    "pie": (
        "Give each part its share, your own part last. Together they make 100. Then draw them into "
        "the circle. Each mark is 10 percent."
    ),
    "pie_circle": "An empty circle with ten marks",
    "timer": "Sit quietly for {n} minutes. Breathe in slowly, and out more slowly.",
    "way_here": "Please stop here today. Go to “{title}” on the sheet “{first}”, and to “{help}”.",
    "ways": "Read from the top. The first that has a tick is your way. You can stop reading there.",
    "no_tick": "nothing above has a tick, and each question on safety is answered",
    "stops": "Hard stops",
    "stops_text": "Tick what is so. With one tick here, everything about contact stays closed.",
    "holds": "Reasons to wait",
    "holds_text": "Tick what is so today. Each says what would end it, or what helps.",
    "unsent": "Note here which words of yours lie unsent, and on which day you wrote them.",
    "facilitator": "For whoever leads the group",
    "questions": "Three questions",
    "step": "Step",
    "went": "What became of it",
}
PAPER_TIMES = {
    "day": "One column for each day. Write the letter or the number.",
    "week": "One column for each week. Write the letter or the number.",
    "moment": "Take a new copy of this part each time.",
}
PAPER_TIME = {
    "day": "Day",
    "week": "Week",
}
PAPER_FACILITATOR = {
    "purpose": "Purpose",
    "open": "How to open",
    "watch_for": "What to watch for",
    "disclosure": "When someone tells of danger",
    "close": "How to close",
}
BLANK_DAY = "____________"
BLANK_DAYS = "____ days"

# The journal on a terminal.
TERMINAL = {
    "none": "No answers are kept on this computer yet. The data folder is {folder}.",
    "folder": "Data folder: {folder}",
    "where": "Opened by: {by}",
    "changed": "Last changed: {day}",
    "unchanged": "Nothing is written in it yet.",
    "words": "Your six words (they are not shown while you type): ",
    "no_words": "Nothing was typed, so nothing was opened.",
    "forgotten": (
        "Without them nobody can open or burn it alone. To remove all there is, close the workbook "
        "and delete the data folder, {folder}."
    ),
    "no_phrase": (
        "A sealed file opens by six words, and you have none yet. Choose “Lock with a phrase” in "
        "the workbook first. Or choose another format, which everybody can read."
    ),
    "too_large": "This is more than a sealed file can hold. Please choose another format.",
    "whole": "A sealed file always holds all of it. Leave out --only, or choose another format.",
    "exists": "There is a file {path} already. Choose another name by --out, or add --force.",
    "cannot_write": "The file {path} cannot be written ({why}). Choose another place by --out.",
    "written": "Written: {path}",
    "readable": "Whoever finds this file can read it. Keep it where only you look.",
    "sealed": "Your six words open it, wherever this workbook runs.",
    "burn_text": (
        "This burns all your answers on this computer, with every earlier version. Nobody can "
        "bring them back. Files that you exported stay where they are."
    ),
    "burn_ask": "Type the word {word} to go on: ",
    "burn_word": "burn",
    "burn_not": "Nothing was burned.",
    "burned": "It is gone.",
    "unavailable": (
        "Your answers cannot be reached just now. Nothing was changed. Close the workbook where it "
        "is open, see that the disk has room, and try again."
    ),
}
TERMINAL_KEYS = {
    "keyring": "the keyring of this computer",
    "file": "a file in the data folder, for anyone who uses your account",
    "locked": "your six words",
    "tab": "your six words",
}

# The header, before any script.
HEADER = {
    "skip": "Skip to the page",
    "brand": "Workbook",
    "pause": "I want to text them",
    "exit": "Leave this page",
    "exit_hint": "Opens a weather page. You can also press Shift three times.",
    "help": "Help now",
    "danger": "If anyone is in danger now, call the emergency number of your country.",
    "anywhere": "Wherever you are, this directory lists help lines by country and topic.",
    "emergency": "Emergency: {number}",
    "exit_limits": (
        "“Leave this page” opens a weather page. You can also press Shift three times. "
        "Answers you kept under six words are closed then; others stay in this tab. "
        "It cannot clear the history of this browser, and it hides nothing from a watched device."
    ),
}
TOPICS = {
    "crisis": "When it is too much, or you think of dying",
    "abuse": "When someone hurts, scares or controls you",
    "own_behaviour": "When you are worried about what you do to others",
    "directory": "Find a line near you",
}

# Copies to read elsewhere.
ROW_NUMBER = "{row} {number}"
PERCENT = "{n} percent"
SCALE = "{n}, from {min} ({low}) to {max} ({high})"
COPY = {
    "title": "Notes",
    "day": "Day",
    "for": "For",
    "in_it": "In it",
    "own": (
        "This is a copy of what you wrote. Whoever finds it can read it. "
        "Keep it where only you look."
    ),
    "empty": "There are no answers in this copy. You can go back and choose some.",
    "draft": "This is a draft. The workbook sends nothing.",
    "one_answer": "1 answer, from {titles}",
    "answers": "{n} answers, from {titles}",
    "chosen": (
        "The person who wrote this chose each answer in it. "
        "There may be more that they chose to leave out."
    ),
    "confidential": (
        "Please keep it between the two of you. It comes from a workbook for self-help. "
        "It is not a test, and it is no evidence of a diagnosis."
    ),
    "reader": (
        "If you are the one who helps: these are their own words, from the days beside them. "
        "Some may have changed since. Ask first what matters most to them today."
    ),
    "locked": "This is locked with a password. Ask the person who gave it to you.",
    "password": "Password",
    "open": "Open",
    "opening": "One moment…",
    "wrong": "This password does not open it. Check each letter, and try once more.",
    "old_browser": "This browser cannot open it. Please try it with a newer one.",
    "no_script": "To open it, this browser has to allow scripts on this page.",
}
COPY_DATA = {
    "about": "This is a copy of your answers as data. Whoever finds it can read it.",
    "csv": "answers.csv holds one answer in each line. A spreadsheet opens it.",
    "json": "answers.json holds the same answers, exactly as they are kept, for other programs.",
    "dictionary": "dictionary.csv tells what was asked, and what may stand as an answer.",
    "history": "Earlier answers are in it, too. What you removed or burned is not.",
    "time": "All times are in UTC.",
    "harmless": (
        "A spreadsheet could run some texts as a formula. So in both tables an apostrophe (')"
        " stands before a text that begins like one, also after a comma, a semicolon, a bar,"
        " a tab or a new line. In answers.json nothing is changed."
    ),
    "sealed": "To take all of it to another computer, use the sealed copy. It opens by six words.",
}
COPY_COLUMNS = {
    "id": "Column of answers.csv: the name of this one answer. It stays the same.",
    "exercise": "Column of answers.csv: the exercise.",
    "prompt": "Column of answers.csv: what was asked. After a dot, the column of a row.",
    "row": "Column of answers.csv: the row, or the day, week or time that it belongs to.",
    "at": "Column of answers.csv: when it was written, in UTC.",
    "holds": "Column of answers.csv: yes for the answer of now, no for an earlier one.",
    "question": "Column of answers.csv: what was asked, in words.",
    "answer": "Column of answers.csv: the answer in words.",
    "value": "Column of answers.csv: the answer as JSON. Taken back, it is null.",
    "apostrophe": COPY_DATA["harmless"],
}
COPY_OFTEN = {
    "once": "once",
    "row": "in each row",
    "day": "each day",
    "week": "each week",
    "moment": "each time",
}
COPY_ALLOWED = {
    "text": "text of up to {n} characters",
    "choice": "one of: {choices}",
    "many": "a list of any of: {choices}",
    "scale": "a whole number from {min} ({low}) to {max} ({high})",
    "date": "a day, such as 2026-05-03",
    "rows": "rows; false means that a row was removed",
    "sort": "rows; false means that a row was removed",
    "measure": "a number for each of: {items}. Numbers: {scores}",
    "pie": "a whole percent for each row, and for own; together 100",
}

# What the page and its controls say; the browser fills the places in braces.
PAGE: dict[str, str] = {
    "opening_page": "Your workbook is opening.",
    "exercises": "Exercises",
    "besides": "Whenever you need it",
    "minutes": "about {n} minutes",
    "opening": "About this exercise",
    "parts": "Go straight to",
    "goal": "What you will have at the end",
    "time": "How long it takes",
    "not_for": "What it is not for",
    "care": "Take care",
    "why": "Why this exercise",
    "caveat": "How sure is this?",
    "source": "Source:",
    "small_step": "One small step for today",
    "closed_why": "Why it is closed for now",
    "finished": "This exercise is marked as done. You can stop here, or go on another day.",
    "sheet": "Which sheet you are on",
    "review_rest": "Show {n} more",
    "chart_numbers": "The numbers",
    "next": "Next: {title}",
    "previous": "Back: {title}",
    "not_now": "Not now",
    "answer_now": "Answer this now",
    "take_back": "Take back this answer",
    "saving": "Saving…",
    "saved": "Saved",
    "not_saved": "Not saved yet",
    "not_saved_banner": "Not saved yet. Your words stay on this page, and we keep trying.",
    "one_refused": "One answer needs a look",
    "contradictions": "Two answers to look at again",
    "route_checked": "What was checked",
    "route_rules": "What this rests on",
    "route_open": "What you can do now",
    "route_emergency": "If anyone is in danger now, call {number}.",
    "route_help": "People you can talk to",
    "change_answer": "Change this answer",
    "your_answers": "Your answers",
    "keep": "Keep my answers",
    "keep_about": "You get six words. With them you can open your answers again, anywhere.",
    "open": "Open my answers",
    "open_about": "You have kept answers before and know your six words.",
    "close": "Close my answers",
    "close_about": "This tab forgets them. Your six words open them again.",
    "close_unsaved": "Some words are not saved yet. Please wait a moment before you close.",
    "lock": "Lock with a phrase",
    "lock_about": "For a computer you share: only your six words open your answers then.",
    "phrase_title": "Your six words",
    "phrase_lead": (
        "These words are the only key to your answers. Write them down, or print them, "
        "and keep them safe."
    ),
    "phrase_no_way_back": (
        "Nobody can find or reset these words for you. Without them your answers stay "
        "closed, for us too."
    ),
    "phrase_print_title": "Six words to keep safe",
    "phrase_print": "Print the words",
    "phrase_written": "I have written them down",
    "phrase_stop": "Not now",
    "phrase_check_title": "A quick check",
    "phrase_check_lead": "Type two of your words, so that we know you have them.",
    "phrase_word": "Word number {n}",
    "phrase_confirm": "Keep my answers",
    "phrase_again": "Show the words again",
    "kept_title": "Your answers are kept",
    "kept_text": (
        "From now on each change is kept as well. Your six words open your answers in any"
        " browser where this workbook runs."
    ),
    "kept_done": "Go on",
    "open_title": "Open answers you kept",
    "open_phrase": "Your six words",
    "open_hint": "Capital letters, spaces and hyphens do not matter.",
    "open_bring": "Take what I wrote in this tab with me",
    "example": "See an example",
    "example_about": "Look into the pages of an invented person. Yours stay as they are.",
    "example_bar": "An example",
    "example_leave": "Back to my own pages",
    "example_unsaved": "Some words are not saved yet. Please wait a moment, then try again.",
    "burn": "Burn this text",
    "burn_title": "Burn this text for good?",
    "burn_text": (
        "It goes, with every earlier version of it. We cannot bring it back for you. Copies that "
        "were made elsewhere stay."
    ),
    "burn_now": "Burn it",
    "burn_not": "Keep it",
    "burn_waits": "One moment…",
    "burn_slow": "This takes longer than it should. Please wait, or try again in a moment.",
    "burned": "It is gone.",
    "burned_text": "Nothing of it is left here. You can stop, or write something new one day.",
    "burned_done": "Go on",
    "burned_elsewhere": "This was burned in another tab. It is gone here, too.",
    "all_answers": "Copies, new words, burning",
    "words_none": "You have no six words yet. They come with “Keep my answers”.",
    "words_none_young": (
        "This needs six words, and we give none to people under 18. What you wrote is still here."
    ),
    "words_change": "Show me six new words",
    "words_change_about": (
        "The old words then open nothing here any more. Other tabs need the new ones once they are "
        "loaded again.\n\n"
        "Copies you made before stay as they are: the old words still open those. So delete them "
        "if somebody knows the old words."
    ),
    "words_use": "Use these words from now on",
    "copy_nothing": "Nothing is written yet, so there is nothing to copy.",
    "copy_choose": "Tick at least one exercise first.",
    "copy_sealed": "Sealed, for this workbook",
    "copy_sealed_about": (
        "All your answers in one locked file. Your six words open it wherever this workbook runs. "
        "It is good as a spare, or to move to another device."
    ),
    "copy_sealed_make": "Make a sealed copy",
    "copy_readable": "To read",
    "copy_readable_about": "Whoever finds such a file can read it.",
    "copy_which": "Which exercises go in? {n} of {of}",
    "copy_html": "Make a web page",
    "copy_html_about": "Good to read and to print. Any browser opens it.",
    "copy_word": "Make a Word file",
    "copy_word_about": "Good for work on a letter or a summary.",
    "copy_markdown": "Make a plain text file",
    "copy_markdown_about": "Good for your own notes. Any device opens it.",
    "copy_data": "Make tables",
    "copy_data_about": "Good for a spreadsheet. Each answer has its day, earlier ones too.",
    "share_exercise": "{title} ({n})",
    "share_count": "Chosen: {n}",
    "share_choose": "Tick at least one answer first.",
    "share_to": "Who is this copy for?",
    "share_to_hint": "This stands on the cover sheet. You can leave it empty.",
    "share_password": "A password, if you like",
    "share_password_hint": (
        "Then only this password opens the file. Tell it to your helper in another way. Nobody "
        "can find or reset it, not even us."
    ),
    "password_weak": "This can soon be guessed. A longer one is safer.",
    "password_fair": "This takes some time to guess. A few words in a row are safer.",
    "password_strong": "This is hard to guess, if it is no saying and no name.",
    "share_make": "Make this copy",
    "bring_file": "The file",
    "bring_file_hint": "Its name ends in .secondlook.",
    "bring_phrase": "The six words of this copy",
    "bring_in": "Bring it in",
    "bring_choose": "Choose the file first.",
    "bring_words": "Type the six words of this copy first.",
    "bring_too_large": COPY_REFUSED["too_large"],
    "bring_unreadable": "Your browser cannot read this file now. Please choose it once more.",
    "keep_legend": "How long your answers are kept",
    "keep_tab": "Only this tab can open your answers now. While that is so, “Never” means 90 days.",
    "keep_never": "Never",
    "keep_year": "After a year of no use",
    "keep_quarter": "After 90 days of no use",
    "burn_one": "Burn this one",
    "burn_one_title": "Burn “{title}” for good?",
    "burn_one_text": (
        "All that you ever wrote there goes, letters too, with every earlier version. Nobody can "
        "bring it back, not even we. Copies that you took stay. So does what you wrote on other "
        "pages, such as a summary."
    ),
    "burn_one_choose": "Choose an exercise first.",
    "burn_one_nothing": "Nothing is written yet, so there is nothing to burn.",
    "burn_all": "Burn all of it",
    "burn_all_goes": "What goes",
    "burn_all_goes_text": (
        "All answers, letters and notes, with every earlier version. The key that opens them. "
        "What waits in this tab. Nobody can bring it back, not even us."
    ),
    "burn_all_stays": "What we cannot burn",
    "burn_all_stays_text": (
        "- Copies you took, and pages you printed.\n"
        "- What you sent to somebody.\n"
        "- The history of this browser, and what a watched device has seen."
    ),
    "burn_all_sure": "I want all of it gone",
    "burn_all_tick": "Tick the box first, if you are sure.",
    "cancel": "Cancel",
    "print": "Print",
    "draft_eye": "A friend's eye",
    "draft_show": "Show it in the text",
    "draft_seen": "I have seen it",
    "draft_again": "Look at it again",
    "draft_keys": "F6 leads from your text to this list, and back.",
    "draft_marked": "Marked: {title}",
    "draft_ease": "How easy it is to take",
    "draft_meter": "What your apology says so far",
    "put_away": "Put it away",
    "earlier_drafts": "Earlier drafts ({n})",
    "put_away_all": "Put away ({n})",
    "is_put_away": "It is put away, below the others.",
    "take_out": "Take it out again",
    "is_taken_out": "It lies with the others again.",
    "versions": "Earlier versions ({n})",
    "version_now": "as it is now",
    "version_first": "as you first wrote it",
    "version_plain": "Read this version",
    "version_new": "added",
    "version_gone": "taken out",
    "unsent_ends": "What may become of it",
    "unsent_stays": "It can stay here, unsent, for as long as you like.",
    "copy": "Copy the text",
    "copy_held": "It cannot be copied now. This is why:",
    "copy_box": "Your text, to copy",
    "copy_by_hand": "Copy it from this box. You send it yourself, if you still want to.",
    "copied": "Copied. You send it yourself, if you still want to.",
    "room_left": "Room for {n} more characters",
    "too_long": "{n} characters too many. Please shorten this a little.",
    "choose_one": "Choose one",
    "or": "or",
    "scale_empty": "Nothing chosen yet",
    "scale_number": "Or type a number from {min} to {max}",
    "remove_row": "Remove {row}",
    "row_removed": "{row} is removed.",
    "undo": "Bring it back",
    "sort_write": "Write a line",
    "sort_unsorted": "Not sorted yet",
    "sort_nothing": "Nothing here yet.",
    "sort_move": "Move to",
    "sort_move_line": "Move “{line}” to {pile}",
    "sort_change": "Change",
    "sort_change_line": "Change “{line}”",
    "sort_done": "Done",
    "sort_done_line": "Done with “{line}”",
    "sort_remove": "Remove",
    "sort_remove_line": "Remove “{line}”",
    "sort_added": "“{line}” is on your list.",
    "sort_moved": "“{line}” is now under {pile}.",
    "sort_removed": "“{line}” is removed.",
    "summary_again": "Begin again from my answers",
    "summary_replace": "Your own words here would give way to your answers. Begin again?",
    "summary_replace_now": "Begin again",
    "summary_replace_not": "Keep my words",
    "summary_replaced": "It begins with your answers again.",
    "summary_print_title": "In my own words",
    "timer_start": "Start",
    "timer_pause": "Pause",
    "timer_go_on": "Go on",
    "timer_again": "Once more",
    "timer_stop": "Stop here",
    "timer_ready": "Start when you are ready.",
    "timer_paused": "Paused",
    "timer_in": "Breathe in",
    "timer_out": "Breathe out",
    "timer_left": "Minutes left: {n}",
    "timer_over": "The time is over. You can stay like this for a moment.",
    "timer_stopped": "You stopped here, and that is fine.",
    "measure_limits": "What this cannot tell:",
    "pie_help": (
        "Set a share for each part, your own part last. Move the borders of the pie, or "
        "type numbers. Together they always make 100 percent."
    ),
    "pie_picture": "Pie of the shares; the table says the same in numbers",
    "pie_equal": "Share equally to start",
    "pie_table": "Who or what had which share?",
    "pie_slice": "Part",
    "pie_share": "Share",
    "pie_total": "Together",
    "pie_number": "{name}: share in percent",
    "pie_border": "Border between {a} and {b}",
    "pie_border_now": "{a}: {a_percent} percent. {b}: {b_percent} percent.",
    "pie_no_others": "List at least one other part first. Then the pie is drawn here.",
    "pie_before": "First guess: {n} percent",
    "pie_after": "Now: {n} percent",
    "pie_changed": (
        "At first you gave yourself {before} percent. With all the others in view, it is "
        "{after} percent."
    ),
    "pie_same": (
        "At first you gave yourself {before} percent. With all the others in view, it is "
        "still the same."
    ),
}

# The room of a group: what the page says to a participant; the browser fills the braces.
ROOM_PAGE: dict[str, str] = {
    "room_example": "In the example there is no group. Yours is on your own pages.",
    "room_waits": "One moment…",
    "room_code": "The code of the room",
    "room_code_hint": "Eight letters. Capital letters, spaces and hyphens do not matter.",
    "room_code_open": "Go on",
    "room_before": "Before you come in: {title}",
    "room_rules": "How people treat each other here",
    "room_seen": "What is seen by whom",
    "room_seen_text": (
        "- Whoever leads sees numbers: how many are here, at this exercise, and done. No names.\n"
        "- What you write stays yours. Nobody can open it from the room.\n"
        "- You may share single answers. They show only with four or more from others.\n"
        "- You may share a sentence. Whoever leads reads it before the group may see it.\n"
        "- When the room closes, all that was shared burns. Whoever leads may keep a sheet with "
        "the sums and with the sentences on the wall."
    ),
    "room_agree": "I agree, take me in",
    "room_not_now": "Not now",
    "room_in": "You are in",
    "room_follow": "Take me along when the group goes on",
    "room_follow_about": "While you type, the page stays. You can also go your own way.",
    "room_agenda": "What the group does",
    "room_agenda_now": "now",
    "room_leaving": "Leaving",
    "room_leaving_about": (
        "You can leave at any time, by the button above. Nobody is told. What you shared stays "
        "until the room closes, and so does a call for the person who leads. Take it back first, "
        "if you want that."
    ),
    "room_shown": "What the group has shared",
    "room_shown_none": "Nothing is shown yet.",
    "room_shown_of": "Shared by {n} people",
    "room_answer": "Answer",
    "room_people": "How many",
    "room_said": "In their own words",
    "room_bar": "Group session",
    "room_rehearsal": "Rehearsal",
    "room_lobby": "It has not begun yet.",
    "room_here": "{n} people are here.",
    "room_here_one": "So far you are the only one here.",
    "room_now": "Now: {title}",
    "room_go": "Go there",
    "room_goes_on": "The group goes on to “{title}”.",
    "room_paused": "The group pauses.",
    "room_over": "The group has come to its end. You may stay, or leave.",
    "room_away": "No word from the group just now. You can go on here.",
    "room_passed": "You passed on this. That is fine.",
    "room_closed": "This page is closed for you now. Pass on it, or take another. Nobody is told.",
    "room_minutes": "{n} minutes left",
    "room_minute": "One minute left",
    "room_seconds": "{n} seconds left",
    "room_time_over": "The time for this is over. There is no hurry.",
    "room_pass": "Pass on this",
    "room_share": "Share",
    "room_help": "I need help",
    "room_room": "The room",
    "room_see": "See what the group shared",
    "room_leave": "Leave the room",
    "room_gone_done": "Close this note",
    "room_join_first": "First come into the room of a group.",
    "room_join_way": "Join a group",
    "room_offer_none": "There is nothing to share yet. Some answers can be, once you wrote them.",
    "room_offer_of": "From “{title}”",
    "room_offer_shows": "Others could see this, as one of at least five:",
    "room_offer_edit": "Others could read this",
    "room_offer_hint": "Leave out names and places. {n} characters at most.",
    "room_offer_make": "Share what I ticked",
    "room_offer_choose": "Tick at least one thing first.",
    "room_shared": "What you shared",
    "room_shared_about": (
        "You can take it back until you leave, or until the room closes. A sentence then goes from "
        "the wall at once, and somebody may notice. What others have read, they may remember."
    ),
    "room_take_back": "Take it back",
    "room_call": "Ask the person who leads to come to you",
    "room_call_about": (
        "They see what you type here, and nothing else of you. Nobody else sees it. It may take "
        "a while until they look. If you are in danger, call a number above first."
    ),
    "room_call_name": "A name to call you by",
    "room_call_where": "Where you sit, or how to reach you",
    "room_call_make": "Please come to me",
    "room_called": "You asked the person who leads to come to you.",
    "room_called_as": "You wrote: {name}.",
    "room_called_at": "You wrote: {name}, {where}.",
    "room_call_waits": (
        "It has not come through yet. We keep trying. If you cannot wait, speak to somebody near "
        "you, or call a number above."
    ),
    "room_call_answered": (
        "Whoever leads has noted that they were with you. If nobody came, or you need them "
        "again, ask once more."
    ),
    "room_call_again": "Ask once more",
    "room_call_back": "I do not need it any more",
}
ROOM_SAID = {
    "not_a_code": "A code has eight letters, such as BCDF-GHJK. Please look at it once more.",
    "opens_nothing": "This code opens no room just now. Look at each letter, or ask for a new one.",
    "slow": "Too many codes were tried. Please wait a minute, and try again.",
    "away": "We cannot reach the room just now. Please try again in a moment.",
    "left": "You have left the room. Nobody was told.",
    "gone": (
        "The room is closed, or its time is over. What was shared in it is burned. Your own "
        "answers stay as they are."
    ),
    "share_of_it": "Share something of it with the group",
    "shared": "It is shared. You can take it back here.",
    "too_long": "This sentence is too long. Please shorten it a little.",
    "not_offered": "One of these cannot be shared as it is. Nothing more was shared.",
    "taken_back": "It is taken back.",
    "name_first": "Type a name first. It may be a name only for today.",
    "called": "They are asked to come to you.",
    "call_waits": "We cannot reach the room just now. We keep trying to bring your call there.",
    "uncalled": "It is taken back. Thank you for telling us.",
}


# What is shared in the room of a group.
ROOM_SHARING = {
    "number": "{n}",
    "number_end": "{n} ({words})",
    "span": "{first} to {last}",
    "span_end": "{first} to {last} ({words})",
    "meeting": "{title}: {meeting}",
}

# The command for whoever runs a server: who may open rooms.
TERMINAL_FACILITATOR = {
    "added": (
        "Give these six words to {name} in person. They open the address …/facilitator and type "
        "them there once, by {day}."
    ),
    "there": (
        "There is a facilitator with the name {name} already. Remove that one first, or add a last "
        "name."
    ),
    "removed": (
        "{name} can open no more rooms. Rooms that are open now go on until they end or are closed."
    ),
    "unknown": "There is no facilitator with the name {name}. See who there is by “list”.",
    "nobody": "There are no facilitators yet.",
    "come": "{name}: invited on {day}, has come",
    "waiting": "{name}: invited on {day}, has not come yet",
    "late": "{name}: invited on {day}, and did not come in time. Remove and add them once more.",
    "wrong_name": "Give a name of 1 to 80 characters in one line.",
    "unavailable": (
        "The database cannot be used just now ({reason}). Nothing was changed. Please try again."
    ),
}

# The guide on paper for whoever leads a group.
GUIDE = {
    "title": "Guide: {session}",
    "title_of": "Guide {number}: {session}, {meeting}",
    "for_you": (
        "This guide is for you who lead. Nobody who comes gets it. Leave it nowhere: your own "
        "notes may stand in it."
    ),
    "about": "For whom this is",
    "before": "Before the group comes",
    "before_list": (
        "- Look up the help lines of your country on the last pages. Write the emergency number"
        " down here: ____________________\n"
        "- Decide who goes out with somebody who needs a talk alone, and where.\n"
        "- Make sure that two former partners do not come to the same group.\n"
        "- Look at each page yourself, as somebody who takes part. Some are closed for some "
        "people.\n"
        "- Put the help lines on the wall. Lay out water, paper and tissues.\n"
        "- Open the room, and try the code from a phone of your own. Print some worksheets in "
        "case the net fails."
    ),
    "consent": "Read out, or let them read",
    "consent_text": (
        "All of this stands on each person's page before they join. Read it out slowly. Then ask "
        "if there is a question, and wait."
    ),
    "rules": "How we treat each other",
    "agenda": "The plan of this meeting",
    "clock": "Time",
    "what": "What we do",
    "minutes": "Minutes",
    "welcome": "Welcome, consent, how we treat each other",
    "end": "End together",
    "over": "The meeting is over, all in all",
    "place": "{begin} to {end}: {title}",
    "closed": (
        "For some, this page stays closed. Nobody is asked why, and nobody has to say so. Name "
        "what is open to all before it begins, such as “{pause}”."
    ),
    "share": "What may be shared, by those who want to",
    "no_share": "Nothing of this page can be shared.",
    "own_notes": "Your own notes for this part",
    "ending": "How to end",
    "ending_list": (
        "- Stop in time. The last ten minutes are for coming back into the day.\n"
        "- Say again that nothing has to be sent or decided tonight, and that a closed page is "
        "care and no verdict.\n"
        "- Read the help lines of your country out loud, for everybody. It is easier to call a "
        "number one has heard.\n"
        "- Each may name one small thing for tonight, or pass.\n"
        "- Take what you want to keep of the sums, then close the room. All that was shared "
        "burns.\n"
        "- Stay for a quarter of an hour. Some people speak only at the door.\n"
        "- Then sit down with your colleague for ten minutes: who worried us, and who calls "
        "whom? Write no names on this paper."
    ),
    "danger": "When somebody tells of danger",
    "danger_list": (
        "- Stop what you do. Your colleague goes on with the group, or gives it a pause.\n"
        "- Go with the person to a place where nobody listens. Ask first if they want that.\n"
        "- Listen, and believe them. Say: “It is good that you told me. It is not your fault.”\n"
        "- Ask plainly. “Are you in danger tonight? Do you think of suicide? Do you think of "
        "hurting somebody?” To ask does not put the thought there.\n"
        "- With danger now, call the emergency number together. Do not leave the person alone.\n"
        "- If not, look together for one line and one person for tonight. Let them call from "
        "your phone if theirs is not safe.\n"
        "- Say what you have to pass on, and to whom, before you do it. Keep to what you "
        "announced.\n"
        "- Ask for no proof and no details. Never ask for their part in harm that was done to "
        "them.\n"
        "- If somebody tells you that they hurt or watch another person, stay calm. Name the "
        "act without a label. Help them to call the line for people who want to stop.\n"
        "- Never call the former partner. Promise nothing that you cannot hold.\n"
        "- Afterwards, talk with your own supervisor. You should not carry it alone either."
    ),
    "called": (
        "On the page, “I need help” shows the help lines first. Somebody may then ask you to come, "
        "with a name they choose. Go quietly, and sit down beside them."
    ),
}

FACILITATOR = {
    "opening": "Opening your page…",
    "no_screen": "This page cannot be shown just now",
    "no_screen_text": "Nothing is lost. Please load the page again in a moment.",
    "door_title": "For facilitators",
    "door_text": (
        "Here you plan evenings for a group and open a room for it. "
        "Type the six words of your invitation, or your own six words if you have been here."
    ),
    "door_words": "Six words",
    "door_hint": "Capital letters, spaces and hyphens do not matter.",
    "door_enter": "Come in",
    "door_none": "I have no words",
    "door_none_text": (
        "Whoever runs this workbook can invite you. They give you six words that work once, "
        "for 14 days.\n\n"
        "If you lost your own words, ask for a new invitation. Nobody can open your plans "
        "without your words, not even the people who run the workbook."
    ),
    "words_lead": (
        "Your invitation is used up now. From today, these six words open your plans and your "
        "rooms. Write them down, and keep them apart from this computer."
    ),
    "words_print_title": "Six words to keep safe",
    "words_no_way_back": "Without these words, nobody can open your plans. We cannot either.",
    "words_written": "I have written them down",
    "words_print": "Print the words",
    "words_check": "Type two of your words, so that we know you have them.",
    "words_number": "Word number {n}",
    "words_use": "Open my plans",
    "words_again": "Show the words again",
    "plans_title": "Your groups",
    "plans_lead": (
        "A plan says what a group does, and what people agree to when they come. "
        "From a plan you open a room, and people join it with a short code."
    ),
    "plans_rooms": "Open rooms",
    "plans_room_go": "Go to this room",
    "plans_rehearsal": "Rehearsal",
    "plans_own": "Your plans",
    "plans_none": "You have no plan yet. Begin one below.",
    "plans_open": "Open",
    "plans_copy": "Copy",
    "plans_take": "Save as a file",
    "plans_drop": "Delete",
    "plans_drop_title": "Delete this plan?",
    "plans_drop_text": "“{title}” will be gone for good. Rooms that are open stay open.",
    "plans_drop_now": "Delete it",
    "plans_drop_not": "Keep it",
    "plans_unfinished": "Not finished yet",
    "plans_meetings": "{n} meetings, {minutes} minutes in all",
    "plans_meeting": "One meeting, {minutes} minutes",
    "plans_new": "Begin a new plan",
    "plans_new_lead": "Each of these is a start that you can change as you like.",
    "plans_begin": "Begin with this",
    "plans_bring": "Bring in a plan from a file",
    "plans_bring_hint": "A file that you or a colleague saved here. Its name ends in .toml.",
    "plans_bring_choose": "Choose a file first.",
    "plans_bring_large": "This file is too large for a plan.",
    "plans_bring_unread": "This file cannot be read. Please choose it once more.",
    "plans_bring_now": "Bring it in",
    "plans_bring_problems": "This file cannot become a plan yet:",
    "plans_leave": "Close your plans in this tab",
    "plans_leave_hint": "Your six words open them again. Rooms that are open stay open.",
    "plan_untitled": "A plan without a title",
    "plan_back": "All your plans",
    "plan_title": "Title of the plan",
    "plan_title_hint": "People in the room read it, so let it be plain.",
    "plan_about": "Notes for you: for whom, how many, what to prepare",
    "plan_agreed": "What people agree to",
    "plan_consent": "Before they come in, people read and agree to this",
    "plan_rules": "Ground rules, one on each line",
    "plan_meetings": "Meetings",
    "plan_meeting": "Meeting {n}",
    "plan_meeting_one": "The meeting",
    "plan_meeting_title": "Title of this meeting",
    "plan_minutes_all": "{n} exercises, {minutes} minutes",
    "plan_no_items": "No exercise yet. Choose one below.",
    "plan_minutes": "Minutes",
    "plan_notes": "Your own notes",
    "plan_share": "What people may share of it ({n} of {of})",
    "plan_share_hint": (
        "Everything is private at first. Each person decides about each answer of their own."
    ),
    "plan_share_none": "Nothing of this exercise can be shared. Answers stay with each person.",
    "plan_up": "Move up",
    "plan_down": "Move down",
    "plan_remove": "Remove",
    "plan_moved": "{title} is now number {n}.",
    "plan_removed": "{title} is removed.",
    "plan_undo": "Bring it back",
    "plan_add": "Add an exercise",
    "plan_add_choose": "Choose an exercise",
    "plan_add_now": "Add it",
    "plan_added": "{title} is added as number {n}.",
    "plan_add_meeting": "Add a meeting",
    "plan_remove_meeting": "Remove this meeting",
    "plan_run": "Open a room for this meeting",
    "plan_rehearse": "Rehearse it with invented people",
    "plan_guide": "Save the guide to print",
    "plan_saving": "Saving…",
    "plan_saved": "Saved",
    "plan_unsaved": "Not saved yet. It stays in this tab, and we keep trying.",
    "plan_wait": "Please wait until everything is saved, then press again.",
}

FACILITATOR_SAYS = {
    "words_title": "Your own six words",
    "wrong": (
        "These six words open nothing here. Check each word and the order. "
        "An invitation works once, and for 14 days."
    ),
    "no_office": (
        "These words open somebody's answers and no plans. "
        "Type the words of your invitation, or your own words for this page."
    ),
    "wait": "These were several wrong words in a short time. Please wait a minute, then try again.",
    "lost": "Your plans were burned elsewhere. A new invitation lets you begin again.",
    "copy_of": "{title} (copy)",
    "copied": "“{title}” is copied.",
    "dropped": "“{title}” is deleted.",
    "taken": "{name} is made. Look where your browser puts files.",
    "unfinished": "This plan is not finished yet. Open it to see what is missing.",
    "too_large": "This file is too large for a plan.",
    "plan_too_long": "There is too much in this plan to keep it. Please shorten a text.",
}

FACILITATOR_CANNOT = {
    "open": "We cannot open your plans just now. Nothing is lost. We keep trying.",
    "full": "There is no room to save just now. Nothing is lost. Please try again in a moment.",
    "refused": "You may not open rooms here any more. Please ask whoever runs this workbook.",
    "gone": "We cannot reach the store just now. Nothing is lost. Please try again in a moment.",
    "slow": "These were many tries in a short time. Please wait a minute, then try again.",
    "other": "That did not work just now. Nothing is lost. Please try again in a moment.",
}

PLAN_PROBLEMS = {
    "title": "Give the plan a title.",
    "consent": "Say what people agree to.",
    "rules": "Write at least one ground rule.",
    "rules_many": "There are more than {most} ground rules. Leave out some.",
    "rule_long": "A ground rule is longer than {most} characters. Shorten it a little.",
    "meetings": "Add a meeting.",
    "meetings_many": "There are more than {most} meetings. Remove some.",
    "meeting_title": "Give this meeting a title.",
    "items": "Choose at least one exercise.",
    "items_many": "There are more than {most} exercises. Remove some.",
    "minutes": "Choose from {low} to {high} minutes.",
    "exercise": "This exercise is not in the workbook any more. Remove it.",
    "long": "This is {over} characters too long. Shorten it a little.",
}

ROOM_REPORT = {
    "rehearsal_title": "Rehearsal: {title}",
    "rehearsal": "This was a rehearsal. The people in it are invented, and so are their answers.",
    "day": "Day",
    "joined": "Joined",
    "about": (
        "Here is only what five people or more shared, added up, and what was shown to the room. "
        "No names are in it. Please keep it within the group all the same."
    ),
    "agenda": "What we did",
    "exercise": "Exercise",
    "minutes": "Minutes",
    "nothing": "Nothing stands here: there is nothing that five people or more shared.",
    "shared": "People who shared: {n}",
    "answer": "Answer",
    "people": "People",
    "share": "Percent",
    "several": "One person could choose several answers.",
    "sentences": "Sentences, in no order:",
}

WALL_SAYS = {
    "wrong_code": (
        "No open room has this code. Look at it once more: eight letters, as on the facilitator's "
        "page."
    ),
    "slow": "Too many codes led nowhere just now. Please wait a minute, then try again.",
    "unreachable": "The room cannot be reached just now. Please try again in a moment.",
    "lost": "The room cannot be reached just now. This is how it was a moment ago.",
    "gone": "This room is closed. Thank you for being here.",
}

WALL = {
    "wall_title": "The wall",
    "wall_code": "Room code",
    "wall_open": "Show this room",
    "wall_rehearsal": "Rehearsal: the people in this room are invented.",
    "wall_join": "To join, go to",
    "wall_join_code": "and type this code",
    "wall_join_code_only": "To join, type this code",
    "wall_qr": "QR code with the address of this room",
    "wall_here": "{n} here",
    "wall_lobby": "We begin soon.",
    "wall_place": "{n} of {of}",
    "wall_minutes_left": "{n} minutes left",
    "wall_minute_left": "1 minute left",
    "wall_seconds_left": "{n} seconds left",
    "wall_time_over": "The time for this is over. Come to an end in your own time.",
    "wall_paused": "We pause here.",
    "wall_over": "We are at the end. Thank you for being here.",
    "wall_results": "What this group shared",
    "wall_people": "{n} people shared",
    "wall_answer": "Answer",
    "wall_number": "People",
    "wall_said": "In your words",
    "wall_page": "Page {n} of {of}",
    "wall_page_back": "Page back",
    "wall_page_on": "Next page",
    "wall_minutes": "Minutes",
    "wall_exercise": "Exercise",
    "wall_agenda": "What we did",
}

LEADING = {
    "lead_rehearsal": "Rehearsal: these twelve people are invented.",
    "lead_rehearsal_more": "Nobody real is here. Try whatever you like, as often as you like.",
    "lead_pass_minute": "Let a minute pass",
    "lead_lobby": "Before you begin",
    "lead_running": "On now",
    "lead_paused": "Paused",
    "lead_over": "The agenda is over",
    "lead_lobby_text": "Let people come in. Read the ground rules aloud, then begin.",
    "lead_over_text": (
        "Close the round in your own words. Then end the session. Until you close the room, "
        "people can still share, and take back what they shared."
    ),
    "lead_time_left": "Time left",
    "lead_time_over": "The time is over. Nothing moves on until you do.",
    "lead_time_stands": "The time stands still.",
    "lead_start": "Begin with “{title}”",
    "lead_next": "Next: {title}",
    "lead_last": "Finish the agenda",
    "lead_pause": "Pause",
    "lead_go_on": "Go on",
    "lead_extend": "2 more minutes",
    "lead_back": "Back: {title}",
    "lead_back_lobby": "Back to the beginning",
    "lead_to_end": "To the end of the session",
    "lead_now_on": "On now: {title}",
    "lead_agenda": "Agenda",
    "lead_agenda_now": "on now",
    "lead_agenda_done": "behind you",
    "lead_minutes": "{n} min",
    "lead_joining": "How people come in",
    "lead_code": "Code",
    "lead_address": "Address",
    "lead_no_address": (
        "People open the workbook, choose “Group session” and type this code there."
    ),
    "lead_qr": "QR code of the address",
    "lead_wall": "Open the wall for the projector",
    "lead_wall_new": "opens in a new tab",
    "lead_they_read": "What people read before they agree",
    "lead_ground_rules": "Ground rules",
    "lead_joined": "Came in so far",
    "lead_here": "Here now",
    "lead_on_it": "On this exercise",
    "lead_done": "Done with it, or passed",
    "lead_numbers_about": (
        "You see numbers only, never who. A page that was closed counts for {n} seconds more."
    ),
    "lead_guide": "Guide",
    "lead_guide_of": "Guide: {title}",
    "lead_guide_first": "Guide for the first exercise: {title}",
    "lead_guide_none": "There is no guide for this exercise here.",
    "lead_purpose": "What it is for",
    "lead_open": "How to open",
    "lead_questions": "Three questions",
    "lead_watch_for": "What to watch for",
    "lead_close": "How to close",
    "lead_notes": "Your own notes",
    "lead_danger": "When someone tells of danger",
    "lead_danger_always": (
        "Stop for that person. Ask whether they are safe right now, and whether they want to "
        "step out with you. Do not ask for the story in front of the group. If anyone is in "
        "danger now, call the emergency number. The help lines are on top of this page."
    ),
    "lead_danger_here": "In this exercise",
    "lead_danger_done": "Back to the room",
    "lead_shared": "What the group shared",
    "lead_shared_none": (
        "Nothing to show yet. Answers can be added up once five or more people have shared the "
        "same thing. Before that, nobody sees anything of them, nor do you."
    ),
    "lead_gather": "Add up what was shared",
    "lead_gather_about": (
        "Enough people have shared something new. Give everybody time before you press. Who "
        "shares later comes in only with four others."
    ),
    "lead_gathered": "It is added up.",
    "lead_shared_of": "{n} people shared this.",
    "lead_answer": "Answer",
    "lead_people": "People",
    "lead_release": "Show on the wall",
    "lead_unrelease": "Take off the wall",
    "lead_is_released": "This is on the wall.",
    "lead_review": "Sentences to read first",
    "lead_review_about": (
        "Only you see these. They stand in random order. Show a sentence only if it names "
        "nobody and would hurt nobody in the room."
    ),
    "lead_review_none": "No sentences wait. They come in groups of five or more.",
    "lead_to_wall": "Show on the wall",
    "lead_aside": "Leave aside",
    "lead_on_wall": "Sentences on the wall",
    "lead_on_wall_none": "No sentence is on the wall.",
    "lead_off_wall": "Take off the wall",
    "lead_said_to_wall": "It is on the wall.",
    "lead_said_off_wall": "It is off the wall.",
    "lead_said_aside": "It is left aside. Nobody will see it.",
    "lead_set_aside": "Left aside",
    "lead_read_again": "Read it again",
    "lead_said_again": "It waits among the sentences to read.",
    "lead_calls": "Someone asks you to come",
    "lead_call": "{name} asks you to come.",
    "lead_call_nameless": "Someone asks you to come.",
    "lead_call_where": "Where: {where}",
    "lead_call_done": "I was there",
    "lead_offer": "Share this room with a colleague",
    "lead_offer_title": "Six words for your colleague",
    "lead_offer_text": (
        "They work once, for another facilitator. Say them aloud or write them down. Your "
        "colleague opens their own facilitator page and chooses “Join a colleague's room”. "
        "From then on you both lead it, and either of you can close it."
    ),
    "lead_offer_done": "Done",
    "lead_accept": "Join a colleague's room",
    "lead_accept_about": "A colleague who leads a room can give you six words for it.",
    "lead_accept_words": "The six words for the room",
    "lead_accept_now": "Join the room",
    "lead_plans": "Back to your plans",
    "lead_end": "End the session",
    "lead_end_title": "The end of this session",
    "lead_end_text": (
        "Two things are left: take the report if you want one, then close the room. Until then "
        "everything goes on for the people in it."
    ),
    "lead_end_back": "Back to the room",
    "lead_report": "The report",
    "lead_report_about": (
        "It holds the day, the agenda, what was added up from five or more people, and the "
        "sentences on the wall. It names nobody. After closing, it cannot be made any more."
    ),
    "lead_report_html": "Take it as a page to read and print",
    "lead_report_csv": "Take it as a table (CSV)",
    "lead_report_taken": "The report is in your downloads: {name}",
    "lead_report_declined": "I do not want a report",
    "lead_close_title": "Close the room",
    "lead_close_about": (
        "Closing burns what was shared and the keys to it. Everybody's own answers stay where "
        "they are, with them."
    ),
    "lead_close_now": "Close the room and burn what was shared",
    "lead_close_first": "Take the report first, or tick that you do not want one.",
    "lead_close_sure": "Close this room?",
    "lead_close_sure_text": (
        "People here now: {n}. Their pages will say that the session is over. What was shared "
        "burns now, and nothing brings it back."
    ),
    "lead_close_yes": "Close and burn",
    "lead_close_no": "Not yet",
    "lead_closed_title": "The room is closed",
    "lead_closed": "What was shared is burned, and so are the keys to it. Rest a moment, too.",
    "lead_gone_title": "This room is closed",
    "lead_gone": (
        "A colleague closed it, or its time was over. What was shared in it is burned. "
        "Nobody's own answers were touched."
    ),
}

LEADING_SAID = {
    "moved": "The room had moved on already. This is how it stands now.",
    "offer_wrong": "These words open no room. They work once; ask your colleague for new ones.",
    "sentence_gone": "This sentence was taken back by whoever wrote it.",
}
