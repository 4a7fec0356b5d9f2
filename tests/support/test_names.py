"""Names that could be taken for another's are refused."""

import pytest

from support.names import fault_of_name


@pytest.mark.parametrize(
    "name",
    [
        *(
            "sam",
            "Sam O'Neil-Łódź Jr.",
            "billing.cancel-subscription",
            "os:sam",
            "sam@rota.example",
            "a" * 80,
        ),
        *("Zoë", "सुनील", "山田 太郎", "ひらがなカタカナー", "Мария", "김하늘", "שרה"),
    ],
)
def test_an_honest_name_is_taken(name: str) -> None:
    assert fault_of_name(name) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "empty"),
        (" sam", "blank"),
        ("a" * 81, "longer"),
        ("--help", "option"),
        ("s\u0430m", "scripts"),
        ("ｓａｍ", "another way"),
        ("sa\u0301m", "another way"),
        ("sam\u0332", "more than letters"),
        ("sam\u200b", "more than letters"),
        ("sam\u02bc", "more than letters"),
        ("sam\x1b[2J", "more than letters"),
        ("sam\nadmin", "more than letters"),
        ("sam\u202e", "more than letters"),
        ("sam\ud83d", "more than letters"),
        ("sam$(id)", "more than letters"),
        ("[b]sam", "more than letters"),
    ],
)
def test_a_name_that_hides_something_is_refused_and_why(name: str, why: str) -> None:
    assert why in (fault_of_name(name) or "")
