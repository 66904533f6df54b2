"""A customer's definitions: what cannot be used is left out, and everything else stands."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import clocks, forms, templates
from core.definitions import defined
from core.domain import clock_kind, form_file, template_file
from core.domain.definition_lines import line_of
from core.domain.definitions import LeftOut
from core.domain.form import Form
from core.domain.form_as_it_stands import as_it_stands
from core.domain.form_kind import Misdefined, Shape
from core.domain.ids import RecordId

VISIT = """\
kind = "visit"
code = "X01"
stage = "S4"
by = "anyone"
names = { zh = "来访登记", en = ["Visit"] }

[[field]]
name = "who"
shape = "line"
label = { zh = "来客", en = "Visitor" }

[[step]]
id = "review"
act = "sign"
who = "dept_head"
"""


def put(folder: Path, text: str, name: str = "visit.toml") -> Path:
    """A file of a customer's."""
    (folder / name).write_text(text, "utf-8")
    return folder


def only(folder: Path) -> LeftOut:
    """The one thing that is left out of the forms in a folder."""
    (found,) = defined(folder).left_out
    return found


def test_a_form_of_their_own_may_have_one_name(tmp_path: Path) -> None:
    known = defined(put(tmp_path, VISIT))

    assert known.left_out == ()
    assert known.forms["visit"].name("zh") == "来访登记"


@pytest.mark.parametrize(
    ("old", "new", "reason", "key", "line"),
    [
        ('kind = "visit"', "kind = visit", "not-toml", None, 1),
        ('code = "X01"', 'cod = "X01"', "key", "cod", 2),
        ('stage = "S4"', 'stage = "S44"', "value", "stage", 3),
        ('by = "anyone"', 'by = "everybody"', "value", "by", 4),
        ('shape = "line"', 'shape = "money"', "value", "field[1].shape", 9),
        ('shape = "line"', 'shape = "choice"', "shape", "field[1].shape", 9),
        ('act = "sign"', 'act = "sing"', "value", "step[1].act", 14),
        ('who = "dept_head"', 'who = "boss"', "value", "step[1].who", 15),
        ('who = "dept_head"', 'who = "dept_head"\nclock = "K77"', "no-clock", "step[1].clock", 16),
        ('act = "sign"', 'act = "collect"\neach = "who"\nform = "moon"', "no-form", None, 16),
        ("[[field]]", "field = 3\n[other]", "key", "other", 8),
        ('name = "who"', "name = 3", "value", "field[1].name", 8),
    ],
)
def test_a_form_that_cannot_be_used_is_left_out_alone(  # noqa: PLR0913, PLR0917 - a column each
    tmp_path: Path, old: str, new: str, reason: str, key: str | None, line: int
) -> None:
    put(tmp_path, VISIT.replace('"visit"', '"tour"'), "tour.toml")
    out = only(put(tmp_path, VISIT.replace(old, new, 1)))

    assert (out.what, out.reason, out.values["line"]) == ("form", reason, line)
    assert key in (None, out.values.get("key"))
    assert out.values["file"] == "visit.toml"
    assert defined(tmp_path).forms.keys() == {*forms.standard(), "tour"}


def test_a_wrong_shape_says_what_may_be(tmp_path: Path) -> None:
    out = only(put(tmp_path, VISIT.replace('"line"', '"money"')))

    assert out.values["known"] == ", ".join(Shape)


def test_a_file_that_is_no_utf8_says_on_which_line(tmp_path: Path) -> None:
    (tmp_path / "visit.toml").write_bytes(VISIT.encode("gb18030"))

    assert (only(tmp_path).reason, only(tmp_path).values["line"]) == ("not-utf8", 5)


def test_what_an_editor_hides_in_the_folder_is_no_definition(tmp_path: Path) -> None:
    assert defined(put(tmp_path, "no", ".#visit.toml")).left_out == ()


def test_a_second_file_of_a_kind_is_left_out(tmp_path: Path) -> None:
    put(tmp_path, VISIT, "again.toml")
    out = only(put(tmp_path, VISIT))

    assert (out.reason, out.values["by"]) == ("same-kind", "again.toml")
    assert not defined(tmp_path).forms["visit"].held


def test_ours_holds_the_place_of_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    known = defined(put(tmp_path, 'kind = "request"\n', "mine.toml"))

    assert known.forms["request"].held == "mine.toml"
    assert known.forms["request"].steps == forms.standard()["request"].steps
    assert not known.forms["charter"].held


