"""The heart: what a support desk is. No Textual, no network, no terminal, no clock of its own."""
