"""Somebody who asks for an action and stays: `python -m tests.support.actions.asker`, to be killed.

Arguments: the desk's folder, the journal, the folder of runs, the action, what was confirmed, the run's id.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from support.actions.request import Request
from tests.support.actions.conftest import pipeline_at

if __name__ == "__main__":
    folder, journal, runs_folder = map(Path, sys.argv[1:4])
    action, confirmed, run = sys.argv[4:]
    pipeline = pipeline_at(folder, journal, runs_folder)
    pipeline.catalogue.load()
    sys.stdout.write("here\n")
    sys.stdout.flush()
    pipeline.perform(Request(action, {}, "other", "a test of the desk", confirmed=confirmed, run=run))
    time.sleep(60)
