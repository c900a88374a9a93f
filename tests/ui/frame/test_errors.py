"""What a person sees when something of ours breaks."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


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
