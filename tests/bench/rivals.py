"""Other task lists for the terminal, where they are installed, with as many tasks as ours."""

from __future__ import annotations

import shutil
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from tests.bench.goal_start import bare
from tests.bench.rounds import Run, in_turns, least
from tests.bench.table import Found, Left, ratio
from tests.bench.terminal import Terminal, first_moments
from tests.bench.world import World

_ENTRY = 'description:"{title}" entry:"1763400000" status:"pending" uuid:"{uuid}"'


def measure(world: World) -> Iterator[Found]:
    """From exec to the first task on the screen."""
    programs: dict[str, Run] = {"bare": partial(bare, world)}
    for name, start in (("calcurse", _calcurse), ("vit", _vit)):
        if shutil.which(name):
            programs[name] = partial(_start, start, world)
        else:
            yield Left(0, f"{name} is not installed")
    if len(programs) == 1:
        return
    found = in_turns(programs, world.rounds)
    base = least(found["bare"]["ready"])
    for name in set(programs) - {"bare"}:
        told = f"{name}, exec → tasks, {world.many} / bare"
        yield ratio(0, told, least(found[name]["ready"]), base, None)


def _start(start: Callable[[World], Terminal], world: World) -> Mapping[str, float]:
    with start(world) as terminal:
        terminal.until(lambda came: b"task 1" in came, "a task")
        terminal.quiet(0.2)
    (ready,) = first_moments(terminal, [lambda screen: "task 1" in screen])
    return {"ready": ready}


def _folder(world: World, name: str) -> Path:
    folder = world.folder / name
    folder.mkdir(exist_ok=True)
    return folder


def _calcurse(world: World) -> Terminal:
    folder = _folder(world, "calcurse")
    lines = (f"[1] task {number}\n" for number in range(1, world.many + 1))
    (folder / "todo").write_text("".join(lines))
    return Terminal(("calcurse", "-D", str(folder)), world.env())


def _vit(world: World) -> Terminal:
    folder = _folder(world, "vit")
    lines = (
        f"[{_ENTRY.format(title=f'task {number}', uuid=uuid.UUID(int=number))}]\n"
        for number in range(1, world.many + 1)
    )
    (folder / "pending.data").write_text("".join(lines))
    (folder / "taskrc").write_text(f"data.location={folder}\nconfirmation=no\n")
    (folder / "config.ini").write_text("")
    env = {"TASKRC": str(folder / "taskrc"), "VIT_DIR": str(folder), "PATH": _path()}
    return Terminal(("vit",), world.env(**env))


def _path() -> str:
    import os

    return os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
