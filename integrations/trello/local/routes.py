"""The table of routes: what is asked, and the function that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from integrations.trello.local.parameters import Refusal
from integrations.trello.local.resources import (
    actions,
    attachments,
    batch,
    boards,
    card_labels,
    card_members,
    card_writes,
    cards,
    checklists,
    comments,
    labels,
    lists,
    members,
)


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the table."""

    method: str
    pattern: str
    """`{...}` stands for one part of the path, which the function gets."""
    function: Callable[..., Any]

    def match(self, method: str, path: str) -> list[str] | None:
        """What stands for the braces, or None when the route does not fit."""
        wanted, given = self.pattern.split("/"), path.rstrip("/").split("/")
        if method != self.method or len(wanted) != len(given):
            return None
        pairs = list(zip(wanted, given, strict=True))
        if any(part != value and not (value and part.startswith("{")) for part, value in pairs):
            return None
        return [value for part, value in pairs if part.startswith("{")]


ROUTES = (
    Route("GET", "/batch", batch.read),
    Route("GET", "/boards/{id}", boards.read),
    Route("GET", "/boards/{id}/actions", actions.of_board),
    Route("GET", "/boards/{id}/cards", cards.of_board),
    Route("GET", "/boards/{id}/checklists", boards.checklists),
    Route("GET", "/boards/{id}/labels", labels.of_board),
    Route("GET", "/boards/{id}/lists", lists.of_board),
    Route("GET", "/boards/{id}/members", members.of_board),
    Route("GET", "/lists/{id}", lists.read),
    Route("PUT", "/lists/{id}", lists.edit),
    Route("POST", "/lists", lists.create),
    Route("GET", "/lists/{id}/cards", cards.of_list),
    Route("POST", "/cards", card_writes.create),
    Route("GET", "/cards/{id}", cards.read),
    Route("PUT", "/cards/{id}", card_writes.edit),
    Route("DELETE", "/cards/{id}", card_writes.delete),
    Route("GET", "/cards/{id}/actions", actions.of_card),
    Route("POST", "/cards/{id}/actions/comments", comments.write),
    Route("GET", "/cards/{id}/attachments", cards.attachments),
    Route("POST", "/cards/{id}/attachments", attachments.add),
    Route("GET", "/cards/{id}/checklists", cards.checklists),
    Route("POST", "/cards/{id}/checklists", checklists.create_on_card),
    Route("PUT", "/cards/{id}/checkItem/{idCheckItem}", checklists.edit_item),
    Route("POST", "/cards/{id}/idLabels", card_labels.add),
    Route("DELETE", "/cards/{id}/idLabels/{idLabel}", card_labels.remove),
    Route("POST", "/cards/{id}/idMembers", card_members.add),
    Route("DELETE", "/cards/{id}/idMembers/{idMember}", card_members.remove),
    Route("PUT", "/cards/{id}/{field}", card_writes.edit_field),
    Route("POST", "/checklists", checklists.create),
    Route("POST", "/checklists/{id}/checkItems", checklists.add_item),
    Route("POST", "/labels", labels.create),
    Route("GET", "/actions/{id}", actions.read),
    Route("PUT", "/actions/{id}", comments.edit),
    Route("DELETE", "/actions/{id}", comments.delete),
    Route("GET", "/members/{id}", members.read),
    Route("GET", "/members/{id}/boards", boards.of_member),
)


def find_route(method: str, path: str) -> tuple[Callable[..., Any], list[str]]:
    """The function for a path without the version, and its arguments; raises Refusal."""
    for route in ROUTES:
        arguments = route.match(method, path)
        if arguments is not None:
            return route.function, arguments
    raise Refusal(404, f"Cannot {method} {path}")
