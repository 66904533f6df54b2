"""The sample of process 1.10 walked from request to archive by command line, the clock in hand."""

from __future__ import annotations

import io
import json
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tui.__main__ import main

CAST = (
    ("王敏", "市场部", "lead_dept_head"),
    ("刘强", "研发部", "dept_head"),
    ("赵倩", "研发部", "liaison"),
    ("周芳", "法务部", "dept_head"),
    ("钱总", "总办", "collab_manager"),
    ("何军", "法务部", "executor"),
)
NEEDS = (
    *("background=新品要在全国铺开", "goal=首月铺货 3000 家门店", "due=12-01"),
    *("support=研发 2 人,法务审核 1 人", "depts=研发部、法务部"),
)


@dataclass
class Walk:
    """A project on its way; what was refused on it, and what its page said at each station."""

    folder: Path
    patch: pytest.MonkeyPatch
    day: str = "09-30T09:00"
    pages: dict[str, Any] = field(default_factory=dict)
    """The process page at a station, by its name."""
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    """Who was refused what, and in which words."""

    def run(self, who: str, line: str) -> tuple[int, str, str]:
        """One command line at this moment, its words quoted as in a shell."""
        self.patch.setenv("PENGTOU_NOW", f"2024-{self.day}+08:00")
        self.patch.setenv("PENGTOU_USER", who)
        words = shlex.split(line)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = main(words)
        return status, out.getvalue(), err.getvalue()

    def does(self, who: str, *lines: str) -> str:
        """Somebody does something, and it is done; what the last line printed."""
        told = ""
        for line in lines:
            status, told, err = self.run(who, line)
            assert status == 0, (who, line, err)
        return told

    def may_not(self, line: str, *people: str) -> None:
        """Each of these people tries, and is refused with a reason."""
        for who in people:
            status, _, err = self.run(who, line)
            assert status == 1, (who, line, err)
            assert re.search(r"[一-鿿]", err), err
            self.refused.append((who, line, err.strip()))

    def begun(self, who: str, line: str) -> str:
        """Somebody begins a form; its id."""
        return str(json.loads(self.does(who, f"form new {line} --json"))["id"])

    def asked(self, parent: str) -> dict[str, str]:
        """The forms that one collects and that are not done, by department."""
        told = json.loads(self.does("张伟", f"form show {parent} --json"))
        forms = (
            json.loads(self.does("张伟", f"form show {each} --json"))
            for each in told["waits"]["forms"]
        )
        return {each["dept"]: each["id"] for each in forms}

    def station(self, name: str) -> None:
        """The process page as it reads here."""
        self.pages[name] = json.loads(self.does("张伟", "process --all --json"))

    def clock(self, station: str, clock: str) -> list[tuple[str, str, str]]:
        """A clock at a station: department, state, when it is due on the project's own clock."""
        found = (each for each in self.pages[station]["clocks"] if each["clock"] == clock)
        return [(each["dept"] or "", each["state"], each["due"][5:16]) for each in found]

    def stage(self, station: str, stage: str) -> str:
        """How far a stage is at a station."""
        (found,) = (each for each in self.pages[station]["stages"] if each["id"] == stage)
        return str(found["state"])


def walk(folder: Path, patch: pytest.MonkeyPatch) -> Walk:
    """All of it."""
    for name, value in (
        ("PENGTOU_DB", str(folder / "board.db")),
        ("PENGTOU_CONFIG", str(folder / "config" / "config.toml")),
        ("PENGTOU_LANG", "zh"),
    ):
        patch.setenv(name, value)
    on = Walk(folder, patch)
    for part in (_request, _objection, _kickoff, _plans, _change, _acceptance, _closing):
        part(on)
    return on


def _request(on: Walk) -> None:
    on.does("张伟", "init --name 新品全国推广 --code launch --lead 市场部")
    for name, dept, function in CAST:
        on.does("张伟", f"people add {name} --dept {dept} --function {function}")
    on.does("张伟", "people add 访客 --dept 研发部 --role viewer")
    on.may_not("form new request background=x", "访客", "刘强", "何军")
    form = on.begun("张伟", f"request {shlex.join(NEEDS)}")
    on.may_not(f"form submit {form}", "刘强", "周芳", "访客")
    on.does("张伟", f"form submit {form}")
    on.may_not(f"form sign {form}", "张伟", "刘强", "赵倩", "周芳", "钱总", "何军", "访客", "路人")
    on.does("王敏", f"form sign {form}")
    on.may_not(f"form sign {form}", "王敏", "刘强", "访客")
    on.does("钱总", f"form sign {form}")
    on.station("asked")


def _objection(on: Walk) -> None:
    """Both have until 10-09, across the National Day week; one is late, and objects."""
    on.day = "10-08T10:00"
    forms = on.asked("F-01")
    on.may_not(f"form answer {forms['研发部']} accept", "周芳", "何军", "访客")
    on.does("刘强", f"form answer {forms['研发部']} accept")
    on.day = "10-10T09:30"
    on.station("late")
    on.does("张伟", "tick")
    on.does("周芳", f"form answer {forms['法务部']} object adjustment=宣传语先审 liaison=何军")
    on.does("张伟", "form set F-01 outcome=宣传语先审", "form submit F-01")
    on.does("王敏", "form sign F-01")
    on.does("钱总", "form sign F-01")
    on.station("asked again")
    on.day = "10-12T17:00"
    on.does("刘强", f"form answer {forms['研发部']} accept")
    on.does("周芳", f"form answer {forms['法务部']} accept")


