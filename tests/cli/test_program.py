"""The program as people start it: exit statuses, streams, pipes, signals, start-up."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Copied, typed
from tests.shape.test_imports import HEAVY, loaded
from tests.shape.tree import ROOT
from tui.words import LANGUAGES


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """What a fresh person's shell has set."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("LC_")},
        "PENGTOU_DB": str(tmp_path / "board.db"),
        "PENGTOU_CONFIG": str(tmp_path / "config.toml"),
        "PENGTOU_USER": "张伟",
        "LANG": "zh_CN.UTF-8",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def founded(copied: Copied) -> Cli:
    """The same person's project, in process."""
    return copied(_founded)


def _founded(database: str) -> None:
    typed(database, ("init", "--name", "新品"))


def pengtou(
    *words: str, environ: dict[str, str], stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Runs the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tui", *words],
        env=environ,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_first_session_from_the_shell(environ: dict[str, str]) -> None:
    assert pengtou("list", "tasks", environ=environ).returncode == 4
    assert pengtou("init", "--name", "新品", environ=environ).returncode == 0
    added = pengtou("add", "-", environ=environ, stdin="写方案 @张伟\n")
    assert (added.returncode, added.stderr) == (0, "")
    listed = pengtou("list", "actions", "--json", environ={**environ, "LC_ALL": "C"})
    assert json.loads(listed.stdout)[0]["title"] == "写方案"
    assert "写方案" in listed.stdout


def test_the_language_is_the_locales(environ: dict[str, str]) -> None:
    chinese = pengtou("lst", environ=environ)
    english = pengtou("lst", environ={**environ, "LC_ALL": "de_DE.UTF-8"})

    assert (chinese.returncode, english.returncode) == (2, 2)
    assert "是不是 list" in chinese.stderr
    assert "did you mean list?" in english.stderr


@pytest.mark.usefixtures("founded")
def test_a_closed_pipe_is_no_trouble(environ: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tui", "list", "events", "--json"]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
        assert process.wait(60) == 0
    assert told == b""


@pytest.mark.usefixtures("founded")
def test_an_interrupt_ends_with_130(environ: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE],
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"reading\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert "已中断".encode() in process.stderr.read()


INTERRUPTIBLE = """
import sys
from tui.__main__ import main
class Told:
    def read(self):
        print("reading", flush=True)
        return real.read()
real, sys.stdin = sys.stdin, Told()
sys.exit(main(["add", "-"]))
"""


def test_a_bug_is_written_down_and_not_printed(
    on_file: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = tmp_path / "log" / "pengtou.log"
    monkeypatch.setattr("tui.terminal.log.log_path", lambda: log)
    monkeypatch.setattr("tui.cli.themes.theme_folder", lambda: 1 / 0)

    ended = on_file("themes")

    assert ended.status == 1
    assert str(log) in ended.err
    assert "Traceback" not in ended.err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_has_help_in_both_languages(cli: Cli, language: str) -> None:
    from tui.cli.parser import VERBS

    for words in ([], *([verb] for verb in VERBS), ["people", "add"], ["source", "add"]):
        ended = cli("--lang", language, *words, "--help")
        assert (ended.status, ended.err) == (0, ""), words
        assert ended.out.startswith({"zh": "用法: ", "en": "usage: "}[language])


def test_what_a_verb_does_begins_small_in_the_list_of_verbs(cli: Cli) -> None:
    from tui.cli.parser import VERBS

    lines = cli("--lang", "en", "--help").out.splitlines()
    found = [each.partition("  ")[::2] for each in map(str.strip, lines)]
    told = {verb: rest.strip() for verb, rest in found if verb in VERBS}

    assert told.keys() == VERBS.keys()
    assert [each for each in told.values() if each[0].isupper()] == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("lst",), "是不是 list"),
        (("meet", "nonsense"), "可用:start"),
        (("export", "nosuch"), "可用:raci, progress"),
        (("report", "monthly"), "可用:weekly"),
        (("config",), "缺少命令;可用:"),
        (("minutes", "--format", "pdf"), "可用:md, docx, html"),
        (("list",), "缺少 列什么"),
        (("show", "a", "b"), "不认识 b"),
        (("add", "a", "b"), "加上引号"),
        (("add", "--type", "wish", "a"), "可用:action"),
        (("add", "x", "--frobnicate"), "不认识 --frobnicate"),
        (("list", "tasks", "--status"), "--status 后面要跟一个值"),
        (("undo", "--id", "x"), "“x”不是编号"),
        (("list", "tasks", "--json=yes"), "--json 不带值"),
        (("--lang", "fr", "list", "tasks"), "语言只有 zh / en"),
        (("board", "--size", "big"), "120x34"),
        (("board", "--size", "9x9"), "40x10"),
        (("--db", "mysql://x/y", "list", "tasks"), "不支持 mysql"),
        (("--db", "no-such-kind://x", "list", "tasks"), "看不懂"),
        (("people",), "缺少命令;可用:add"),
    ],
)
def test_wrong_usage_is_answered_with_2(cli: Cli, words: tuple[str, ...], why: str) -> None:
    ended = cli(*words)

    assert (ended.status, ended.out) == (2, "")
    assert why in ended.err
    assert "Traceback" not in ended.err


