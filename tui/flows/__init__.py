"""Conversations: each asks in dialogs, acts apart from the screen, and says how it went."""
