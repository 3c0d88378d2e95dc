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
WRONG_COUNT = "A key phrase has six words. This has {found}."
UNKNOWN_WORD = "“{word}” is not a word of a key phrase."
NEAR_MISS = "“{word}” is not a word of a key phrase. Is it “{near}”?"
WRONG_WORDS = "These are not the two words. Look at your phrase once more."
CANNOT_KEEP = "We could not keep your answers yet. Please try again in a moment."
CANNOT_BURN = "We could not burn it yet. Please try again in a moment."
TROUBLE = "Something went wrong on our side. What you typed is safe in this tab."

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

# What the page and its controls say; the browser fills the places in braces.
PAGE: dict[str, str] = {
    "opening_page": "Your workbook is opening.",
    "exercises": "Exercises",
    "besides": "Whenever you need it",
    "minutes": "about {n} minutes",
    "opening": "About this exercise",
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
    "burned_elsewhere": "This text was burned in another tab. It is gone here, too.",
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