def test_a_clock_without_offset_is_wrong(on_file: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENGTOU_NOW", "2024-10-16 09:30")

    assert on_file("list", "tasks").status == 2


def test_the_version_is_told(cli: Cli) -> None:
    assert cli("--version").out.startswith("pengtou 0")


def test_options_stand_before_and_after_the_verb(cli: Cli, tmp_path: Path) -> None:
    place = str(tmp_path / "other.db")

    assert cli("--db", place, "init", "--name", "新品").status == 0
    assert cli("list", "--json", "people", "--db", place).json[0]["name"] == "张伟"
    assert (
        cli(f"--db={place}", "--as=李强", "add", "写方案 @张伟", "--json").json["created_by"]
        == "李强"
    )


def test_the_line_beats_the_environment_beats_the_file(
    cli: Cli, config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config.parent.mkdir()
    text = f"[me]\nname = '档案'\n[database]\nurl = '{tmp_path}/file.db'\n"
    config.write_text(text, encoding="utf-8")
    monkeypatch.delenv("PENGTOU_USER")
    cli("init", "--name", "新品", "--lead", "甲")
    assert (tmp_path / "file.db").exists()
    assert cli("list", "people", "--json").json[0]["name"] == "档案"
    monkeypatch.setenv("PENGTOU_USER", "环境")
    assert cli("add", "写 @档案", "--json").json["created_by"] == "环境"
    assert cli("add", "写 @档案", "--json", "--as", "命令行").json["created_by"] == "命令行"


def test_a_database_without_tables_says_how_a_project_is_made(cli: Cli, tmp_path: Path) -> None:
    place = tmp_path / "empty.db"
    place.touch()

    for language in LANGUAGES:
        told = cli("--lang", language, "--db", str(place), "list", "tasks").err
        assert "pengtou init" in told
        assert str(place) in told


@pytest.mark.parametrize("content", [b"garbage, no database", b""])
def test_a_file_that_is_no_database_ends_with_4(cli: Cli, tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "odd.db"
    place.write_bytes(content)

    for words in (("list", "tasks"), ("db", "info"), ("add", "x @y")):
        ended = cli("--db", str(place), *words)
        assert ended.status == 4, (words, ended.err)
    assert place.read_bytes()[: len(content)] == content


def test_the_board_is_printed_as_text(on_file: Cli) -> None:
    on_file("init", "--name", "新品", "--lead", "市场部")

    ended = on_file("board", "--plain", "--size", "120x34")

    assert (ended.status, ended.err) == (0, "")
    assert "新品" in ended.out
    assert "\x1b" not in ended.out


def test_the_demo_leaves_nothing_behind(on_file: Cli, tmp_path: Path) -> None:
    ended = on_file("demo", "--plain", "--size", "120x34")
    kept = on_file("--db", str(tmp_path / "kept.db"), "demo", "--plain")

    assert (ended.status, ended.err, kept.status) == (0, "", 0)
    assert "T-04" in ended.out or "T-05" in ended.out
    assert not (tmp_path / "board.db").exists()
    assert on_file("--db", str(tmp_path / "kept.db"), "list", "tasks", "--json").status == 0
    again = on_file("--db", str(tmp_path / "kept.db"), "demo", "--plain")
    assert again.status == 0


ADD = """
from tui.__main__ import main
assert main(["add", "写方案 @张伟"]) == 0
"""


def test_add_loads_no_screen_and_no_network(on_file: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    on_file("init", "--name", "新品", "--calendar", "none")
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")

    assert loaded(ADD) & {*HEAVY, "rich", "pypinyin", "pendulum"} == {"sqlalchemy"}
