import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.slugs import slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Payments down!", "payments-down"),
        ("Café: Zahlung für Größe 5", "cafe-zahlung-fur-groe-5"),
        ("../../etc/passwd", "etc-passwd"),
        ("ﬁne Ⅳ", "fine-iv"),
        ("日本", "untitled"),
        ("", "untitled"),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_a_slug_keeps_what_ascii_can_keep(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text(alphabet=st.characters(codec=None)))
def test_whatever_the_title_the_slug_is_safe(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?", slug(title))
