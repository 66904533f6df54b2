"""A weekly sync held on the sample project: agenda, decisions, promises, a parked topic."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.domain.action import ActionStatus, AddAction, SetActionStatus
from core.domain.blocker import RaiseBlocker, SolveBlocker
from core.domain.command import Command
from core.domain.decision import RecordDecision
from core.domain.ids import Kind, RecordId
from core.domain.meeting import AgendaItem, Meeting, MeetingKind, Presence, Purpose, Sort
from core.domain.meeting_wishes import (
    EditMeeting,
    EndMeeting,
    GoToItem,
    MakePoint,
    ReadBack,
    SetAttendance,
)
from core.domain.opening import start
from core.meetings import template
from core.service import Service
from tests.hand_clock import HandClock

CHAIR, RECORDER = "张伟", "李雷"
BEGAN = "2024-10-16T10:00:00+08:00"
NASTY = '=HYPERLINK("http://evil","点我")'
"""A title that a sheet would take for a formula."""


class Sitting:
    """A meeting in which several people speak, on a clock that only the test moves."""

    def __init__(self, service: Service, clock: HandClock) -> None:
        self.service, self.clock = service, clock
        self.meeting = RecordId("")

    def by(self, who: str, command: Command) -> None:
        """Somebody wishes something."""
        Service(self.service.store, self.service.project, who, self.clock).perform(command)

    def begin(self, kind: MeetingKind = MeetingKind.WEEKLY) -> None:
        """It starts, with everybody whom it concerns."""
        self.by(CHAIR, start(self.service.board(), template(kind), "zh"))
        found: list[Meeting] = self.service.all_of(Kind.MEETING)
        self.meeting = found[-1].id

    def go_to(self, purpose: Purpose) -> None:
        """The item for something comes under discussion."""
        items: list[AgendaItem] = self.service.all_of(Kind.AGENDA_ITEM)
        mine = (each for each in items if each.meeting == self.meeting)
        item = next(each for each in mine if each.purpose is purpose)
        self.by(CHAIR, GoToItem(meeting=self.meeting, item=item.id))


def hold_weekly(service: Service, clock: HandClock) -> RecordId:
    """The weekly sync of the sketches: ended after 27 minutes, read back, not sent yet."""
    clock.set(BEGAN)
    sitting = Sitting(service, clock)
    sitting.begin()
    _open(sitting)
    _decide(sitting)
    _promise(sitting)
    _close(sitting)
    return sitting.meeting


def _open(sitting: Sitting) -> None:
    edited = EditMeeting(
        meeting=sitting.meeting, place="3楼会议室/腾讯会议", goal="同步进度、解决卡点、确认下周计划"
    )
    sitting.by(CHAIR, edited)
    for person, how, why in (("P-07", Presence.EXCUSED, "请假"), ("P-09", Presence.ABSENT, "出差")):
        wish = SetAttendance(meeting=sitting.meeting, person=RecordId(person), how=how, why=why)
        sitting.by(CHAIR, wish)
    sitting.clock.forward(minutes=2)
    sitting.go_to(Purpose.ACTIONS)
    done = SetActionStatus(
        action=RecordId("A-20"), status=ActionStatus.SUBMITTED, remark="讲师已定"
    )
    sitting.by("钱进", done)
    sitting.clock.forward(minutes=5, seconds=38)
    sitting.go_to(Purpose.PROGRESS)
    sitting.by("赵倩", MakePoint(text="支付接口白名单(IT部)", sort=Sort.RESOURCE))
    sitting.by("王敏", MakePoint(text="demo 顺延对素材的影响", sort=Sort.DISCUSSION))
    sitting.clock.forward(minutes=8)


def _decide(sitting: Sitting) -> None:
    sitting.go_to(Purpose.BLOCKERS)
    sitting.by(
        RECORDER,
        SolveBlocker(
            blocker=RecordId("B-08"),
            text="T-04 demo 顺延至 10-18,T-05 同步后移",
            maker=RecordId("P-01"),
            grounds="接口权限周四开放",
            consulted=(RecordId("P-02"),),
        ),
    )
    sitting.by(RECORDER, RecordDecision(title="宣传物料先出无条款版", maker=RecordId("P-07")))
    sitting.by("孙磊", RaiseBlocker(title="讲师资源冲突", owner=RecordId("P-12")))
    sitting.by("吴刚", MakePoint(text="预算口径", people=(RecordId("P-02"), RecordId("P-06"))))
    sitting.clock.forward(minutes=9)


def _promise(sitting: Sitting) -> None:
    sitting.go_to(Purpose.NEXT_WEEK)
    zone = sitting.clock().tzinfo
    for title, owner, due, link in (
        ("申请支付接口白名单", "P-03", datetime(2024, 10, 17, 18, tzinfo=zone), "B-08"),
        (NASTY, "P-12", datetime(2024, 10, 18, 18, tzinfo=zone), "T-06"),
        ("更新甘特", None, None, ""),
    ):
        links = (RecordId(link),) if link else ()
        wish = AddAction(
            title=title, owner=RecordId(owner) if owner else None, due=due, links=links
        )
        sitting.by(RECORDER, wish)
    sitting.clock.forward(minutes=1)


def _close(sitting: Sitting) -> None:
    sitting.go_to(Purpose.READ_BACK)
    sitting.clock.forward(minutes=1, seconds=22)
    sitting.by(CHAIR, ReadBack(meeting=sitting.meeting))
    sitting.by(CHAIR, EndMeeting(meeting=sitting.meeting))
    sitting.clock.forward(minutes=3)


LASTED = timedelta(minutes=27)
