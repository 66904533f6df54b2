"""Lines that nobody would type and somebody will: mutated examples and shuffled pieces."""

from __future__ import annotations

import random
from collections.abc import Iterator

from core.capture.chips import Reading
from core.capture.line import literal, without
from core.capture.reading import read
from tests.unit.core.capture_ground import GROUND
from tests.unit.core.capture_rows import ROWS

_TEXT = (
    "@wm|@ll|@王敏|@all|@me|@王|@|+hm|+|#T-12|#12|#物料|#wl|#T-99|#|!|!!|！|>|》|>z5|>3d"
    "|周|三|周三|下|下周|下个|本|月底|初|前|内|后|之|天|个工作日|工作日|小时|半|点|十|二十|号|日|月|年"
    "|10-18|2024-10-18|11.5|12:30|3pm|by |fri|next |end of |week|month|the 3rd|in two |days"
    '|国庆|节|项目结束|上线|例会|影响:|已试:|原因：|阻塞：|决议：|待办：|\\|"|“|”|《|》'
    "|王敏|请赵倩|孙磊|法务部|T-04|紧急|!高|或|至|—|和|@王明|@小王|，周五交|tommorow|25/10|的|每|第|上|，|。|,|.|:|、|和|(|)|\t|\n|\x00|é|ü|𠮷|🧑‍💻|\ud800|\u202e|²|١|a|b|z|0|9|了|把"
)
PIECES = [*_TEXT.split("|"), *[" "] * 20]


def lines(seed: int) -> Iterator[str]:
    """Endless lines, always the same for a seed."""
    rng = random.Random(seed)
    while True:
        kind = rng.random()
        if kind < 0.3:
            yield _mutated(rng)
        elif kind < 0.9:
            yield "".join(rng.choices(PIECES, k=rng.randint(0, 16)))
        else:
            yield "".join(chr(rng.randrange(0x110000)) for _ in range(rng.randint(0, 30)))


def _mutated(rng: random.Random) -> str:
    chars = list(rng.choice(ROWS).line)
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(0, len(chars))
        chars[at : at + rng.randint(0, 2)] = rng.choices(PIECES, k=rng.randint(0, 1))
    return "".join(chars)


def check(reading: Reading) -> None:
    """What holds for every line."""
    end = 0
    for chip in (each for each in reading.chips if not each.default):
        assert end <= chip.start < chip.end <= len(reading.raw)
        assert chip.source == reading.raw[chip.start : chip.end]
        assert chip.choices[-1].id == "text"
        end = chip.end
    asked = [(each.start, each.end) for each in reading.amber]
    noticed = [(each.start, each.end) for each in reading.suggestions]
    for start, stop in (*asked, *noticed):
        assert start < 0 or start < stop <= len(reading.raw)
    assert without(reading.raw, reading.removed) == reading.text


def check_literal(reading: Reading) -> None:
    """Any text can be had as plain text."""
    for text in (reading.raw, reading.text):
        back = read(literal(text), GROUND, reading.type)
        assert back.text == text.strip()
        assert all(each.default for each in back.chips)
