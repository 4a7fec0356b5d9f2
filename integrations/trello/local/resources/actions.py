"""Actions: what happened on the board, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from integrations.trello.local.call import Call
from integrations.trello.local.ids import instant, is_id
from integrations.trello.local.parameters import Parameters
from integrations.trello.local.shapes import Row, mapping
from integrations.trello.local.views import MEMBER_FIELDS, chosen, select

MOST_ACTIONS = 1000
DEFAULT_ACTIONS = 50
LAST_PAGE = 19
CARD_FILTER = "commentCard,updateCard:idList"
BEFORE_ALL, AFTER_ALL = "", "~"
"""Sort before and after every id."""


@dataclass(frozen=True, slots=True)
class ActionQuery:
    """Which actions, and how much of each."""

    types: Sequence[str]
    """`all`, a type, or a type and the field that changed: `updateCard:idList`."""
    limit: int
    page: int
    since: str | None
    """An id or a stamp; only what happened after it."""
    before: str | None
    fields: Sequence[str]
    creator: bool
    creator_fields: Sequence[str]

    @classmethod
    def asked(cls, given: Parameters, default: str = "all") -> ActionQuery:
        """As `/boards/{id}/actions` is asked."""
        return cls(
            types=chosen(given, "filter", default),
            limit=given.count("limit", DEFAULT_ACTIONS, MOST_ACTIONS),
            page=given.count("page", 0, LAST_PAGE),
            since=_moment(given, "since"),
            before=_moment(given, "before"),
            fields=chosen(given, "fields"),
            creator=given.flag("memberCreator", True),
            creator_fields=chosen(given, "memberCreator_fields", MEMBER_FIELDS),
        )

    @classmethod
    def nested(cls, given: Parameters) -> ActionQuery:
        """As something else with its actions is asked; Trello knows no `actions_before`."""
        return cls(
            types=chosen(given, "actions"),
            limit=given.count("actions_limit", DEFAULT_ACTIONS, MOST_ACTIONS),
            page=0,
            since=_moment(given, "actions_since"),
            before=None,
            fields=chosen(given, "action_fields"),
            creator=given.flag("action_memberCreator", True),
            creator_fields=chosen(given, "action_memberCreator_fields", MEMBER_FIELDS),
        )

    def run(self, call: Call, actions: Iterable[Row]) -> list[Row]:
        """The actions that it asks for, as they are shown."""
        since, before = _place(call, self.since, AFTER_ALL), _place(call, self.before, BEFORE_ALL)
        found = [
            (place, action)
            for action in actions
            if self._wants(action)
            and (place := (action["date"], action["id"]))
            and (since is None or place > since)
            and (before is None or place < before)
        ]
        found.sort(key=itemgetter(0), reverse=True)
        start = self.page * self.limit
        return [self._shown(action) for _, action in found[start : start + self.limit]]

    def _wants(self, action: Row) -> bool:
        if "all" in self.types or action["type"] in self.types:
            return True
        return any(f"{action['type']}:{field}" in self.types for field in mapping(action["data"].get("old")))

    def _shown(self, action: Row) -> Row:
        shown = select(
            {name: value for name, value in action.items() if name != "memberCreator"}, self.fields
        )
        if self.creator and action["memberCreator"]:
            shown["memberCreator"] = select(action["memberCreator"], self.creator_fields)
        return shown


def read(call: Call, key: str) -> Row:
    """GET /actions/{id}"""
    return select(call.find("actions", key), chosen(call.parameters, "fields"))


def of_board(call: Call, key: str) -> list[Row]:
    """GET /boards/{id}/actions"""
    call.find("board", key)
    return ActionQuery.asked(call.parameters).run(call, call.tables.all("actions"))


def of_card(call: Call, key: str) -> list[Row]:
    """GET /cards/{id}/actions"""
    return ActionQuery.asked(call.parameters, CARD_FILTER).run(call, about(call, call.find("cards", key)))


def about(call: Call, card: Row) -> list[Row]:
    """All actions on the card."""
    return [
        action
        for action in call.tables.all("actions")
        if mapping(action["data"].get("card")).get("id") == card["id"]
    ]


def _moment(given: Parameters, name: str) -> str | None:
    at, text = given.instant(name), given.values.get(name)
    return text if isinstance(text, str) and is_id(text) else at


def _place(call: Call, moment: str | None, side: str) -> tuple[str, str] | None:
    """Where the moment stands among actions: an id at its action, a stamp on one side of all its equals."""
    if moment is None or not is_id(moment):
        return (moment, side) if moment else None
    action = call.tables.get("actions", moment)
    return (action["date"] if action else instant(moment), moment)
