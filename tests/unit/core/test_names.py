"""People and titles found by what is typed for them."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.names import (
    EXACT,
    INSIDE,
    PREFIX,
    RARE,
    WHOLE,
    find,
    fits,
    keys,
    matches,
)
from core.domain.pinyin import name_readings, syllables

typed = st.text("wangmilezhsuo'ü王敏 -#1.", max_size=12)
names = st.text("王敏赵倩李雷乐吕Zhao Qian-·1", max_size=12)


@pytest.mark.parametrize(
    ("query", "name", "rank"),
    [
        ("王敏", "王敏", EXACT),
        ("王 敏", "王敏", EXACT),
        ("WangMin", "王敏", WHOLE),
        ("wm", "王敏", WHOLE),
        ("wang敏", "王敏", WHOLE),
        ("w敏", "王敏", WHOLE),
        ("王m", "王敏", WHOLE),
        ("zhqian", "赵倩", WHOLE),
        ("zhaoq", "赵倩", WHOLE),
        ("王", "王敏", PREFIX),
        ("wangmi", "王敏", PREFIX),
        ("wan", "王敏", PREFIX),
        ("敏", "王敏", INSIDE),
        ("min", "王敏", INSIDE),
        ("", "王敏", INSIDE),
        ("lj", "刘强", RARE),
        ("zq", "Zhao Qian", WHOLE),
        ("zhaoqian", "Zhao Qian", EXACT),
        ("qian", "Zhao Qian", INSIDE),
        ("mmtal", "买买提·艾力", None),
        ("mmt·al", "买买提·艾力", WHOLE),
        ("q", "王敏", None),
        ("wx", "王敏", None),
        ("angmin", "王敏", None),
    ],
)
def test_a_person_is_found_by_characters_pinyin_and_initials(
    query: str, name: str, rank: int | None
) -> None:
    assert matches(query, name) == rank


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("仇英", ["qiuying", "chouying", "qy", "cy"]),
        ("单晓", ["shanxiao", "danxiao", "sx", "dx"]),
        ("解勇", ["xieyong", "jieyong"]),
        ("曾强", ["zengqiang", "cengqiang", "zq", "cq"]),
        ("区明", ["ouming", "quming"]),
        ("盖军", ["gejun", "gaijun"]),
        ("尉迟恭", ["yuchigong", "ycg"]),
        ("万俟咏", ["moqiyong"]),
        ("长孙无忌", ["zhangsunwuji"]),
        ("吕布", ["lvbu", "lubu", "lb"]),
        ("费明", ["feiming", "biming"]),
    ],
)
def test_names_are_typed_by_either_reading_of_the_surname(name: str, forms: list[str]) -> None:
    assert keys(name) >= set(forms)
    assert all(matches(form, name) == WHOLE for form in forms)


def test_a_given_name_has_its_usual_reading_only() -> None:
    assert keys("刘强") == {"刘强", "liuqiang", "lq"}


def test_the_umlaut_is_typed_as_v_or_u_or_itself() -> None:
    assert {matches(query, "吕布") for query in ("lvbu", "lubu", "lübu")} == {WHOLE}


def test_an_apostrophe_between_syllables_is_ignored() -> None:
    assert fits("xi'an", "西安")
    assert fits("xi’an", "西安")


def test_keys_of_nothing_are_none() -> None:
    assert keys(" ") == frozenset()


def test_keys_are_bounded_however_long_the_name() -> None:
    assert len(keys("绿" * 50)) < 200


def test_an_alias_finds_the_person() -> None:
    assert matches("laowang", "王敏", ["老王"]) == WHOLE
    assert matches("市场", "王敏", ["市场部对接人"]) == PREFIX


def test_people_are_ranked_and_equals_keep_the_order_given() -> None:
    people = [
        (1, "吴萌", ()),
        (2, "何伟明", ()),
        (3, "王敏", ()),
        (4, "张伟", ()),
        (5, "赵倩", ("wm",)),
    ]

    assert find("wm", people) == [5, 1, 3, 2]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("wl", "物料"),
        ("wuliao", "物料制作"),
        ("wuli", "物料制作"),
        ("zhizuo", "物料制作"),
        ("lzz", "物料制作"),
        ("物l", "物料制作"),
        ("gnd", "功能demo交付"),
        ("demoj", "功能demo交付"),
        ("DEMO", "功能demo交付"),
        ("emo", "功能demo交付"),
        ("q4x", "2024Q4新品"),
        ("chongxin", "重新评估"),
        ("zhongyao", "重要客户"),
        ("hang", "银行"),
        ("购买偏好", "补充“购买偏好”数据"),
        ("", "物料"),
        ("c#", "C# 接口"),
        ("t-0", "T-04"),
    ],
)
def test_a_title_fits_what_is_typed_for_a_part_of_it(query: str, title: str) -> None:
    assert fits(query, title)


@pytest.mark.parametrize(
    ("query", "title"),
    [("uliao", "物料"), ("wz", "物料制作"), ("liaow", "物料"), ("料物", "物料"), ("x", "")],
)
def test_a_title_does_not_fit_what_is_in_no_row_of_its_syllables(query: str, title: str) -> None:
    assert not fits(query, title)


@given(typed, names)
def test_what_fits_a_query_fits_its_every_beginning(query: str, text: str) -> None:
    if fits(query, text):
        assert all(fits(query[:length], text) for length in range(len(query)))


@given(names)
def test_every_key_of_a_name_finds_it(name: str) -> None:
    assert all(matches(key, name) is not None for key in keys(name))


@given(st.text(), st.text())
def test_no_text_upsets_the_search(query: str, text: str) -> None:
    fits(query, text)
    matches(query, text)


def test_a_surname_is_read_as_surnames_are() -> None:
    assert name_readings(syllables("单雄信"))[0] == ("shan", "dan")
    assert name_readings(syllables("王单"))[1] == ("dan",)


def test_a_repetitive_text_is_searched_in_passing() -> None:
    started = time.perf_counter()
    for query, text in (
        ("d" * 39 + "z", "的" * 500),
        ("a" * 39 + "z", "a " * 250),
        ("an" * 19 + "z", "安能" * 250),
        ("z" * 500, "重" * 500),
    ):
        assert not fits(query, text)

    assert time.perf_counter() - started < 1


def test_ten_thousand_titles_are_filtered_between_two_keys() -> None:
    titles = [f"物料制作与渠道铺货计划 demo {number}" for number in range(10_000)]
    found = [title for title in titles if fits("w", title)]

    def seconds(query: str) -> float:
        started = time.perf_counter()
        for title in titles:
            fits(query, title)
        return time.perf_counter() - started

    assert len(found) == 10_000
    assert min(seconds(query) for query in ("wl", "wuliao", "zzz", "demo") for _ in "ab") < 0.1


def test_the_pinyin_table_loads_with_the_first_chinese_text() -> None:
    program = (
        "import sys; from core.domain.names import fits; fits('demo', 'demo');"
        "print('pypinyin' in sys.modules); fits('wl', '物料'); print('pypinyin' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert answer.stdout.split() == ["False", "True"]
