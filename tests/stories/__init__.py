"""A day at the desk, told in keys."""
