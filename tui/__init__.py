"""Floor 3: what is seen, the full screen and its plain twin, the command line."""
