"""Setting up a source on screen, against a scripted Feishu and real files."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core.settings import MARK, SourceSettings, read
from tests.pilot.seat import Seat, seated
from tests.sync.feishu_service import FeishuService
from tests.sync.sheet_files import messy
from tui.screens.exchange import ExchangeScreen
from tui.screens.source_wizard import SourceWizard

SECRET = "own-example-secret"


@pytest.fixture
def feishu() -> Iterator[FeishuService]:
    """A table of five tasks."""
    with FeishuService() as running:
        yield running


@pytest.fixture
def secrets(feishu: FeishuService, monkeypatch: pytest.MonkeyPatch) -> None:
    """The credentials are in the environment."""
    for name, value in feishu.environ().items():
        monkeypatch.setenv(name, value)


@asynccontextmanager
async def wizard(url: str, config: Path) -> AsyncIterator[Seat]:
    """Somebody has opened the set-up from the sync page."""
    async with seated(url) as seat:
        seat.app.opening = replace(seat.app.opening, config=config)
        await seat.press("S")
        await seat.until(lambda: isinstance(seat.app.screen, ExchangeScreen), "the sync page")
        await seat.press("n")
        await seat.until(lambda: isinstance(seat.app.screen, SourceWizard), "the set-up")
        yield seat


def screen(seat: Seat) -> SourceWizard:
    found = seat.app.screen
    assert isinstance(found, SourceWizard)
    return found


async def come_to(seat: Seat, step: str) -> None:
    await seat.until(lambda: screen(seat).draft.step == step, f"the step {step}")
    if step == "columns":
        await seat.until(lambda: screen(seat).draft.found, "the columns")
    await seat.pilot.pause()


async def read_again(seat: Seat) -> None:
    """A file is read once more after a correction: until then Enter goes nowhere."""
    await seat.until(lambda: not screen(seat)._busy, "the end of the reading")
    await seat.pilot.pause()
    assert "正在读取列" not in seat.text


async def answer(seat: Seat, text: str) -> None:
    """Types into the line, which reads nothing else then, and enters it."""
    screen(seat).line.value = text
    await seat.press("enter")


async def to_columns(seat: Seat, feishu: FeishuService) -> None:
    await answer(seat, f"{feishu.url} {feishu.base_url}")
    await come_to(seat, "name")
    await seat.press("enter")
    await come_to(seat, "columns")


@pytest.mark.usefixtures("secrets")
async def test_a_table_is_set_up_from_its_address_to_its_tasks(
    file_url: str, feishu: FeishuService, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    async with wizard(file_url, config) as seat:
        await to_columns(seat, feishu)
        assert "→ 实际进度" in seat.text
        assert "员工0" in seat.text
        await answer(seat, "9=")
        await seat.until(lambda: "deliverable" not in seat.text, "the corrected column")
        await seat.press("enter")
        await come_to(seat, "write")
        assert "[✓]" not in seat.text
        await seat.press("２")
        await seat.press("enter")
        await come_to(seat, "plan")
        await seat.until(lambda: "读到 5 条" in seat.text, "the dry run")
        assert "新建 5" in seat.text
        assert "要在责任矩阵里补上 R 和 A" in seat.text
        assert all(each.source != "feishu" for each in seat.board.tasks.values())
        await seat.press("enter")
        await come_to(seat, "done")
        kept = read(config).sources["feishu"]
        assert (kept.type, kept.interval, kept.write) == ("feishu", "5m", ("actual",))
        assert "deliverable" not in kept.mapping["columns"]
        assert SECRET not in config.read_text(encoding="utf-8")
        await seat.press("enter")
        await seat.until(lambda: not seat.app.syncing, "the end of the first sync")
        await seat.settled()
        assert sum(each.source == "feishu" for each in seat.board.tasks.values()) == 5


async def test_missing_secrets_are_named_with_how_to_set_them_and_never_asked_for(
    file_url: str, feishu: FeishuService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wizard(file_url, tmp_path / "config.toml") as seat:
        await answer(seat, f"{feishu.url} {feishu.base_url}")
        await come_to(seat, "name")
        await seat.press("enter")
        await come_to(seat, "secrets")
        await seat.until(lambda: "✗   PENGTOU_FEISHU_APP_SECRET" in seat.text, "what is missing")
        assert "keyring set pengtou PENGTOU_FEISHU_APP_ID" in seat.text
        assert not screen(seat).line.display or not screen(seat).line.has_focus
        for name, value in feishu.environ().items():
            monkeypatch.setenv(name, value)
        await seat.press("enter")
        await come_to(seat, "columns")


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "还没有地址"), ("https://www.baidu.com/x", "或 Teambition 项目的完整链接")],
)
async def test_no_address_and_a_strange_one_are_told_apart(
    file_url: str, tmp_path: Path, typed: str, told: str
) -> None:
    async with wizard(file_url, tmp_path / "config.toml") as seat:
        await answer(seat, typed)
        assert told in seat.text
        assert screen(seat).draft.step == "address"


async def test_a_wrong_address_is_explained_and_stays_in_the_line(
    file_url: str, tmp_path: Path
) -> None:
    async with wizard(file_url, tmp_path / "config.toml") as seat:
        await answer(seat, "https://example.feishu.cn/docx/abc")
        assert "这是文档,不是多维表格" in seat.text
        assert screen(seat).line.value == "https://example.feishu.cn/docx/abc"
        assert screen(seat).draft.step == "address"


@pytest.mark.usefixtures("secrets")
async def test_going_back_loses_nothing(
    file_url: str, feishu: FeishuService, tmp_path: Path
) -> None:
    async with wizard(file_url, tmp_path / "config.toml") as seat:
        await to_columns(seat, feishu)
        await answer(seat, "9=")
        await seat.press("escape")
        await come_to(seat, "name")
        await seat.press("escape")
        await come_to(seat, "address")
        assert screen(seat).line.value == f"{feishu.url} {feishu.base_url}"
        await seat.press("enter")
        await come_to(seat, "name")
        assert screen(seat).line.value == "feishu"
        await seat.press("enter")
        await come_to(seat, "columns")
        mapping = screen(seat).draft.mapping
        assert mapping is not None
        assert "deliverable" not in mapping.columns
        await seat.press("escape", "escape", "escape")
        await seat.until(lambda: isinstance(seat.app.screen, ExchangeScreen), "the sync page")


@pytest.mark.usefixtures("secrets")
async def test_a_service_that_says_no_is_told_in_words(
    file_url: str, feishu: FeishuService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PENGTOU_FEISHU_APP_SECRET", "another")
    async with wizard(file_url, tmp_path / "config.toml") as seat:
        await answer(seat, f"{feishu.url} {feishu.base_url}")
        await come_to(seat, "name")
        await seat.press("enter")
        await seat.until(lambda: "App Secret" in seat.text, "why not")
        assert "another" not in seat.text


@pytest.mark.usefixtures("secrets")
async def test_a_configuration_kept_by_hand_gets_lines_to_paste(
    file_url: str, feishu: FeishuService, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("# mine\n", encoding="utf-8")
    async with wizard(file_url, config) as seat:
        await to_columns(seat, feishu)
        await seat.press("enter")
        await come_to(seat, "write")
        await seat.press("enter")
        await come_to(seat, "plan")
        await seat.until(lambda: screen(seat).draft.report, "the dry run")
        await seat.press("enter")
        await come_to(seat, "done")
        assert "[sources.feishu]" in seat.text
        assert config.read_text(encoding="utf-8") == "# mine\n"
        assert MARK not in config.read_text(encoding="utf-8")


async def test_a_file_has_neither_secrets_nor_writing_back(file_url: str, tmp_path: Path) -> None:
    plan = messy(tmp_path / "plan.xlsx")
    config = tmp_path / "config.toml"
    async with wizard(file_url, config) as seat:
        await answer(seat, str(plan))
        await come_to(seat, "name")
        assert "第 2/5 步" in seat.text
        assert "Excel / CSV 文件:" in seat.text
        await seat.press("enter")
        await come_to(seat, "columns")
        await seat.press("enter")
        await come_to(seat, "plan")
        await seat.until(lambda: screen(seat).draft.report, "the dry run")
        await seat.press("enter")
        await come_to(seat, "done")
        kept = read(config).sources["plan"]
        assert (kept.type, kept.interval, kept.write) == ("sheet", "", ())
        assert "文件不会自动同步" in seat.text
        assert "自动同步一次" not in seat.text


async def test_a_file_is_corrected_in_words_and_read_again_as_they_ask(
    file_url: str, tmp_path: Path
) -> None:
    plan = messy(tmp_path / "plan.xlsx")
    config = tmp_path / "config.toml"
    async with wizard(file_url, config) as seat:
        await answer(seat, str(plan))
        await come_to(seat, "name")
        await seat.press("enter")
        await come_to(seat, "columns")
        assert "不知道 挂起 是什么意思" in seat.text
        assert "按“任务编号”认出同一行" in seat.text
        await answer(seat, "状态:挂起=受阻 @赵六=王敏 key=工作内容 start=备注")
        await seat.until(lambda: "没有一个值能当作" in seat.text, "what does not fit")
        await read_again(seat)
        assert "“挂起”:– → 受阻" in seat.text
        assert "“赵六”:– → 王敏" in seat.text
        await answer(seat, "start=计划开始")
        await seat.until(lambda: "没有一个值能当作" not in seat.text, "the corrected column")
        await read_again(seat)
        assert "开始:备注 → 计划开始" in seat.text
        assert "不知道 挂起" not in seat.text
        await seat.press("enter")
        await come_to(seat, "plan")
        await seat.until(lambda: screen(seat).draft.report, "the dry run")
        await seat.press("enter")
        await come_to(seat, "done")
    kept = read(config).sources["plan"]
    assert (kept.key, kept.mapping["statuses"]["挂起"]) == ("工作内容", "blocked")
    assert kept.mapping["people"] == {"赵六": "王敏"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("99=owner", "没有第 99 列:只有"),
        ("bogus=3", "没有叫 bogus 的字段:请用"),
        ("3", "看不懂“3”:请写成 3=负责人"),
        ("状态:没有=done", "没有选项“没有”"),
        ("状态:挂起=随便", "没有“随便”这个意思:可以是 未开始 todo"),
        ("@没人=王敏", "没有看到“没人”这个人:有的是"),
        ("@赵六=没人", "名单里没有“没人”:请写"),
        ("@Sun Lei=王敏", "没有看到“Sun Lei”这个人"),
        ("９９=截止", "没有第 ９９ 列:只有"),
        ("key=没有", "“没有”认不出每一行"),
    ],
)
async def test_a_wrong_correction_is_told_without_a_word_of_the_command_line(
    file_url: str, tmp_path: Path, typed: str, told: str
) -> None:
    async with wizard(file_url, tmp_path / "config.toml") as seat:
        await answer(seat, str(messy(tmp_path / "plan.xlsx")))
        await come_to(seat, "name")
        await seat.press("enter")
        await come_to(seat, "columns")
        await answer(seat, typed)
        await seat.until(lambda: told in seat.text.replace("\n", ""), "why not")
        assert "--" not in seat.text
        assert screen(seat).line.value == typed


async def test_a_table_without_a_title_is_not_taken(file_url: str, tmp_path: Path) -> None:
    async with wizard(file_url, tmp_path / "config.toml") as seat:
        await answer(seat, str(messy(tmp_path / "plan.xlsx")))
        await come_to(seat, "name")
        await seat.press("enter")
        await come_to(seat, "columns")
        await answer(seat, "title=")
        await seat.until(lambda: not screen(seat).line.value, "the correction")
        await seat.pilot.pause()
        await seat.until(lambda: not screen(seat)._busy, "the file")
        await seat.press("enter")
        await seat.until(lambda: "还没有一列是标题:请输入 编号=标题" in seat.text, "why not")
        assert screen(seat).draft.step == "columns"


@pytest.mark.usefixtures("secrets")
async def test_steps_are_counted_alike_whether_or_not_secrets_are_asked_for(
    file_url: str, feishu: FeishuService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wizard(file_url, tmp_path / "config.toml") as seat:
        await answer(seat, f"{feishu.url} {feishu.base_url}")
        await come_to(seat, "name")
        assert "第 2/6 步" in seat.text
        monkeypatch.delenv("PENGTOU_FEISHU_APP_ID")
        await seat.press("enter")
        await come_to(seat, "secrets")
        assert "第 2/6 步" in seat.text
        monkeypatch.setenv("PENGTOU_FEISHU_APP_ID", feishu.app_id)
        await seat.press("enter")
        await come_to(seat, "columns")
        assert "第 3/6 步" in seat.text


async def test_an_unknown_address_says_where_its_interface_is_to_be_typed(
    file_url: str, feishu: FeishuService, tmp_path: Path
) -> None:
    async with wizard(file_url, tmp_path / "config.toml") as seat:
        await answer(seat, feishu.url)
        await seat.until(lambda: "在链接后空一格" in seat.text, "where to type it")
        assert "--base-url" not in seat.text


async def test_a_table_that_is_connected_already_is_refused_by_its_name(
    file_url: str, feishu: FeishuService, tmp_path: Path
) -> None:
    async with wizard(file_url, tmp_path / "config.toml") as seat:
        known = SourceSettings(type="feishu", url=feishu.url, base_url=feishu.base_url)
        settings = replace(seat.app.opening.settings, sources={"plan": known})
        seat.app.opening = replace(seat.app.opening, settings=settings)
        await answer(seat, f"{feishu.url} {feishu.base_url}")
        await seat.pilot.pause()
        assert "已经接为来源 plan" in seat.text
        assert screen(seat).draft.step == "address"


async def test_a_name_that_several_share_is_answered_with_all_of_them(
    file_url: str, tmp_path: Path
) -> None:
    async with wizard(file_url, tmp_path / "config.toml") as seat:
        await answer(seat, str(messy(tmp_path / "plan.xlsx")))
        await come_to(seat, "name")
        await seat.press("enter")
        await come_to(seat, "columns")
        board = seat.board
        one, two, *_ = board.people.values()
        alike = (replace(one, name="李强(市场部)"), replace(two, name="李强(销售部)"))
        people = dict(board.people)
        people.update((each.id, each) for each in alike)
        seat.app.board = replace(board, people=people)
        await answer(seat, "@赵六=李强")
        told = "名单里叫“李强”的不止一个:李强(市场部)、李强(销售部)"
        await seat.until(lambda: told in seat.text.replace("\n", ""), "all of them")
