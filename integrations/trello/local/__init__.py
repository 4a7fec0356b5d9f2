"""A Trello-shaped board kept in one file, answering as Trello's REST API does."""
