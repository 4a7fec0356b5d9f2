"""The desk that `rota init` makes: small, complete, and meant to be changed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from integrations.deskfile import values
from integrations.desks.emptyboard import empty_board, member, membership
from integrations.desks.folder import shipped, write_desk
from integrations.desks.startersettings import starter_settings
from integrations.paths import DESK_FILE
from integrations.trello.local import shapes
from integrations.trello.local.export import rows_of
from support.errors import Invalid

LISTS = ("Inbox", "In progress", "Waiting on client", "Done", "Backlog")
LABELS = {"critical": "red", "now": "orange", "office hours": "yellow", "backlog": "sky"}
RUNBOOK = "on-the-rota.md"


def create_desk(
    folder: Path, name: str, zone: str, os_user: str, export: Mapping[str, Any] | None = None
) -> None:
    """Write a new desk with a local board: an empty one, or the one of a Trello export.

    Raises Refused when a desk or one of its files is there already, and Invalid for a name, time zone, login
    or export that cannot be used, or a folder that cannot be written; then nothing is left behind.
    """
    _check(name, zone, os_user)
    now = datetime.now(UTC)
    if export is None:
        export = empty_board(name, now, lists=LISTS, labels=LABELS, members={})
    settings = starter_settings(name, zone, os_user, rows_of(export))
    write_desk(folder, _files(folder, settings), _joined(export, os_user, now))


def _check(name: str, zone: str, os_user: str) -> None:
    try:
        values.title(name)
        values.zone(zone)
        values.word(os_user)
    except values.Wrong as wrong:
        raise Invalid(f"The desk cannot be made: {wrong.what}.", wrong.mend) from None


def _files(folder: Path, settings: str) -> dict[str, bytes]:
    content = dict(shipped(files("integrations.desks") / "data" / "starter" / "desk"))
    content[f"runbooks/{RUNBOOK}"] = (files("runbooks") / RUNBOOK).read_bytes()
    content[DESK_FILE] = settings.encode()
    if os.path.lexists(folder / ".gitignore"):
        del content[".gitignore"]
    return content


def _joined(export: Mapping[str, Any], os_user: str, now: datetime) -> Mapping[str, Any]:
    """The export with whoever is logged in as a member: boards of others do not know who sits here."""
    members, memberships = shapes.rows(export.get("members")), shapes.rows(export.get("memberships"))
    if any(shapes.text(each.get("username")).casefold() == os_user.casefold() for each in members):
        return export
    newcomer = member(now, os_user, os_user)
    return {
        **export,
        "members": [*members, newcomer],
        "memberships": [*memberships, membership(now, newcomer)],
    }
