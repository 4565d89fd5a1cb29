"""
A run: one folder with what was asked (`job.json`), how it stands (`run.json`), checkpoints and the finished adapter. One process
at a time owns it (`lock`); a second start ends at once. Trainings of one machine wait for a slot.
"""

import fcntl
import os
import time
from datetime import datetime, timezone
from pathlib import Path

from .failure import TrainerFailure
from .files import read_json, write_json

FINAL = ("succeeded", "failed", "cancelled")


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Run:
    def __init__(self, folder: Path):
        self.folder = folder
        try:
            self.job = read_json(folder / "job.json")
        except (OSError, ValueError) as error:
            raise TrainerFailure("no_job", f"{folder} has no readable job.json: {error}", "Start runs with flanstack.") from error
        if self.job.get("version") != 1:
            raise TrainerFailure("job_version", f"{folder}/job.json is of another version", "Update flanstack.")
        self._lock = None
        self._slot = None

    def take(self) -> bool:
        """False when another process has this run."""
        self._lock = _locked(self.folder / "lock")
        return self._lock is not None

    def release(self) -> None:
        """Lets go of run and slot; the end of the process does the same."""
        for held in (self._slot, self._lock):
            if held is not None:
                held.close()
        self._slot = self._lock = None

    def wait_for_slot(self, slots: int) -> None:
        """Blocks until one of the machine's slots is free; a cancelled run stops waiting."""
        line = self.folder.parent / ".slots"
        line.mkdir(exist_ok=True)
        while not self.is_cancelled():
            for index in range(slots):
                self._slot = _locked(line / str(index))
                if self._slot is not None:
                    return
            self.update(state="queued")
            time.sleep(0.5)

    @property
    def status(self) -> dict:
        try:
            return read_json(self.folder / "run.json")
        except FileNotFoundError:
            return {"version": 1, "name": self.job["name"], "digest": self.job["digest"], "state": "queued", "attempts": 0}

    def update(self, **changes) -> None:
        write_json(self.folder / "run.json", {**self.status, "pid": os.getpid(), "updatedAt": now(), **changes})

    def is_cancelled(self) -> bool:
        return (self.folder / "cancel").exists()

    @property
    def checkpoints(self) -> Path:
        return self.folder / "checkpoints"

    @property
    def adapter(self) -> Path:
        return self.folder / "adapter"


def _locked(path: Path):
    file = open(path, "a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return file
    except BlockingIOError:
        file.close()
        return None
