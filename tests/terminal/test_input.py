"""Any bytes may come from the keyboard; what is text arrives whole, nothing ends the app."""

from __future__ import annotations

from tests.terminal.conftest import Start
from tests.terminal.pty_screen import PtyScreen

COMMIT = "今天下午三点开会"


HARMLESS = (
    ("中文".encode("gbk"), "\ufffd"),
    (b"\xff\xfe\xc3", "\ufffd"),
    (b"\x1b[1114112u", ""),
    (b"\x1b[99999999999u", ""),
    (b"\x1b[55296u", ""),
    (b"\x1b[<9999999999999999999;1;1M", ""),
    (b"\x1b[48;36;120;0;0t\x1b[<35;10;10M\x1b[<0;10;20M", ""),
    (b"\x1b[?1;2c", ""),
)
"""What is no key, and what is left of it."""
IMPOSSIBLE = (
    (b"\x1b[1114112u", ""),
    (b"\x1b[99999999999u", ""),
    (b"\x1b[55296u", "\ufffd"),
    (b"\x1b[97;1;55296:97u", "\ufffd" + "a"),
)
"""Code points that there are none of, and what is typed by them."""


def emptied(sample: PtyScreen) -> None:
    """Takes away what was typed, for the next to be typed alone."""
    sample.press("ctrl+u")
    sample.wait_for("值<>")


def test_bytes_that_are_not_keys_do_no_harm(sample: PtyScreen) -> None:
    for data, left in HARMLESS:
        sample.write(data)
        sample.press("好")
        sample.wait_for(f"值<.*{left}.*好>")
        emptied(sample)
    sample.press("f2")
    assert sample.wait_end() == 0
    assert sample.offences() == []


def test_a_terminal_in_another_encoding_is_told(sample: PtyScreen) -> None:
    sample.write("中文".encode("gbk"))
    sample.wait_for("编码不是 UTF-8")


def test_impossible_code_points_are_dropped_with_kitty_keys(start: Start) -> None:
    sample = start(TEXTUAL_DISABLE_KITTY_KEY="0")
    for data, typed in IMPOSSIBLE:
        sample.write(data)
        sample.press("好")
        sample.wait_for(f"值<{typed}好>")
        emptied(sample)
    sample.press("f2")
    assert sample.wait_end() == 0
    assert sample.modes_left_on() == set()


def test_a_commit_of_eight_characters_arrives_whole(sample: PtyScreen) -> None:
    sample.write(COMMIT.encode())
    sample.wait_for(f"值<{COMMIT}>")


def test_a_commit_cut_anywhere_arrives_whole(sample: PtyScreen) -> None:
    data = COMMIT.encode()
    for cut in (1, 2, 4, 5):
        sample.write(data[:cut])
        sample.wait_quiet(0.03)
        sample.write(data[cut:])
    sample.wait_for(f"值<{COMMIT * 4}>")


def test_a_commit_of_eight_characters_arrives_whole_with_kitty_keys(start: Start) -> None:
    sample = start(TEXTUAL_DISABLE_KITTY_KEY="0")
    codes = ":".join(str(ord(character)) for character in COMMIT)
    sample.write(f"\x1b[0;;{codes}u".encode())
    sample.wait_for(f"值<{COMMIT}>")


def test_kitty_keys_are_off_unless_asked_for(sample: PtyScreen, start: Start) -> None:
    assert "kitty" not in sample.modes_left_on()
    assert "kitty" in start(TEXTUAL_DISABLE_KITTY_KEY="0").modes_left_on()


def test_a_paste_keeps_its_text_and_loses_its_dangers(sample: PtyScreen) -> None:
    sample.write("\x1b[200~会议 [P0] 修复\x1b[201~".encode())
    sample.wait_for(r"值<会议 \[P0\] 修复>")


def test_the_escape_key_alone_is_a_key(sample: PtyScreen) -> None:
    sample.press("a", "esc")
    sample.wait_quiet()
    sample.press("b")
    sample.wait_for("值<ab>")


def test_the_space_bar_of_a_full_width_input_method_is_a_blank(sample: PtyScreen) -> None:
    sample.press("周芳", "\u3000", "法务部")
    sample.wait_for("值<周芳 法务部>")
