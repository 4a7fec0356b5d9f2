"""Trello, and the local board that speaks as Trello does."""
