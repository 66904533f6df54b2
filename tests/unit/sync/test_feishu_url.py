"""Addresses that people copy from the browser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.feishu.url import Address, api_base, parse
from sync.feishu.zone import FALLBACK, zone
from sync.trouble import Fatal


def test_a_base_address_gives_token_table_and_view() -> None:
    found = parse("https://tenant.feishu.cn/base/basc1?table=tbl1&view=vew1&from=share")

    page = "https://tenant.feishu.cn/base/basc1"
    assert found == Address(page, "https://open.feishu.cn", "basc1", False, "tbl1", "vew1")


def test_a_wiki_address_must_be_resolved_first() -> None:
    found = parse(" https://x.larksuite.com/wiki/wik1?table=tbl1 ")

    assert found.wiki
    assert (found.api, found.view) == ("https://open.larksuite.com", None)


@pytest.mark.parametrize(
    ("host", "api"),
    [
        ("a.feishu.cn", "https://open.feishu.cn"),
        ("a.larkoffice.com", "https://open.larksuite.com"),
    ],
)
def test_the_api_follows_from_the_host(host: str, api: str) -> None:
    assert parse(f"https://{host}/base/b").api == api


def test_a_given_api_base_wins() -> None:
    assert parse("https://a.example.cn/base/b", "https://api.example.cn/x/").api == (
        "https://api.example.cn/x"
    )


REFUSED = {
    "https://a.feishu.cn/docx/abc": "url-is-docx",
    "https://a.feishu.cn/sheets/abc": "url-is-sheets",
    "https://a.feishu.cn/base/": "url-not-understood",
    "https://a.feishu.cn/base/a%2Fb": "url-not-understood",
    "https://a.feishu.cn/base/b?table=../x": "url-not-understood",
    "https://a.feishu.cn/": "url-not-understood",
    "base/b": "url-not-understood",
    "ftp://a.feishu.cn/base/b": "url-not-understood",
    "https://[::1/base/b": "url-not-understood",
    "https://a.feishu.cn:99999/base/b": "url-not-understood",
    "https://feishu.cn.example.cn/base/b": "url-api-unknown",
    "https://evilfeishu.cn/base/b": "url-api-unknown",
    "https://feishu.cn@example.cn/base/b": "url-not-safe",
    "https://ａ.feishu.cn/base/b": "url-not-safe",
}


@pytest.mark.parametrize("url", REFUSED)
def test_other_addresses_are_refused_each_for_its_reason(url: str) -> None:
    with pytest.raises(Fatal) as refusal:
        parse(url)

    assert refusal.value.reason == REFUSED[url]


@pytest.mark.parametrize("base", ["http://api.example.cn", "https://u@example.cn", "http://127.1"])
def test_the_secret_is_not_sent_just_anywhere(base: str) -> None:
    with pytest.raises(Fatal, match="url-not-safe"):
        api_base(base)


def test_an_api_base_has_no_query() -> None:
    with pytest.raises(Fatal, match="url-not-understood"):
        api_base("https://api.example.cn/?x=1")


def test_this_very_machine_may_be_asked_without_encryption() -> None:
    assert api_base("http://127.0.0.1:8000/") == "http://127.0.0.1:8000"


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"https://a.feishu.cn/{text}", f"https://{text}/base/b"):
        try:
            parse(url)
        except Fatal:
            continue


def test_beijing_is_shanghai() -> None:
    assert str(zone("Asia/Beijing")) == "Asia/Shanghai"
    assert str(zone("Europe/Berlin")) == "Europe/Berlin"


@pytest.mark.parametrize("name", [None, 8, "", "Mars/Olympus", "../etc/passwd", "/etc", "Asia"])
def test_a_zone_nobody_knows_is_eight_hours_east(name: object) -> None:
    assert zone(name) == FALLBACK
