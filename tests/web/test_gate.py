"""Who comes in, how long a guess takes, and which names and origins are ours."""

from __future__ import annotations

import pytest

from tui.web.addresses import Addresses, NotAnAddress, is_loopback, public_address
from tui.web.gate import DAY, MOST, Gate
from tui.web.patience import KNOWN, Patience


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_link_works_once() -> None:
    gate = Gate()
    token = gate.new_token()

    cookie = gate.redeem(token)

    assert cookie is not None
    assert gate.knows(cookie)
    assert gate.redeem(token) is None


def test_a_new_link_makes_the_old_one_worthless() -> None:
    gate = Gate()
    first, second = gate.new_token(), gate.new_token()

    assert gate.redeem(first) is None
    assert gate.redeem(second) is not None


@pytest.mark.parametrize("guess", ["", "x", "令牌", "\ud800"])
def test_a_guess_is_no_link_and_no_cookie(guess: str) -> None:
    gate = Gate()
    gate.new_token()

    assert gate.redeem(guess) is None
    assert not gate.knows(guess)


def test_a_cookie_is_good_for_a_day() -> None:
    clock = Clock()
    gate = Gate(clock=clock)
    cookie = gate.redeem(gate.new_token()) or ""

    clock.now = DAY - 1
    assert gate.knows(cookie)
    clock.now = DAY
    assert not gate.knows(cookie)


def test_cookies_do_not_pile_up() -> None:
    gate = Gate()
    cookies = [gate.redeem(gate.new_token()) or "" for _ in range(MOST + 1)]

    assert [gate.knows(each) for each in cookies].count(True) == MOST
    assert not gate.knows(cookies[0])


def test_where_there_is_no_password_none_lets_in() -> None:
    assert Gate().log_in("", "10.0.0.7") is None


def test_after_some_wrong_passwords_even_the_right_one_has_to_wait() -> None:
    clock = Clock()
    gate = Gate("碰头碰头碰头碰头", clock)

    for _ in range(4):
        assert gate.log_in("猜", "10.0.0.7") is None

    assert gate.log_in("碰头碰头碰头碰头", "10.0.0.7") is None
    assert gate.log_in("碰头碰头碰头碰头", "10.0.0.8") is not None
    clock.now = 1.0
    assert gate.log_in("碰头碰头碰头碰头", "10.0.0.7") is not None


def test_each_further_guess_costs_twice_as_long_up_to_a_minute() -> None:
    patience, now = Patience(), 0.0
    waits = []
    for _ in range(12):
        now += patience.wait("10.0.0.7", now)
        patience.failed("10.0.0.7", now)
        waits.append(patience.wait("10.0.0.7", now))

    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_guesses_from_many_addresses_slow_each_other_down() -> None:
    patience = Patience()
    for number in range(40):
        patience.failed(f"10.0.0.{number}", 0.0)

    assert patience.wait("10.9.9.9", 0.0) == 60


def test_addresses_that_guess_do_not_fill_the_memory() -> None:
    patience = Patience()
    for number in range(KNOWN * 3):
        patience.failed(str(number), 0.0)

    assert len(patience._failures) <= KNOWN
    assert patience.wait("anybody", 0.0) > 0


LOCAL = Addresses("127.0.0.1", 8000)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LocalHost:8000"]
)
def test_this_machine_goes_by_its_names(host: str) -> None:
    assert LOCAL.scheme(host, "127.0.0.1") == "http"
    assert LOCAL.origin_fits(f"http://{host}", host, "127.0.0.1")


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example:8000",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8000.evil.example",
        "localhost.evil.example:8000",
        "127.0.0.1:8000@evil.example",
        "127.1:8000",
    ],
)
def test_any_other_name_is_refused(host: str) -> None:
    assert LOCAL.scheme(host, "127.0.0.1") is None


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "http://evil.example",
        "https://127.0.0.1:8000",
        "http://localhost:8000",
        "http://127.0.0.1:8000.evil.example",
        "http://127.0.0.1:8001",
        "http://127.0.0.1:8000/",
    ],
)
def test_a_page_of_another_origin_is_refused(origin: str) -> None:
    assert not LOCAL.origin_fits(origin, "127.0.0.1:8000", "127.0.0.1")


def test_a_server_for_all_goes_by_the_address_that_was_asked() -> None:
    everywhere = Addresses("0.0.0.0", 8000)

    assert everywhere.scheme("192.168.3.7:8000", "192.168.3.7") == "http"
    assert everywhere.scheme("192.168.3.8:8000", "192.168.3.7") is None
    assert everywhere.home() == "http://127.0.0.1:8000"


def test_behind_a_proxy_the_address_that_people_type_counts() -> None:
    behind = Addresses("127.0.0.1", 8000, "https://board.example")

    assert behind.scheme("board.example", "127.0.0.1") == "https"
    assert behind.origin_fits("https://board.example", "board.example", "127.0.0.1")
    assert not behind.origin_fits("http://board.example", "board.example", "127.0.0.1")
    assert behind.home() == "https://board.example"


def test_behind_a_proxy_that_renames_pages_of_the_public_address_are_ours() -> None:
    behind = Addresses("127.0.0.1", 8000, "https://board.example")

    assert behind.origin_fits("https://board.example", "127.0.0.1:8000", "127.0.0.1")
    assert not behind.origin_fits("https://evil.example", "127.0.0.1:8000", "127.0.0.1")
    assert not behind.origin_fits("https://board.example", "evil.example", "127.0.0.1")
    assert not LOCAL.origin_fits("", "127.0.0.1:8000", "127.0.0.1")
    assert behind.sockets("127.0.0.1:8000", "127.0.0.1") == (
        *("ws://127.0.0.1:8000", "wss://board.example"),
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1"])
def test_what_only_this_machine_reaches_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "board.example", ""])
def test_what_others_reach_is_known(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    "text",
    [
        "board.example",
        "ftp://board.example",
        "https://",
        "https://a:b@board.example",
        "https://board.example/x",
        "https://board.example?x",
        "https://board.example:99999",
    ],
)
def test_what_is_no_address_of_a_server_is_refused(text: str) -> None:
    with pytest.raises(NotAnAddress):
        public_address(text)


def test_an_address_is_read_without_what_means_nothing() -> None:
    assert public_address(" https://Board.Example/ ") == "https://board.example"
    assert public_address("http://board.example:8080") == "http://board.example:8080"
    assert public_address("https://board.example:443") == "https://board.example"
