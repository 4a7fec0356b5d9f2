"""`rota.toml`: its schema, the checks, where a mistake stands, and the settings it becomes.

`integrations.config` is the door. Only `schema`, and what imports it, loads pydantic.
"""
