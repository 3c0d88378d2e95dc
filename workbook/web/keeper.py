"""Keeps one journal: seals its entries, opens it by a key or a phrase, and recovers the store."""

import base64
import binascii
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from functools import cached_property

from workbook import vault
from workbook.content.paths import data_folder
from workbook.errors import SealBroken, StoreUnavailable
from workbook.journal import Entry, Journal
from workbook.journal.formats import FORMAT, read_entry, write_entry
from workbook.pages.burning import burned_ids
from workbook.pages.gate import Where
from workbook.settings import Settings
from workbook.store import Kind, SealedRecord, Store, open_store, was_set_aside
from workbook.vault import Wrap
from workbook.web.keyholder import Keyholder

LOCKED = "locked"
"""Name of the empty file that says: on this computer the journal opens by phrase alone."""


class SealedKeeper:
    """Implements `workbook.pages.gate.Gate` with a vault, a store and a keyholder."""

    read_only = False

    def __init__(self, settings: Settings) -> None:
        self.tab_key: str | None = None
        self.set_aside = False
        self._settings = settings
        self._holder = Keyholder(settings.data_folder)
        self._locked = settings.data_folder / LOCKED
        self._opened_store: Store | None = None
        self._begin(vault.new_key(), "tab")

    @property
    def where(self) -> Where:
        """Return what opens the journal."""
        if self._settings.place == "own":
            return "locked" if self._locked.exists() else self._holder.where or "file"
        return "tab"

    def new_id(self) -> str:
        """Return a random id for an entry."""
        return vault.new_id()

    def open(self, tab_key: str | None) -> Journal:
        """Open the journal that this tab or this computer holds, or begin one."""
        kind = self._kind
        if kind == "own":
            held = self._holder.get() is not None
            secret, self.tab_key = self._own_secret(), None
        else:
            known = _secret_in(tab_key)
            held, secret = known is not None, known or vault.new_key()
            self.tab_key = base64.urlsafe_b64encode(secret).decode()
        found = vault.unwrap_with_key(secret, self._find(vault.lookup_of_key(secret)))
        if found is None:
            # Who held a key and finds nothing must hear of a file that was put aside.
            self.set_aside |= held and was_set_aside(self._settings.database)
            self._begin(secret, kind)
            return Journal()
        self._adopt(found, [(kind, vault.wrap_with_key(secret, *found))])
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
            self.tab_key = base64.urlsafe_b64encode(key).decode()
        self._adopt(found, [(kind, wrap), ("phrase", vault.wrap(secret, *found))])
        return self.reload()

    def save(self, entries: Sequence[Entry], journal: Journal) -> None:
        """Save entries so that they last; `journal` is all there is, should the store be lost.

        Entries that were burned are passed over.
        """
        try:
            self._save(entries)
        except StoreUnavailable as error:
            if error.reason not in ("damaged", "gone"):
                raise
            # Opening the store anew puts a damaged file aside; then everything is written again.
            self._opened_store = None
            if self._store(check=True).find_wrap(self._wraps[0][1].lookup) is None:
                self._stored = False
                entries = list(journal.entries())
            self._save(entries)
            self.burn(burned_ids(journal))  # a new file has to learn what it must not take

    def reload(self) -> Journal:
        """Read what this and other tabs have saved."""
        if not self._stored:
            return Journal()
        journal = Journal.of(self._read(self._store().records(self._journal)))
        # A burning that was cut short, or a tab that wrote all it had into a new file.
        still_there = burned_ids(journal) & {entry.id for entry in journal.entries()}
        if not still_there:
            return journal
        with suppress(StoreUnavailable):
            self.burn(still_there)
        return Journal.of(entry for entry in journal.entries() if entry.id not in still_there)

    def burn(self, entries: Collection[str]) -> None:
        """Remove entries for good, by their ids, and never save any of them again."""
        if self._stored:
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
        self._locked.touch()
        self._holder.forget()

    @property
    def _kind(self) -> Kind:
        return "own" if self.where in ("keyring", "file") else "tab"

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return vault.read_word_list(data_folder() / "word_list.txt")

    def _own_secret(self) -> bytes:
        held = self._holder.get()
        if held is None:
            self._holder.hold(vault.new_key())
            # Another notebook may have begun in the same moment: all take what is held now.
            held = self._holder.get()
        if held is None:
            raise StoreUnavailable("read_only")
        return held

    def _begin(self, secret: bytes, kind: Kind) -> None:
        found = (vault.new_id(), vault.new_key())
        self._adopt(found, [(kind, vault.wrap_with_key(secret, *found))])
        self._secret = secret
        self._stored = False

    def _adopt(self, found: tuple[str, bytes], wraps: list[tuple[Kind, Wrap]]) -> None:
        self._journal, self._data_key = found
        self._wraps = wraps
        self._stored = True

    def _save(self, entries: Iterable[Entry]) -> None:
        store = self._store()
        if not self._stored:
            self._add_to(store)
        store.put(self._journal, [self._seal(entry) for entry in entries])

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
        self._stored = True

    def _find(self, lookup: str) -> Wrap | None:
        try:
            return self._store().find_wrap(lookup)
        except StoreUnavailable as error:
            if error.reason != "damaged":
                raise
            self._opened_store = None
            return self._store(check=True).find_wrap(lookup)

    def _seal(self, entry: Entry) -> SealedRecord:
        plain = write_entry(entry)
        sealed = vault.seal(plain, self._data_key, self._journal, entry.id, FORMAT)
        return SealedRecord(entry.id, FORMAT, sealed)

    def _read(self, records: Iterable[SealedRecord]) -> Iterable[Entry]:
        for record in records:
            try:
                plain = vault.unseal(
                    record.sealed, self._data_key, self._journal, record.record, record.format
                )
                yield read_entry(record.record, plain, record.format)
            except SealBroken:
                continue  # one record that was changed on disk must not close all the others

    def _store(self, check: bool | None = None) -> Store:
        if self._opened_store is None:
            # A server looks for damage once when it starts, one's own computer at each opening.
            check = self._settings.place == "own" if check is None else check
            self._opened_store = open_store(self._settings.database, check=check)
            self.set_aside = self.set_aside or self._opened_store.set_aside is not None
        return self._opened_store


def _secret_in(tab_key: str | None) -> bytes | None:
    try:
        secret = base64.urlsafe_b64decode(tab_key or "")
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) == vault.KEY_BYTES else None