def _kickoff(on: Walk) -> None:
    on.day = "10-12T17:30"
    on.does("张伟", "meet plan kickoff '2024-10-14 14:00' --minutes 60")
    on.station("planned")
    on.does("张伟", "meet agenda send --now")
    on.day = "10-14T14:00"
    on.does("张伟", "meet start kickoff", *(f"meet here {name}" for name, _, _ in CAST[:4]))
    on.may_not("meet next", "何军", "访客")
    on.does(
        "张伟",
        "add --type task '宣传物料制作 @何军 10-25'",
        "add --type task '样机打样 @赵倩 10-30'",
    )
    on.day = "10-14T15:00"
    on.does("张伟", "meet read-back", "meet end")
    on.station("kicked off")
    form = on.begun(
        "张伟", "charter scope_in=全国门店 scope_out=海外 criteria=覆盖率≥95% milestones=10-30"
    )
    on.does("张伟", f"form submit {form}")
    on.may_not(f"form sign {form}", "何军", "访客")
    for name in ("张伟", "王敏", "刘强", "赵倩", "周芳"):
        on.does(name, f"form sign {form}")
    on.does("张伟", "minutes send --now")


def _plans(on: Walk) -> None:
    on.day = "10-15T09:00"
    form = on.begun("刘强", "plan")
    on.does("刘强", f"form submit {form}", f"form sign {form}")
    on.day = "10-16T10:00"
    on.station("a plan is late")
    form = on.begun("周芳", "plan")
    on.does("周芳", f"form submit {form}", f"form sign {form}")
    form = on.begun("张伟", "goals")
    for at, told in enumerate(
        ("铺货;measure=门店;target=3000", "打样;target=1%", "合规;target=100%"), 1
    ):
        on.does("张伟", f"form set {form} 'sub_goals.{at}=goal={told}'")
    on.does("张伟", f"form submit {form}")
    on.may_not(f"form sign {form}", "张伟", "赵倩", "何军", "钱总")
    for name in ("王敏", "刘强", "周芳"):
        on.does(name, f"form sign {form}")
    on.station("goals agreed")


def _change(on: Walk) -> None:
    on.day = "10-17T10:00"
    moved = "'changes+=task=T-02;field=due;to=11-06'"
    form = on.begun("赵倩", f"change reason=材料缺货 impact=打样推迟 {moved} depts=研发部、法务部")
    on.does("赵倩", f"form submit {form}")
    asked = on.asked(form)
    on.does("刘强", f"form answer {asked['研发部']} agree")
    on.may_not(f"form sign {form}", "钱总")
    on.does("周芳", f"form answer {asked['法务部']} agree")
    on.may_not(f"form sign {form}", "赵倩", "王敏", "张伟", "访客")
    assert json.loads(on.does("张伟", "show T-02 --json"))["due"] == "2024-10-30"
    on.does("钱总", f"form sign {form}")
    assert json.loads(on.does("张伟", "show T-02 --json"))["due"] == "2024-11-06"


def _acceptance(on: Walk) -> None:
    results = (("T-01", "何军", "周芳", "10-21"), ("T-02", "赵倩", "刘强", "11-05"))
    for task, owner, head, day in results:
        on.day = f"{day}T10:00"
        on.does(owner, f"do {task} progress 100")
        on.may_not(f"form new acceptance --about {task} result=x", "王敏", "钱总", "访客")
        form = on.begun(owner, f"acceptance --about {task} result=终稿")
        on.does(owner, f"form submit {form}")
        (check,) = on.asked(form).values()
        on.does(head, f"form set {check} complete=100 quality=合格", f"form submit {check}")
        on.does(head, f"form sign {check}")
        on.station(f"{task} is reviewed")
        opinions = on.asked(form)
        on.may_not(f"form answer {opinions['市场部']} passed judged=可", owner, "访客")
        fails = "failed rework=改字号" if task == "T-01" else "passed"
        on.does("刘强", f"form answer {opinions['研发部']} {fails} judged=见标准")
        on.does("王敏", f"form answer {opinions['市场部']} passed judged=可")
        on.does("周芳", f"form answer {opinions['法务部']} passed judged=可")
        if task == "T-01":
            on.station("sent back")
            on.day = "10-23T16:00"
            on.does(owner, f"form set {form} result=终稿二", f"form submit {form}")
            on.does(head, f"form submit {check}", f"form sign {check}")
            on.does("刘强", f"form answer {on.asked(form)['研发部']} passed judged=已改")
        assert json.loads(on.does("张伟", f"show {task} --json"))["status"] == "done"


def _closing(on: Walk) -> None:
    on.day = "11-06T10:00"
    form = on.begun("张伟", "completion")
    on.does("张伟", f"form submit {form}")
    on.may_not(f"form sign {form}", "张伟", "刘强", "访客")
    on.does("王敏", f"form sign {form}")
    on.station("completed")
    on.day = "11-08T10:00"
    on.does("张伟", "tick")
    form = on.begun("张伟", "retro highlights=沟通效率高 shortfalls=变更滞后 lessons=早评审")
    on.does("张伟", f"form submit {form}")
    on.does("王敏", f"form sign {form}")
    on.may_not(f"archive -o {on.folder / 'no.zip'}", "路人")
    on.does("张伟", f"archive --to html -o {on.folder / 'archive.zip'}")
    on.may_not("add --type task --accept '再做一份 @何军'", "张伟", "何军")
    on.station("archived")
