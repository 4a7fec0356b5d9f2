"""How fast rota is, as ratios to an empty Textual app in the same run: `python -m benchmarks [NAME]...`."""
