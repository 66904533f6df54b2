"""A Teambition project as a source of tasks, and as a place to write them back to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sync.bucket import Bucket
from sync.closing import Closing
from sync.gather import gather
from sync.http import Http
from sync.record import Column, Cursor, Page, Pull, Record, Unreadable
from sync.secret import Secret, look_up
from sync.source import Cells, Check, Progress
from sync.teambition import lists
from sync.teambition.client import Client, Member
from sync.teambition.columns import columns
from sync.teambition.editing import Editor
from sync.teambition.envelope import FINAL, SCOPE
from sync.teambition.instants import ZONE
from sync.teambition.listing import listing, sample
from sync.teambition.lists import Lists
from sync.teambition.rows import Rows
from sync.teambition.token import AppTokens, PersonalToken
from sync.teambition.url import Address, parse
from sync.teambition.values import task_id
from sync.trouble import Fatal

SAMPLES = 20
PACED = partial(Http, pace=Bucket(rate=20, burst=20))
"""An app may make 40 calls a second: no more are sent in any one second."""
DISPENSABLE = frozenset({SCOPE, FINAL[403], FINAL[404], FINAL[421]})
"""Why columns that few people map may stay away without stopping everything."""


class TeambitionSource(Closing):
    """One project. Archived tasks are not among its tasks.

    `wanted` are the ids of the columns that are mapped; dependencies cost a call for every fifty
    tasks and are asked for only when they are among them. None wants all.
    """

    def __init__(
        self, name: str, address: Address, client: Client, wanted: Collection[str] | None = None
    ) -> None:
        self.name = name
        self._address = address
        self._client = client
        self._depends = wanted is None or "depends" in wanted
        self._rows: Rows | None = None

    def close(self) -> None:
        """Ends the connection."""
        self._client.close()

    def check(self) -> Check:
        """Proves credentials and address; brings the columns with a few samples."""
        title = self._client.title()
        rows = self._look()
        page = sample(self._client, SAMPLES)
        records = [each for each in rows.read(page.items) if isinstance(each, Record)]
        return Check(
            title=title,
            table=title,
            zone=ZONE,
            columns=tuple(_with_samples(each, records) for each in columns(rows.lists)),
            total=page.total,
        )

    def columns(self) -> tuple[Column, ...]:
        """The columns as they are now."""
        return columns(self._look().lists)

    def pull(self, cursor: Cursor | None = None, progress: Progress | None = None) -> Pull:
        """All pages in one."""
        return gather(self.pages(cursor), cursor, progress)

    def pages(self, cursor: Cursor | None = None) -> Iterator[Page]:
        """Page by page; with a cursor what changed since, or everything where that fails."""
        yield from listing(self._client, self._look(), cursor)

    def still_there(self, ids: Iterable[str]) -> frozenset[str]:
        """Which of these tasks live on in the project, each asked for by its id.

        A listing may miss a task that moved to another page while it was read. What is missing
        here too is archived, moved, deleted or hidden from the app.
        """
        found = (each for each in self._client.by_id(ids) if isinstance(each, dict))
        return frozenset(task_id(each) for each in found if self._known().live(each)) - {""}

    def read(self, ids: Sequence[str]) -> tuple[Record, ...]:
        """These tasks as they are now, in their order; those that are gone are left out."""
        return self._editor().read(ids)

    def write(self, item: str, cells: Cells) -> Record:
        """Sets cells of one task, one member a call, and reads it back.

        Raises:
            Fatal: besides what the service says: `option-unknown`, `column-not-writable`,
                `not-taken` with `column` for a value that could not be taken away,
                `teambition-task-gone`, `secret-missing` without an operator.
        """
        return self._editor().write(item, cells)

    def find(self, marker: str) -> Record | None:
        """The task whose note carries `marker`, in the recycle bin too."""
        return self._editor().find(marker)

    def create(self, cells: Cells, *, marker: str, key: str) -> Record:
        """Makes one task whose note begins with the marker; `key` has no meaning here.

        It is looked for first, and again where the answer is lost: a task is never made twice
        unless the service's own search hides it.
        """
        return self._editor().create(cells, marker=marker)

    def _editor(self) -> Editor:
        return Editor(self._client, self._known())

    def _known(self) -> Rows:
        """The lists as they were last seen: a write needs no news of them."""
        return self._rows or self._look()

    def _look(self) -> Rows:
        """The lists as they are now."""
        client = self._client
        found = Lists(
            statuses=lists.statuses(client.listed("taskflowstatus")),
            priorities=lists.priorities(client.priorities()),
            fields=lists.fields(client.listed("customfield")),
            stages=_dispensable(partial(client.listed, "stage")),
            tags=_dispensable(partial(client.listed, "tag")),
        )
        self._rows = Rows(client, self._address, found, depends=self._depends)
        return self._rows


def open_source(
    name: str,
    url: str,
    base_url: str | None = None,
    make_http: Callable[[str], Http] = PACED,
    wanted: Collection[str] | None = None,
) -> TeambitionSource:
    """The source `name` at the address `url`, with the secrets found under its name.

    Raises `Fatal` for an address that cannot be read and for a missing secret.
    """
    address = parse(url, base_url)
    member = _member(name)
    client = Client(make_http(address.api), member, address.project)
    return TeambitionSource(name, address, client, wanted)


def _member(name: str) -> Member:
    """A person's own token where there is one, else the app's; an app needs an operator to write.

    Raises `Fatal("secret-missing", name, variable)`.
    """
    operator = _maybe(name, "OPERATOR_ID")
    personal = _maybe(name, "USER_TOKEN")
    if personal is not None:
        tenant = _maybe(name, "TENANT_ID")
        given = operator.reveal if operator else None
        return Member(PersonalToken(personal), tenant.reveal() if tenant else "", given)
    tokens = AppTokens(look_up(name, "APP_ID"), look_up(name, "APP_SECRET"))
    tenant = look_up(name, "TENANT_ID")
    return Member(tokens, tenant.reveal(), lambda: look_up(name, "OPERATOR_ID").reveal())


def _maybe(name: str, key: str) -> Secret | None:
    try:
        return look_up(name, key)
    except Fatal:
        return None


def _dispensable(fetch: Callable[[], list[Any]]) -> dict[str, str] | None:
    """Names by id; None where the app may not read them, for few people map such a column."""
    try:
        return lists.named(fetch())
    except Fatal as error:
        if error.reason not in DISPENSABLE:
            raise
        return None


def _with_samples(column: Column, records: Iterable[Record]) -> Column:
    found = (record.fields.get(column.id) for record in records)
    told = (value for value in found if value is not None and not isinstance(value, Unreadable))
    return replace(column, samples=tuple(told))
