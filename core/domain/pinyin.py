"""How Chinese is read aloud, and therefore typed: the readings of characters and of surnames."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from unicodedata import normalize

_HANZI = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE = re.compile(f"[{_HANZI}]")
_SYLLABLES = re.compile(rf"[{_HANZI}]|[a-z]+|[0-9]+|[^\sa-z0-9{_HANZI}]")

_SURNAMES: Final = {
    surname: tuple(tuple(each.split("/")) for each in read.split())
    for surname, read in {
        "万俟": "mo/wan qi/si",
        "令狐": "ling hu",
        "单于": "chan/shan yu",
        "尉迟": "yu/wei chi",
        "澹台": "tan/dan tai",
        "长孙": "zhang/chang sun",
        "仇": "qiu/chou",
        "任": "ren",
        "佴": "nai/er",
        "冼": "xian",
        "区": "ou/qu",
        "华": "hua",
        "单": "shan/dan",
        "卜": "bu/bo",
        "占": "zhan",
        "句": "gou/ju",
        "召": "shao/zhao",
        "员": "yun/yuan",
        "宓": "mi/fu",
        "尉": "wei/yu",
        "折": "she/zhe",
        "晁": "chao",
        "曾": "zeng/ceng",
        "朴": "piao/pu",
        "查": "zha/cha",
        "柏": "bai/bo",
        "洗": "xian/xi",
        "祭": "zhai/ji",
        "种": "chong/zhong",
        "秘": "bi/mi",
        "繁": "po/fan",
        "缪": "miao/mou",
        "翟": "zhai/di",
        "臧": "zang",
        "莘": "shen/xin",
        "薄": "bo/bao",
        "藏": "zang/cang",
        "覃": "qin/tan",
        "解": "xie/jie",
        "訾": "zi",
        "谌": "chen/shen",
        "适": "kuo/shi",
        "郇": "xun/huan",
        "逄": "pang",
        "隗": "wei/kui",
        "颉": "xie/jie",
        "么": "yao/me",
        "乐": "yue/le",
        "牟": "mou/mu",
        "盖": "ge/gai",
        "能": "nai/neng",
        "费": "fei/bi",
        "车": "che",
        "黑": "he/hei",
        "瞿": "qu",
        "石": "shi",
        "盛": "sheng",
    }.items()
}
"""Surnames that are read otherwise than the character usually is, each position's readings."""

_MOST_READINGS = 3


def chinese(text: str) -> bool:
    """Whether the text has a Chinese character."""
    return _CHINESE.search(text) is not None


def syllables(text: str) -> list[str]:
    """The text in the pieces that initials stand for: a character, a Latin word, a number.

    Compatibility forms are unified, case is folded and white space is dropped.
    """
    return _SYLLABLES.findall(normalize("NFKC", text).casefold())


@lru_cache(maxsize=32_768)
def readings(syllable: str) -> tuple[str, ...]:
    """How one syllable may be typed in full, the usual first; ü as v and as u; at most three.

    What is not Chinese is typed as it stands.
    """
    if not chinese(syllable):
        return (syllable,)
    from pypinyin import Style, pinyin

    spoken = pinyin(syllable, style=Style.NORMAL, heteronym=True)[0]
    return with_u(spoken[:_MOST_READINGS])


def name_readings(parts: list[str]) -> list[tuple[str, ...]]:
    """The readings a person's name commonly has, syllable by syllable.

    A surname is read as surnames are; a given name has only its usual reading.
    """
    for length in (2, 1):
        known = _SURNAMES.get("".join(parts[:length]))
        if known is not None:
            return [*known, *map(_usual, parts[length:])]
    return list(map(_usual, parts))


def with_u(spoken: Iterable[str]) -> tuple[str, ...]:
    """Readings with each `v`, the key for ü, also given as `u`, without repeats."""
    both = (form for each in spoken for form in (each, each.replace("v", "u")))
    return tuple(dict.fromkeys(both))


def initials(spoken: Iterable[str]) -> tuple[str, ...]:
    """What readings are shortened to: the first letter, and zh, ch or sh."""
    short = (each[:length] for each in spoken for length in _initial_lengths(each))
    return tuple(dict.fromkeys(short))


def _initial_lengths(spoken: str) -> tuple[int, ...]:
    return (1, 2) if spoken[:2] in {"zh", "ch", "sh"} else (1,)


def _usual(syllable: str) -> tuple[str, ...]:
    first = readings(syllable)[0]
    return with_u((first,)) if chinese(syllable) else (first,)
