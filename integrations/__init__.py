"""Floor 2: one file or folder for each outside thing; implements the ports of `support`."""
