"""
Successive halving among the trials of a sweep. Each trial is a run of its own, and decides for itself: at a rung it lets go of the machine,
waits until every other trial has come so far or has ended, and goes on from its checkpoint only when its validation loss is among the
best. All read the same files and so decide alike; nobody leads.
"""

import math
import time
from pathlib import Path

from .failure import TrainerFailure
from .files import read_json
from .run import FINAL, Run, now

POLL_SECONDS = 0.5


def rung_steps(race: dict, total: int) -> list[int]:
    return [max(1, math.ceil(share * total)) for share in race["rungs"]]


def next_rung(run: Run, total: int) -> int | None:
    """The step at which this run stops next; None when it trains to its end."""
    if not run.job.get("halving"):
        return None
    steps = rung_steps(run.job["halving"], total)
    reached = len(run.status.get("rungs", []))
    return steps[reached] if reached < len(steps) and steps[reached] < total else None


def record_rung(run: Run, step: int, history: list[dict]) -> None:
    losses = [entry["eval_loss"] for entry in history if "eval_loss" in entry]
    if not losses:
        raise TrainerFailure("race_without_loss", "a race is decided by validation loss, and there are no validation rows", "Give some.")
    loss = losses[-1] if math.isfinite(losses[-1]) else None
    run.update(rungs=[*run.status.get("rungs", []), {"step": step, "loss": loss}], step=step)


def record_from_checkpoint(run: Run, checkpoint: str | None, total: int) -> bool:
    """A run that died between checkpoint and record: the checkpoint knows the loss. @returns whether there was such a rung"""
    step = next_rung(run, total)
    if step is None or checkpoint is None:
        return False
    state = read_json(Path(checkpoint) / "trainer_state.json")
    if state["global_step"] < step:
        return False
    record_rung(run, state["global_step"], [entry for entry in state["log_history"] if entry["step"] <= state["global_step"]])
    return True


def may_go_on(run: Run) -> bool:
    """Blocks while the others of this rung are on their way. False: this trial is left, and the run has ended."""
    rungs = run.status.get("rungs", [])
    if not run.job.get("halving") or not rungs or rungs[-1].get("goesOn"):
        return True
    index = len(rungs) - 1
    run.update(state="queued", detail=f"waits for the other trials at step {rungs[index]['step']}")
    while (losses := _losses_at(run, index)) is None:
        if run.is_cancelled():
            return True
        time.sleep(POLL_SECONDS)
    kept = max(1, math.ceil(len(losses) / run.job["halving"]["reduction"]))
    order = sorted(losses, key=lambda name: (math.inf if losses[name] is None else losses[name], name))
    place = order.index(run.job["name"]) + 1
    goes_on = place <= kept
    run.update(rungs=[*rungs[:-1], {**rungs[-1], "place": place, "of": len(order), "goesOn": goes_on}], detail=None)
    if not goes_on:
        told = f"left at step {rungs[index]['step']}: its validation loss is number {place} of {len(order)}, and {kept} go on"
        error = {"code": "left_at_rung", "message": told, "fix": "Nothing is wrong. To train it whole, raise its generation."}
        run.update(state="cancelled", endedAt=now(), validationLoss=rungs[index]["loss"], error=error)
    return goes_on


def _losses_at(run: Run, index: int) -> dict | None:
    """Loss by trial of all that came to this rung; None while one of them may still come."""
    losses = {}
    for name in run.job["halving"]["trials"]:
        try:
            status = read_json(run.folder.parent / name / "run.json")
        except FileNotFoundError:
            return None
        rungs = status.get("rungs", [])
        if len(rungs) > index:
            losses[name] = rungs[index]["loss"]
        elif status["state"] not in FINAL:
            return None
    return losses
