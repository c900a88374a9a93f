"""The decision about a later version."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.app import App
from tests.pages.test_intake import GOOD, LATER, score, waiting
from ui.frame import stores


def test_a_waiting_file_is_turned_down_with_a_reason(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    ready.upload(LATER)
    (seq,) = waiting()

    def decide(seq: int) -> None:
        from ui.frame import stores
        from ui.intake import waiting

        waiting._one(2025, stores.store().submissions(2025).set_index("id", drop=False).loc[seq])

    at = AppTest.from_function(decide, args=(seq,), default_timeout=60).run()
    at.button(key=f"turn_down_button_{seq}").click().run()
    assert waiting() == [seq]
    at.text_input(key=f"turn_down_reason_{seq}").set_value("不是最终稿")
    at.button(key=f"turn_down_button_{seq}").click().run()
    assert not at.exception
    assert waiting() == []
    assert score() == 90.0
    assert list(stores.store().submissions(2025)["turned_down"]) == ["不是最终稿", ""]
