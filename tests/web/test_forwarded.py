"""Whose address counts where proxies ask for others."""

from __future__ import annotations

import pytest

from tui.web.forwarded import NotAProxy, Proxies, proxies

NEAR = proxies("10.0.0.2, 192.168.0.0/24, ::1")


def test_without_a_named_proxy_nobody_is_believed() -> None:
    assert Proxies().visitor("10.0.0.2", ["1.2.3.4"]) == "10.0.0.2"


def test_a_named_proxy_says_who_asks() -> None:
    assert NEAR.visitor("10.0.0.2", ["1.2.3.4"]) == "1.2.3.4"
    assert NEAR.visitor("::1", ["2001:db8::7"]) == "2001:db8::7"


def test_what_a_visitor_wrote_before_the_proxy_is_not_believed() -> None:
    assert NEAR.visitor("10.0.0.2", ["9.9.9.9, 1.2.3.4"]) == "1.2.3.4"
    assert NEAR.visitor("10.0.0.2", ["9.9.9.9", "1.2.3.4"]) == "1.2.3.4"


def test_a_stranger_who_writes_the_line_is_the_stranger() -> None:
    assert NEAR.visitor("1.2.3.4", ["9.9.9.9"]) == "1.2.3.4"


def test_a_row_of_named_proxies_is_followed_to_its_beginning() -> None:
    assert NEAR.visitor("10.0.0.2", ["9.9.9.9, 1.2.3.4, 192.168.0.77"]) == "1.2.3.4"
    assert NEAR.visitor("10.0.0.2", ["192.168.0.5, 192.168.0.77"]) == "192.168.0.5"


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("1.2.3.4:5678", "1.2.3.4"),
        ("[2001:db8::7]:5678", "2001:db8::7"),
        (" 2001:DB8::7 ", "2001:db8::7"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
    ],
)
def test_a_visitor_is_one_however_the_proxy_writes_it(line: str, address: str) -> None:
    assert NEAR.visitor("10.0.0.2", [line]) == address


@pytest.mark.parametrize("line", ["", "unknown", "9.9.9.9, unknown", "9.9.9.9,", "'; --"])
def test_a_line_that_says_nothing_leaves_the_proxy(line: str) -> None:
    assert NEAR.visitor("10.0.0.2", [line]) == "10.0.0.2"


def test_a_proxy_is_known_on_a_socket_for_both_families() -> None:
    assert NEAR.visitor("::ffff:10.0.0.2", ["1.2.3.4"]) == "1.2.3.4"


@pytest.mark.parametrize("text", ["proxy.example", "10.0.0.2,", "10.0.0.1/24", "10.0.0", " "])
def test_what_is_no_proxy_is_refused(text: str) -> None:
    with pytest.raises(NotAProxy):
        proxies(text)
