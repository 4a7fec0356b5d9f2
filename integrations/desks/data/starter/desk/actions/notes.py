"""A first action, to copy from. The file's name and the function's name are its name: notes.add."""

from collections.abc import Generator
from pathlib import Path

from support import Account, Done, Refuse, action

NOTES = Path("notes.md")


@action(reasons=["customer asked", "to remember"], tags=["notes"])
def add(about: Account, note: str) -> Generator[str, None, Done]:
    """Write a line into notes.md."""
    line = f"- {about}: {note}\n"
    known = NOTES.read_text("utf-8") if NOTES.exists() else ""
    if line in known:
        raise Refuse("That note is there already.")  # The circumstances: nothing has been changed yet.
    yield f"Add to {NOTES}: {line.strip()}"  # The preview: the person confirms exactly this.
    NOTES.write_text(known + line, "utf-8")  # The act.
    return Done(f"added to {NOTES}")
