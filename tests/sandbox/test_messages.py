"""Questions and answers come out of a pipe as they went in; what is no answer is known as none."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.sandbox.messages import (
    Refused,
    answer_of,
    read_answer,
    read_question,
    refusal,
    value_of,
    write_answer,
    write_question,
)

texts = st.text(st.characters())
plain = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | texts
values = st.recursive(
    plain | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(st.tuples(st.dictionaries(texts, plain | st.lists(plain)), st.binary()), max_size=4))
def test_questions_come_out_as_they_went_in(questions: list[tuple[dict[str, Any], bytes]]) -> None:
    pipe = io.BytesIO()
    for question, content in questions:
        write_question(pipe, question, content)
    pipe.seek(0)
    assert [read_question(pipe) for _ in questions] == questions
    assert read_question(pipe) is None


@given(st.lists(values, max_size=4))
def test_answers_come_out_as_they_went_in(answers: list[Any]) -> None:
    pipe = io.BytesIO()
    for value in answers:
        write_answer(pipe, answer_of(value))
    pipe.seek(0)
    for value in answers:
        answer = read_answer(pipe, 1 << 20)
        assert answer is not None
        assert value_of(answer) == value
    assert read_answer(pipe, 1 << 20) is None


def test_a_value_with_a_key_of_ours_is_still_a_value() -> None:
    assert value_of(answer_of({"code": "x", "params": {}})) == {"code": "x", "params": {}}


@given(texts, st.dictionaries(st.text(st.sampled_from("abc"), min_size=1), plain, max_size=3))
def test_a_refusal_says_why(code: str, params: dict[str, Any]) -> None:
    with pytest.raises(Refused) as caught:
        value_of(refusal(code, **params))
    assert (caught.value.code, caught.value.params) == (code, params)


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"3",
        b"3\n",
        b"3\nab",
        b"x\nabc",
        b"-1\n",
        b"1.5\nab",
        b"\nabc",
        b"4\nabcd",
        b"9" * 40 + b"\n",
        "٣\nabc".encode(),
    ],
)
def test_what_is_no_answer(written: bytes) -> None:
    """Cut short, without a size, or with a larger one than the three bytes allowed."""
    assert read_answer(io.BytesIO(written), limit=3) is None


@given(st.binary(max_size=60))
def test_no_bytes_do_more_than_end_an_answer(written: bytes) -> None:
    answer = read_answer(io.BytesIO(written), limit=30)
    assert answer is None or len(answer) <= 30
