"""What the configuration says of the projector."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import settings
from core.domain.masking import HIDDEN


def read(folder: Path, text: str) -> settings.Settings:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return settings.read(path)


def test_amounts_and_phones_are_hidden_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    assert read(tmp_path, "").projector.hide == HIDDEN
    assert read(tmp_path, "").projector.mask.kinds == ("amounts", "phones")


def test_an_empty_list_hides_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, "[projector]\nhide = []")

    assert found.projector.mask.kinds == ()


def test_customers_and_patterns_are_read(tmp_path: Path) -> None:
    text = '[projector]\nhide = ["customers"]\ncustomers = ["华南连锁"]\npatterns = ["合同\\\\d+"]'
    found = read(tmp_path, text).projector

    assert found.customers == ("华南连锁",)
    assert found.mask.cover("华南连锁 合同12", lambda text: len(text)) == "＊＊ ＊＊"


@pytest.mark.parametrize(
    "text", ['hide = ["names"]', 'patterns = ["("]', "customers = [3]", 'costumers = ["x"]']
)
def test_what_is_not_understood_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(settings.Misconfigured) as wrong:
        read(tmp_path, f"[projector]\n{text}")

    assert str(wrong.value.values["key"]).startswith("projector.")


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("projector.hide", "amounts,phones", ("amounts", "phones")),
        ("projector.customers", "华南连锁，Acme Co", ("华南连锁", "Acme Co")),
        ("projector.patterns", "A{2,3}", ("A{2,3}",)),
    ],
)
def test_what_is_set_by_command_is_read_again(
    tmp_path: Path, key: str, value: str, kept: tuple[str, ...]
) -> None:
    path = tmp_path / "config.toml"
    settings.set_value(path, key, value)

    assert getattr(settings.read(path).projector, key.partition(".")[2]) == kept


def test_hiding_nothing_is_still_so_after_the_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    settings.write(path, read(tmp_path, "# pengtou 1\n[projector]\nhide = []"))

    assert settings.read(path).projector.hide == ()


def test_the_set_of_characters_is_one_of_two(tmp_path: Path) -> None:
    assert read(tmp_path, '[board]\nglyphs = "ascii"').board.glyphs == "ascii"
    with pytest.raises(settings.Misconfigured):
        read(tmp_path, '[board]\nglyphs = "emoji"')
