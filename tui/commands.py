"""Every command of the full screen: one declaration gives key, footer, palette, help and keymap id."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can tell the screen to do."""

    id: str
    """Stable name, `scope.verb`; what a keymap binds."""
    key: str
    """Default key, as Textual names it."""
    label: str
    """One or two words for the footer."""
    help: str
    """One sentence: what it does, and what it changes."""
    footer: bool = True
    """Shown in the footer; all are in help and palette."""

    @property
    def scope(self) -> str:
        """Where it works: the part of its id before the dot."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        """The handler on the screen or the app."""
        return "do_" + self.id.replace(".", "_").replace("-", "_")


SCOPES = {
    "desk": "Everywhere",
    "incident": "On an incident (today, triage)",
    "alarm": "On an alarm (today)",
    "list": "In any list",
    "triage": "Triage",
    "runbook": "Runbooks",
    "action": "Actions",
    "postmortem": "Post-mortems",
    "editor": "Writing a post-mortem",
}
"""The headings of help, in its order."""

COMMANDS = (
    Command("desk.today", "1", "today", "Who is on, what fires, what is open.", footer=False),
    Command("desk.triage", "2", "triage", "The incidents and support requests, one by one.", footer=False),
    Command("desk.runbooks", "3", "runbooks", "Find and read a runbook.", footer=False),
    Command("desk.actions", "4", "actions", "The support actions of this desk.", footer=False),
    Command("desk.postmortems", "5", "post-mortems", "Drafts and saved post-mortems.", footer=False),
    Command("desk.activity", "6", "activity", "Everything done on this desk, newest first.", footer=False),
    Command("desk.metrics", "7", "metrics", "How often, who, for whom and why.", footer=False),
    Command("incident.open", "enter", "open", "Open the incident in triage."),
    Command("incident.comment", "c", "comment", "Write a comment on the card."),
    Command("incident.move", "m", "move", "Move the card to another list."),
    Command("incident.assign", "s", "assign", "Give the card to one person of the team."),
    Command("incident.postmortem", "p", "post-mortem", "Write the post-mortem of this incident."),
    Command(
        "alarm.acknowledge", "x", "acknowledge", "Say that you are looking at the alarm; recorded at once."
    ),
    Command(
        "alarm.raise", "i", "raise incident", "Make a card on the board for this alarm, after a question."
    ),
    Command("desk.launch", "a", "action", "Launch a support action, for what is selected."),
    Command("desk.runbook", "r", "runbook", "Read the runbook of what is selected."),
    Command("list.filter", "slash", "filter", "Show only the rows with these words; esc shows all."),
    Command("runbook.read", "enter", "read", "Read the runbook."),
    Command(
        "action.launch", "enter", "launch", "Fill in the action's form; nothing happens before you confirm."
    ),
    Command("postmortem.open", "enter", "open", "Open the post-mortem, or go on with the draft."),
    Command("editor.save", "ctrl+s", "save", "Keep the post-mortem as Markdown in the desk."),
    Command("editor.leave", "escape", "leave", "Leave; the draft is kept as typed."),
    Command("desk.refresh", "ctrl+r", "refresh", "Ask the board and the monitors again now.", footer=False),
    Command("desk.help", "question_mark", "help", "This page: every key and what it does."),
    Command("desk.palette", "ctrl+p", "palette", "Find a command by name.", footer=False),
    Command("desk.back", "escape", "back", "Back to where you came from.", footer=False),
    Command("desk.quit", "q", "quit", "Leave rota; runs go on."),
)

BY_ID = {command.id: command for command in COMMANDS}


def in_scopes(*scopes: str) -> tuple[Command, ...]:
    """The commands of these scopes, in the order of the declarations."""
    return tuple(command for command in COMMANDS if command.scope in scopes)


def bindings(*scopes: str) -> list[BindingType]:
    """The key bindings of these scopes; each goes through the app's `action_command`."""
    return [
        Binding(command.key, f"app.command('{command.id}')", command.label, show=False, id=command.id)
        for command in in_scopes(*scopes)
    ]


KEY_NAMES = {"question_mark": "?", "slash": "/", "escape": "esc"}


def key_name(key: str) -> str:
    """The key as people write it."""
    return KEY_NAMES.get(key, key)
