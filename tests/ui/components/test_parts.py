"""Text from files cannot style a page, and tables leave safely."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from ui.components.markdown import escape


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("办公室", "办公室"),
        ("![](http://x.example/a.png)", r"\!\[\](http\://x.example/a.png)"),
        ("**A** :red[x] $1$", r"\*\*A\*\* \:red\[x\] \$1\$"),
        ("<b>\n# title", r"\<b\> \# title"),
        ("- item", r"\- item"),
    ],
)
def test_markdown_in_foreign_text_is_shown_as_it_is(given: str, safe: str) -> None:
    assert escape(given) == safe


def test_a_number_at_the_start_does_not_begin_a_list() -> None:
    assert escape("1. 组").replace("\u2060", "") == "1. 组"
    assert escape("1. 组") != "1. 组"


def _failing_page() -> None:
    from ui.frame.errors import guard

    def broken() -> None:
        raise RuntimeError("secret detail")

    guard(broken)()


def _stopping_page() -> None:
    import streamlit as st

    from ui.frame.errors import guard

    def stopped() -> None:
        st.write("before")
        st.stop()

    guard(stopped)()
    st.write("after")


def test_an_unexpected_error_is_told_by_number_without_its_details(caplog: pytest.LogCaptureFixture) -> None:
    at = AppTest.from_function(_failing_page).run()
    assert not at.exception
    told = at.error[0].value
    assert "secret" not in told
    assert "Traceback" not in told
    number = told.split("：")[-1]
    assert number in caplog.text
    assert "secret detail" in caplog.text


def test_streamlits_own_control_flow_passes_through() -> None:
    at = AppTest.from_function(_stopping_page).run()
    assert [m.value for m in at.markdown] == ["before"]
    assert not at.error
