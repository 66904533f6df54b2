"""Action items as new items of the source: noted, looked for, made once, linked."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from core.domain.action import ActionItem
from core.domain.decision import WriteNote
from core.domain.ids import Kind
from core.domain.intake import TakeIn
from core.service import Service
from core.store.exchange import Exchange, LinkRow, Outbound
from core.store.unit import Unit
from sync import promise
from sync.ledger import Ledger
from sync.push import ABOUT_ONE, Pushed, Tell
from sync.record import Record, Value
from sync.saying import Sayer
from sync.source import Writer
from sync.translate import Translated, Unmatched, Where, as_text
from sync.trouble import Fatal, SyncError


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes items of one source for action items of ours."""

    service: Service
    """Acts in the source's name."""
    writer: Writer
    ledger: Ledger
    sayer: Sayer
    tell: Tell
    done: Pushed

    def make(self) -> None:
        """Makes what has no item there. Trouble is kept in `done`.

        Raises:
            Refused: the lease was lost.
            Unreachable: the database is away.
        """
        if self.done.trouble is not None:
            return
        under_way = {each.record_id: each for each in self.ledger.ask(Exchange.outbound)}
        try:
            for action in self.ledger.ask(Exchange.unlinked_actions):
                self.ledger.keep()
                self._make(action, under_way.get(action.id))
        except SyncError as trouble:
            self.done.trouble = trouble

    def _make(self, action: ActionItem, row: Outbound | None) -> None:
        if row is None:
            row = Outbound(action.id, str(uuid.uuid4()))
            self.ledger.leave(row)
        mark = promise.marker(self.ledger.label, action.id)
        try:
            record = self.writer.create(dict(self._cells(action)), marker=mark, key=row.key)
        except Fatal as fatal:
            if fatal.reason not in ABOUT_ONE:
                raise
            told = str(fatal.values.get("message") or action.title)
            self.done.unsaid.append(Unmatched("title", told, "refused", (Where(action.title),)))
            return
        (told_back, *_) = (*self.tell([record]), Translated(record.id, {"title": action.title}))
        other = self._other_owner(action, record, told_back)
        link(self.service, self.ledger, action, record, told_back, text=other)
        self.done.created.append(action.id)
        if other:
            # Looked at every time, so that it is told until somebody there can be named.
            self.done.left.add(record.id)

    def _other_owner(self, action: ActionItem, record: Record, told: Translated) -> str:
        """Who answers for it there, in the words of the table, where that is not who does here."""
        column = self.sayer.column("owner")
        if column is None or told.values.get("owner") == action.owner:
            return ""
        return f"{column.name}: {as_text(record.fields.get(column.id)) or '–'}"

    def _cells(self, action: ActionItem) -> Iterator[tuple[str, Value]]:
        for name, value in promise.values_of(action, self.ledger.zone).items():
            column = self.sayer.column(name)
            if column is None or value is None:
                continue
            said = self.sayer.say(name, value)
            if isinstance(said, Unmatched):
                self.done.unsaid.append(replace(said, where=(Where(action.title),)))
            elif said is not None:
                yield column.id, said


def settle(service: Service, ledger: Ledger, writer: Writer, tell: Tell) -> None:
    """Links what an earlier sync made and could not link any more, before anything is pulled.

    Raises:
        Retry, Fatal: the source cannot be asked.
        Refused: the lease was lost.
        Unreachable: the database is away.
    """
    rows = ledger.ask(Exchange.outbound)
    known = {each.id: each for each in service.all_of(Kind.ACTION)} if rows else {}
    for row in rows:
        ledger.keep()
        record = writer.find(promise.marker(ledger.label, row.record_id))
        action = known.get(row.record_id)
        if record is not None and action is not None:
            (told, *_) = (*tell([record]), Translated(record.id, {"title": action.title}))
            link(service, ledger, action, record, told)


def link(  # noqa: PLR0913 - the two that are joined, and what is noted of it
    service: Service,
    ledger: Ledger,
    action: ActionItem,
    record: Record,
    told: Translated,
    *,
    text: str = "",
) -> None:
    """The item and ours are the same from here on; a note on ours has the way there and `text`."""
    base = promise.read(told, action, {}).values
    row = LinkRow(record.id, action.id, base, record.url or "")

    def beside(unit: Unit, _: Any) -> None:
        exchange = ledger.within(unit)
        exchange.add_links([row])
        exchange.arrived(action.id)

    web = row.url if row.url.startswith(("https://", "http://")) else ""
    nothing = TakeIn(source=service.actor, items=())
    note = WriteNote(subject=action.id, text=text, url=web, copied=True)
    wish = note if web or text else nothing
    service.perform_with(wish, beside=beside)
