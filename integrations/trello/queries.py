"""The two nested requests that read a board: all of it, and one card of it."""

from __future__ import annotations

from typing import Final

_CARD_FIELDS: Final = (
    "name,desc,closed,due,dueComplete,start,dateLastActivity,idBoard,idChecklists,idLabels,idList,idMembers,"
    "idShort,labels,badges,pos,shortLink,shortUrl,url"
)
_COMMENTS: Final[dict[str, object]] = {
    "actions": "commentCard,copyCommentCard",
    "actions_limit": 1000,
    "action_fields": "type,date,data,idMemberCreator",
    "action_memberCreator": True,
    "action_memberCreator_fields": "fullName,username",
}

BOARD: Final[dict[str, object]] = {
    "fields": "name,closed,url,dateLastActivity",
    "lists": "all",
    "list_fields": "name,closed,pos",
    "cards": "visible",
    "card_fields": _CARD_FIELDS,
    "members": "all",
    "member_fields": "fullName,username,initials",
    "memberships": "all",
    "labels": "all",
    "labels_limit": 1000,
    **_COMMENTS,
}
"""For GET /boards/{id}: open cards on open lists, and the newest thousand comments.

Trello's OpenAPI document knows `cards`, `lists`, ... alone; their companions are on its page about nested
resources.
"""

CARD: Final[dict[str, object]] = {"fields": _CARD_FIELDS, "checklists": "all", **_COMMENTS}
"""For GET /cards/{id}."""
