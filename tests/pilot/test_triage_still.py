"""The list keeps still: whatever comes in, a verb goes to what the screen names, as it names it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from core.domain.blocker import Blocker, EditBlocker, RaiseBlocker
from core.domain.board import Board
from core.domain.ids import Kind, RecordId, record_id
from tests.pilot.seat import Seat, seated
from tests.pilot.triaging import opened
from tui.screens import triage
from tui.screens.triage import TriageScreen

ROUNDS = 1000
VERBS = ("1", "3", "7")


@pytest.fixture(autouse=True)
def nobody_is_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of a test follow each other faster than any hand's."""
    monkeypatch.setattr(triage, "ECHO", 0.0)


def another(board: Board, dice: random.Random) -> Board:
    """The board after somebody else raised, changed, settled and so re-sorted some blockers.

    Every reading of a blocker carries its version in its title, so that the screen shows it.
    """
    blockers = dict(board.blockers)
    order = list(board.blocker_order)
    for _ in range(dice.randint(0, 2)):
        fresh = record_id(Kind.BLOCKER, 100 + len(blockers))
        like = blockers[dice.choice(order)]
        blockers[fresh] = replace(like, id=fresh, version=1, title=f"{fresh} v1")
        order.append(fresh)
    for key in dice.sample(order, k=min(3, len(order))):
        found = blockers[key]
        version = found.version + 1
        blockers[key] = replace(found, version=version, title=f"{key} v{version}")
    if len(order) > 12:
        order.remove(dice.choice(order))
    dice.shuffle(order)
    return replace(
        board,
        revision=board.revision + 1,
        blockers=blockers,
        blocker_order=tuple(order),
        risks={},
    )


async def test_a_thousand_inserts_and_re_sorts_move_no_verb(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one named in the frame and in the list, by id and by the version that is shown."""
    dice = random.Random(20241016)
    sent: list[Any] = []
    monkeypatch.setattr(
        TriageScreen, "issue", lambda _, command, purpose=None: sent.append(command)
    )
    monkeypatch.setattr(Board, "blockers_at", lambda board, now: board.blocker_order)
    async with seated(file_url, size=(80, 24)) as seat:
        await seat.press("t")
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen), "the triage")
        seat.app.board = another(seat.board, dice)
        await seat.press("space")
        hits = 0
        for _ in range(ROUNDS):
            seat.app.board = another(seat.board, dice)
            hits += await _one_turn(seat, dice, sent)
    assert hits > ROUNDS // 10


async def _one_turn(seat: Seat, dice: random.Random, sent: list[Any]) -> int:
    """Moves, takes in, or presses a verb and compares what was sent with what was shown."""
    chance = dice.random()
    if chance < 0.08:
        await seat.press(dice.choice("jk"))
    elif chance < 0.1:
        await seat.press("space")
    elif chance < 0.28:
        frame = seat.lines[3]
        sent.clear()
        if frame.startswith("┌─ B-"):
            await seat.press(dice.choice(VERBS))
        if not sent:
            return 0
        command = sent[-1]
        assert f"{command.blocker} " in frame
        screen = seat.app.screen
        assert isinstance(screen, TriageScreen)
        record = screen.queue.records[command.blocker]
        assert isinstance(record, Blocker)
        assert record.version == command.seen
        assert frame.startswith(f"┌─ {record.id} {record.title} ")
        return 1
    return 0


async def test_verbs_pressed_while_somebody_writes_go_to_the_named_ones(board_url: str) -> None:
    """On the real database: the log says of each verb what the screen said before it."""
    dice = random.Random(7)
    async with seated(board_url) as seat:
        triage_ = await opened(seat)
        named = []
        for turn in range(12):
            other = dice.choice(
                [each for each in seat.board.blocker_order if each != triage_.named]
            )
            wish = EditBlocker(blocker=RecordId(other), title=f"改 {turn}")
            await seat.outsider.perform(wish)
            if turn % 3 == 0:
                await seat.outsider.perform(RaiseBlocker(title=f"新的 {turn}"))
            if turn % 4 == 0:
                await triage_.press("space")
            before = triage_.named
            await triage_.press("3" if before.startswith("B-") else "0")
            if "✓" in seat.said:
                named.append(before)
            elif "✗" in seat.said:
                await triage_.press("0")
        assert named
        for each in seat.board.blockers:
            done = [one.event.kind for one in await seat.outsider.of(each, by="张伟")]
            assert done.count("blocker.escalated") == named.count(each), each
