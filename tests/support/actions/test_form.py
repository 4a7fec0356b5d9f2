"""Forms: from type hints to fields, from texts to values, and back."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import Field

from support import Account, choices, matches, secret
from support.actions.form import parameters_of
from support.actions.values import GIVEN, read, record
from support.errors import Invalid


class Plan(Enum):
    PRO = "pro"
    TEAM = "team plan"


def one(hint: Any, text: str) -> Any:
    """The value of one text for a parameter of that type; a tuple of sentences when it has none."""
    values, mistakes = read(parameters_of(asking(hint)), {"it": text})
    return tuple(f"{each.what}. {each.mend}" for each in mistakes) if mistakes else values["it"]


UNSEEN = "holds a line break or an invisible character. Type it instead of pasting it."


def plans(account: str) -> list[str]:
    return [account]


def asking(hint: Any) -> Callable[..., None]:
    def ask(it: Any) -> None: ...

    ask.__annotations__ = {"it": hint}
    return ask


@pytest.mark.parametrize(
    ("hint", "text", "value"),
    [
        (str, "  two words ", "two words"),
        (int, "12", 12),
        (float, "1.5", 1.5),
        (Decimal, "1.50", Decimal("1.50")),
        (bool, "yes", True),
        (bool, "No", False),
        (date, "2026-02-28", date(2026, 2, 28)),
        (datetime, "2026-02-28 14:30", datetime(2026, 2, 28, 14, 30)),  # noqa: DTZ001
        (datetime, "2026-02-28T14:30Z", datetime(2026, 2, 28, 14, 30, tzinfo=UTC)),
        (Path, "a/b", Path("a/b")),
        (Literal["now", "period end"], "period end", "period end"),
        (Literal[1, 2], "2", 2),
        (Plan, "team plan", Plan.TEAM),
        (Account, "acme", "acme"),
        (list[int], "1, 2,3", [1, 2, 3]),
        (list[str], "one, two\nthree", ["one, two", "three"]),
        (list[Plan], "pro", [Plan.PRO]),
        (Annotated[str, matches("[A-Z]{3}")], "ABC", "ABC"),
        (Annotated[int, Field(gt=3)], "4", 4),
        (Annotated[str, secret], " a ", " a "),
    ],
)
def test_a_text_becomes_a_value(hint: Any, text: str, value: Any) -> None:
    found = one(hint, text)
    assert found == value
    assert type(found) is (Account if hint is Account else type(value))


@pytest.mark.parametrize(
    ("hint", "text", "sentence"),
    [
        (int, "many", "is not a whole number. Write digits, such as 12."),
        (int, "9" * 5_000, "is not a whole number. Write digits, such as 12."),
        (float, "nan", "is not a number. Write it like 12 or 12.5."),
        (Decimal, "1,5", "is not a number. Write it like 12 or 12.50."),
        (bool, "perhaps", "is neither yes nor no. Write yes or no."),
        (date, "1700000000", "is not a date. Write it like 2026-11-20."),
        (date, "2026-02-30", "is not a date. Write it like 2026-11-20."),
        (datetime, "20", "is not a time. Write it like 2026-11-20 14:30, or 2026-11-20T14:30Z."),
        (Literal["now", "later"], "Now", "is not one of its choices. Choose one of: now, later."),
        (Plan, "PRO", "is not one of its choices. Choose one of: pro, team plan."),
        (Account, "ac\nme", UNSEEN),
        (
            Account,
            "ac\u202eme",
            UNSEEN,
        ),
        (str, "a\x00b", "holds a character that cannot be seen. Type it instead of pasting it."),
        (str, "\x1b[2J", "holds a character that cannot be seen. Type it instead of pasting it."),
        (str, "x" * 10_001, "is longer than 10,000 characters. Shorten it."),
        (str, " \t\n", "is missing. Fill it in."),
        (Literal["a", "b"], "  ", "is missing. Choose one."),
        (Annotated[str, matches("[A-Z]{3}")], "ABCD", "does not have the right form. It must match [A-Z]{3}"),
        (Annotated[int, Field(gt=3)], "3", "should be greater than 3. Change it."),
        (list[int], "1, x", "is not a whole number. Write digits, such as 12."),
    ],
)
def test_a_wrong_text_is_answered_with_a_sentence(hint: Any, text: str, sentence: str) -> None:
    assert one(hint, text) == (sentence,)


def test_what_is_left_blank_takes_its_default() -> None:
    def ask(
        name: str, when: Literal["now", "later"] = "later", note: str | None = None, sure: bool = True
    ) -> None: ...

    name, when, note, sure = parameters_of(ask)
    assert (name.required, when.required, note.required) == (True, False, False)
    assert (name.default, when.default, note.default, sure.default) == (None, "later", None, "yes")
    assert read(parameters_of(ask), {"name": "x", "when": " "})[0] == {
        "name": "x",
        "when": "later",
        "note": None,
        "sure": True,
    }


def test_a_field_knows_how_it_is_drawn() -> None:
    def ask(
        account: Annotated[Account, "as on the invoice"],
        plan: Annotated[str, choices(plans)],
        others: list[Plan],
        password: Annotated[str, secret],
        until: date,
    ) -> None: ...

    fields = parameters_of(ask)
    assert [field.kind for field in fields] == ["account", "text", "choice", "secret", "date"]
    assert fields[0].help == "as on the invoice"
    assert fields[1].asks
    assert (fields[2].choices, fields[2].many) == (("pro", "team plan"), True)


def test_values_go_back_to_plain_json_and_secrets_do_not() -> None:
    def ask(
        who: Account,
        price: Decimal,
        days: list[date],
        plan: Plan,
        key: Annotated[str, secret],
        at: float = 1.5,
    ) -> None: ...

    fields = parameters_of(ask)
    texts = {"who": "acme", "price": "1.50", "days": "2026-01-02,2026-01-03", "plan": "pro", "key": "hunter2"}
    values, mistakes = read(fields, texts)
    assert not mistakes
    assert record(fields, values) == {
        "who": "acme",
        "price": "1.50",
        "days": ["2026-01-02", "2026-01-03"],
        "plan": "pro",
        "key": GIVEN,
        "at": 1.5,
    }


def no_such_choice(plan: Literal["pro"] = "team") -> None: ...  # type: ignore[assignment]


def a_dictionary(it: dict[str, str]) -> None: ...


def many_names(*names: str) -> None: ...


def a_secret_number(it: Annotated[int, secret]) -> None: ...


def choices_of_nothing(plan: Annotated[str, choices(lambda nothing: [])]) -> None: ...


@pytest.mark.parametrize(
    "function", [no_such_choice, a_dictionary, many_names, a_secret_number, choices_of_nothing]
)
def test_what_no_form_can_ask_for_is_refused(function: Callable[..., None]) -> None:
    with pytest.raises(Invalid):
        parameters_of(function)


@given(some.sampled_from([str, int, float, Decimal, bool, date, datetime, Path, Account, Plan]), some.text())
def test_any_text_is_a_value_or_one_sentence(hint: Any, text: str) -> None:
    values, mistakes = read(parameters_of(asking(hint)), {"it": text})
    assert len(values) + len(mistakes) == 1
    if isinstance(values.get("it"), float):
        assert math.isfinite(values["it"])
