"""Launching a support action, one dialog a step: form, confirmation, following."""
