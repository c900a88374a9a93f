"""Text that goes into a workbook's XML."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.workbook.xml_text import writable


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("一\t二\n三", "一\t二\n三"),
        ("a\x00b\x08c\x0bd\x1fe", "abcde"),
        ("\ud800甲\udfff", "甲"),
        ("\ufffe\uffffx", "x"),
        ("𠮷", "𠮷"),
        ("=1+1", "=1+1"),
    ],
)
def test_what_xml_cannot_hold_is_taken_out(words: str, kept: str) -> None:
    assert writable(words) == kept


@given(st.text(st.characters(exclude_characters="\r")))
def test_the_rest_is_read_from_xml_as_it_was(words: str) -> None:
    """But for the end of a line of old, which XML makes a new one of."""
    element = ElementTree.Element("t")
    element.text = writable(words)
    assert (ElementTree.fromstring(ElementTree.tostring(element, "utf-8")).text or "") == writable(words)
    assert writable(writable(words)) == writable(words)