def test_what_falls_with_another_is_left_out_too(tmp_path: Path) -> None:
    """A clock until a moment of a form that is left out has no end."""
    clock = '[K01]\nnames = { zh = "x" }\nspan = "1wd"\nwatch = "between"\n'
    clock += 'from = "visit.opened"\nuntil = "visit.done"\n'
    put(tmp_path, clock, "../clocks.toml")
    put(tmp_path, VISIT)
    file = tmp_path / "../clocks.toml"
    assert defined(tmp_path, file).left_out == ()

    put(tmp_path, VISIT.replace("dept_head", "boss"))
    found = [(each.what, each.name) for each in defined(tmp_path, file).left_out]
    assert found == [("form", "visit"), ("clock", "K01")]


def test_ours_are_printed_as_they_are_read() -> None:
    for kind, form in forms.standard().items():
        assert form_file.understood(tomllib.loads(forms.written(kind)), "x") == form
    for name, clock in clocks.standard().items():
        assert clock_kind.understood(tomllib.loads(clocks.written(name)), "x")[name] == clock
    for name, template in templates.standard().items():
        found = template_file.understood(tomllib.loads(templates.written(name)), name, "x")
        assert found == template


def test_a_line_is_found_by_its_key() -> None:
    text = 'a = 1\n[[b]]\nx = 1\n[[b]]\ny = [\n  { x = "in", z = 2 },\n]\n[c]\nx = 3\n'

    assert [line_of(text, key) for key in ("a", "b[2].x", "b[2].y.z", "c.x")] == [1, 6, 6, 9]
    assert [line_of(text, key) for key in ("b[3].x", "moon", "")] == [3, 0, 0]


WILD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 99),
    st.text(max_size=3),
    st.lists(st.one_of(st.integers(0, 3), st.text(max_size=2)), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(0, 3), max_size=2),
)
"""What somebody may have written where something else belongs."""


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value of a document."""
    inner = value.items() if isinstance(value, dict) else ()
    for key, each in enumerate(value) if isinstance(value, list) else inner:
        yield (*path, key)
        yield from places(each, (*path, key))


READERS = {
    "form": (tomllib.loads(forms.written("change")), form_file.understood),
    "clock": (tomllib.loads(clocks.written()), clock_kind.understood),
    "template": (
        tomllib.loads(templates.written("event")),
        lambda found, file: template_file.understood(found, "event", file),
    ),
}


@pytest.mark.parametrize("what", READERS)
@given(data=st.data())
def test_whatever_stands_in_a_file_is_understood_or_refused(what: str, data: st.DataObject) -> None:
    document, read = READERS[what]
    broken = copy.deepcopy(document)
    path = data.draw(st.sampled_from(sorted(places(document), key=repr)))
    at: Any = broken
    for each in path[:-1]:
        at = at[each]
    at[path[-1]] = data.draw(WILD)
    try:
        read(broken, "x.toml")
    except Misdefined as problem:
        assert problem.values["key"]  # noqa: PT017 - it need not be raised


def test_a_form_that_nobody_defines_is_read_as_it_stands() -> None:
    values = {
        "who": "客户",
        "host": "P-01",
        "depts": ["研发部"],
        "seats": 3,
        "plan": [{"at": "10:00"}, {"by": "P-02"}],
        "empty": [],
    }
    form = Form(id=RecordId("F-01"), kind="visit", values=values)
    kind = as_it_stands(form, None)

    assert (kind.name("zh"), kind.steps) == ("visit", ())
    assert {each.name: each.shape.value for each in kind.fields} == {
        "who": "lines",
        "host": "person",
        "depts": "depts",
        "seats": "number",
        "plan": "rows",
    }
    plan = kind.field("plan")
    assert plan is not None
    assert [each.name for each in plan.columns] == ["at", "by"]


def test_what_a_definition_says_nothing_of_stands_beside_it() -> None:
    request = forms.standard()["request"]
    form = Form(
        id=RecordId("F-01"), kind="request", values={"goal": [{"x": "y"}], "channel": "门店"}
    )
    kind = as_it_stands(form, request)
    goal = kind.field("goal")

    assert as_it_stands(Form(id=RecordId("F-02"), kind="request"), request) is request
    assert kind.steps == request.steps
    assert [each.name for each in kind.fields][-2:] == ["goal", "channel"]
    assert goal is not None
    assert goal.shape is Shape.ROWS
