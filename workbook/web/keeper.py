"""Keeps one journal: seals its entries, opens it by a key or a phrase, and recovers the store."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property

from workbook import vault
from workbook.content.paths import data_folder
from workbook.errors import StoreUnavailable
from workbook.journal import Entry, Journal
from workbook.pages.burning import burned_ids
from workbook.pages.gate import Where
from workbook.settings import Settings
from workbook.store import Kind, Store, open_store, was_set_aside
from workbook.vault import Wrap
from workbook.web.keyholder import Keyholder
from workbook.web.sealed_entries import day_before, open_records, read_records, seal_batches
from workbook.web.set_aside import burn_set_aside
from workbook.web.tab_key import read_tab_key, write_tab_key


class SealedKeeper:
    """Implements `workbook.pages.gate.Gate` with a vault, a store and a keyholder."""

    read_only = False

    def __init__(self, settings: Settings) -> None:
        self.tab_key: str | None = None
        self.set_aside = False
        self._settings = settings
        self._holder = Keyholder(settings.data_folder)
        self._opened_store: Store | None = None
        self._wraps: list[tuple[Kind, Wrap]] = []
        self._days: int | None = None
        self._begin(vault.new_key(), "tab")

    @property
    def where(self) -> Where:
        """Return what opens the journal."""
        if self._settings.place == "own":
            return "locked" if self._holder.is_locked else self._holder.where or "file"
        return "tab"

    def new_id(self) -> str:
        """Return a random id for an entry."""
        return vault.new_id()

    def open(self, tab_key: str | None) -> Journal:
        """Open the journal that this tab or this computer holds, or begin one."""
        kind = self._kind
        if kind == "own":
            held = self._holder.get() is not None
            secret, self.tab_key = self._holder.get_or_hold(vault.new_key()), None
        else:
            known = read_tab_key(tab_key)
            held, secret = known is not None, known or vault.new_key()
            self.tab_key = write_tab_key(secret)
        found = vault.unwrap_with_key(secret, self._find(vault.lookup_of_key(secret)))
        if found is None:
            # Who held a key and finds nothing must hear of a file that was put aside.
            self.set_aside |= held and was_set_aside(self._settings.database)
            self._begin(secret, kind)
            return Journal()
        # Should the store be lost, the phrase has to open what is written anew.
        self._adopt(found, [(kind, vault.wrap_with_key(secret, *found))])
        self._wraps += [("phrase", wrap) for wrap in self._phrases()]
        return self.reload()

    def open_with_phrase(self, text: str) -> Journal | None:
        """Open the journal of a key phrase; None where the words open nothing."""
        secret = vault.derive(vault.read_phrase(text, self._words))
        found = vault.open_wrap(secret, self._find(secret.lookup))
        if found is None:
            return None
        key = vault.new_key()
        wrap, kind = vault.wrap_with_key(key, *found), self._kind
        self._store().add_wrap(found[0], kind, wrap)
        if kind == "own":
            self._holder.hold(key)
        else:
            self.tab_key = write_tab_key(key)
        self._adopt(found, [(kind, wrap), ("phrase", vault.wrap(secret, *found))])
        return self.reload()

    def save(self, entries: Sequence[Entry], journal: Journal) -> None:
        """Save entries so that they last; `journal` is all there is, should the store be lost.

        Entries that were burned are passed over.
        """
        try:
            self._save(entries)
        except StoreUnavailable as error:
            # A damaged file is put aside; then everything is written again.
            if self._store_anew(error).find_wrap(self._wraps[0][1].lookup) is None:
                self._stored = self._phrase_was_changed()
                entries = list(journal.entries())
            self._save(entries)
            self.burn(burned_ids(journal))  # a new file has to learn what it must not take

    def reload(self) -> Journal:
        """Read what this and other tabs have saved."""
        journal = Journal.of(self._read(since="") if self._stored else ())
        # A burning that was cut short, or a tab that wrote all it had into a new file.
        still_there = burned_ids(journal) & {entry.id for entry in journal.entries()}
        with suppress(StoreUnavailable):
            self.burn(still_there)
        kept = (entry for entry in journal.entries() if entry.id not in still_there)
        return Journal.of(kept) if still_there else journal

    def recent(self) -> tuple[Entry, ...]:
        """Read what was saved since the day before anything was last read."""
        return tuple(self._read(self._since)) if self._stored else ()

    def burn(self, entries: Collection[str]) -> None:
        """Remove entries for good, by their ids, and never save any of them again."""
        if self._stored and entries:
            self._store().burn_records(self._journal, entries)

    def burned(self) -> frozenset[str]:
        """Return the ids of all entries that this and other tabs have burned."""
        return self._store().burned(self._journal) if self._stored else frozenset()

    def new_phrase(self) -> tuple[str, ...]:
        """Return six random words."""
        return vault.new_phrase(self._words)

    def keep(self, words: Sequence[str]) -> None:
        """Let a key phrase open this journal."""
        self._save(())
        wrap = vault.wrap(vault.derive(words), self._journal, self._data_key)
        self._store().add_wrap(self._journal, "phrase", wrap)
        self._wraps.append(("phrase", wrap))

    def change_phrase(self, words: Sequence[str]) -> None:
        """Let these words open this journal, no earlier ones, and no other tab by its own key.

        A sealed file made before, a backup of the store, and a database that keeps what was
        deleted still open with the words of their time, since the data key stays the same. A tab
        that has the journal open keeps it until it is closed or loaded anew.
        """
        self._save(())
        wrap = vault.wrap(vault.derive(words), self._journal, self._data_key)
        wraps = [self._wraps[0], ("phrase", wrap)]
        try:
            self._store().replace_wraps(self._journal, wraps)
        except StoreUnavailable:
            # An answer that was lost on the way must not leave anybody with words that are gone.
            if self._store().find_wrap(wrap.lookup) is None:
                raise
        self._wraps = wraps

    def sealed_copy(self, journal: Journal) -> bytes:
        """Return a sealed file of this journal, which its phrase opens wherever this runs.

        Raises:
            StoreUnavailable: with reason "other" also when no phrase opens the journal.
            SealedFileProblem: it is too large for a file.
        """
        wraps = self._phrases() if self._stored else []
        if not wraps:
            raise StoreUnavailable("other")
        from workbook.sealed_file import write_sealed

        return write_sealed(self._journal, self._data_key, wraps, journal.entries())

    def open_copy(self, body: bytes, phrase: str) -> tuple[Entry, ...]:
        """Return the entries of a sealed file; nothing here is changed by it.

        Raises:
            PhraseProblem: the text is no key phrase.
            SealedFileProblem: it is no such file, or these words do not open it.
        """
        from workbook.sealed_file import read_sealed

        return read_sealed(body, vault.read_phrase(phrase, self._words))

    def burn_journal(self) -> None:
        """Burn this journal with all that opens it, and go on with a new one that is empty.

        On one's own computer its key goes too, and damaged files that were put aside, since it may
        be in them; on a server those are the operator's, and hold what others wrote. A computer
        that was locked stays so: what is written next is never more open to others than before.

        Raises:
            StoreUnavailable: not all of it is gone yet; burning again finishes it.
        """
        try:
            self._save(())  # another notebook may have begun a journal with the same key
            self._store().burn(self._journal)
        except StoreUnavailable as error:
            self._store_anew(error).burn(self._journal)
        if self._settings.place == "own":
            burn_set_aside(self._settings)
            self._holder.forget()
        self._begin(vault.new_key(), "tab")
        self.set_aside = False
        self.open(None)

    @property
    def keep_days(self) -> int | None:
        """After how many days of no use the journal is burned by itself; None: never."""
        if self._stored:
            self._days = self._store().keep_days(self._journal)
        return self._days

    def keep_for(self, days: int | None) -> None:
        """Let the journal be burned by itself after more than so many days of no use."""
        self._save(())
        self._store().keep_for(self._journal, days)
        self._days = days

    def close(self) -> None:
        """Forget the journal in this tab; what was kept opens by phrase."""
        for kind, wrap in self._wraps:
            if kind != "phrase" and self._stored:
                self._store().remove_wrap(wrap.lookup)
        self._begin(vault.new_key(), "tab")
        self.tab_key = None

    def lock(self) -> None:
        """Forget the journal on this computer; what was kept opens by phrase."""
        # Without its wrap the key opens nothing, even if a keyring should not let go of it.
        self.close()
        self._holder.lock()

    @property
    def _kind(self) -> Kind:
        return "own" if self.where in ("keyring", "file") else "tab"

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return vault.read_word_list(data_folder() / "word_list.txt")

    def _begin(self, secret: bytes, kind: Kind) -> None:
        found = (vault.new_id(), vault.new_key())
        self._adopt(found, [(kind, vault.wrap_with_key(secret, *found))])
        self._secret, self._stored = secret, False

    def _phrase_was_changed(self) -> bool:
        """Tell whether the journal is there and opens by words that were not known here.

        Then another tab has closed this one out, and what opened the journal here stays removed.
        """
        known = {wrap.lookup for _, wrap in self._wraps}
        return any(wrap.lookup not in known for wrap in self._phrases())

    def _phrases(self) -> list[Wrap]:
        return self._store().find_wraps(self._journal, "phrase")

    def _adopt(self, found: tuple[str, bytes], wraps: list[tuple[Kind, Wrap]]) -> None:
        self._journal, self._data_key = found
        self._wraps, self._stored = wraps, True
        self._days, self._since = None, ""

    def _save(self, entries: Iterable[Entry]) -> None:
        if not self._stored:
            self._add_to(self._store())
        for batch in seal_batches(entries, self._journal, self._data_key):
            self._store().put(self._journal, batch)

    def _add_to(self, store: Store) -> None:
        (kind, wrap), *others = self._wraps
        if not store.add_journal(self._journal, wrap, kind):
            # Another kernel began a journal with the same secret first: write into that one.
            found = vault.unwrap_with_key(self._secret, store.find_wrap(wrap.lookup))
            if found is None:
                raise StoreUnavailable("other")
            self._adopt(found, [(kind, vault.wrap_with_key(self._secret, *found))])
        for kind, other in others:
            store.add_wrap(self._journal, kind, other)
        if self._days is not None:
            store.keep_for(self._journal, self._days)
        self._stored = True

    def _find(self, lookup: str) -> Wrap | None:
        try:
            return self._store().find_wrap(lookup)
        except StoreUnavailable as error:
            if error.reason != "damaged":
                raise
            return self._store_anew(error).find_wrap(lookup)

    def _store_anew(self, error: StoreUnavailable) -> Store:
        """Open the store anew if that may help."""
        if error.reason not in ("damaged", "gone"):
            raise error
        self._opened_store = None
        return self._store(check=True)

    def _read(self, since: str) -> Iterator[Entry]:
        records, self._since = read_records(self._store(), self._journal, since), day_before()
        return open_records(records, self._journal, self._data_key)

    def _store(self, check: bool | None = None) -> Store:
        if self._opened_store is None:
            # A server looks for damage once when it starts, one's own computer at each opening.
            check = self._settings.place == "own" if check is None else check
            self._opened_store = open_store(self._settings.database, check=check)
            self.set_aside = self.set_aside or self._opened_store.set_aside is not None
        return self._opened_store
