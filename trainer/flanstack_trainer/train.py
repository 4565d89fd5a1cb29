"""Trains one run, from the beginning or from its last whole checkpoint."""

import os
import shutil
import signal
from pathlib import Path

from .adapter import read_record, write_record
from .base_model import Base, context_length, device, find_base, load_model, load_tokenizer
from .failure import TrainerFailure
from .files import sha256_of, write_json
from .race import may_go_on, next_rung, record_from_checkpoint, record_rung
from .rows import read_preferences, read_rows
from .run import FINAL, Run, now
from .spans import encode_preferences, encode_rows
from .tools import parser_of

LEARNING_RATE = {"supervised": 2e-4, "preference": 5e-6}
DEFAULTS = {"epochs": 3, "batchSize": 8, "adapterSize": 16, "learningRateMultiplier": 1.0}
WHOLE = "whole"
# The run let go of its model at a rung, and goes on when it is called again.
AT_RUNG = 75
# So often a trainer may die (killed, out of memory) without coming further; then the run has failed.
MOST_DEATHS = 5


def train(folder: Path) -> int:
    """@returns the exit code: 0 also when another process has the run, or when it had ended already; AT_RUNG: call again"""
    run = Run(folder)
    if not run.take():
        print(f"{run.job['name']}: another process trains this run")
        return 0
    if run.status["state"] in FINAL:
        print(f"{run.job['name']}: ended as {run.status['state']}")
        run.release()
        return 0
    died = _deaths(run)
    run.update(state="queued", attempts=run.status.get("attempts", 0) + 1, died=died)
    try:
        if died["times"] >= MOST_DEATHS:
            raise TrainerFailure(
                "trainer_died",
                f"the trainer died {died['times']} times in a row and came no further than step {died['atStep']}",
                "Read train.log in the run's folder (memory, most often), mend it, and raise flanstack:generation to train anew.",
            )
        if not may_go_on(run):
            return 0
        run.wait_for_slot(max(1, int(os.environ.get("FLANSTACK_TRAINER_SLOTS", "1"))))
        if not run.is_cancelled():
            run.update(state="running", startedAt=run.status.get("startedAt", now()))
            if _train(run):
                return AT_RUNG
        if run.is_cancelled():
            run.update(state="cancelled", endedAt=now())
        return 0
    except TrainerFailure as failure:
        failed(run, failure.code, failure.message, failure.fix)
        print(failure)
        return 1
    except Exception as error:
        failed(run, "trainer_error", f"{type(error).__name__}: {error}"[:500], "See train.log in the run's folder.")
        raise
    finally:
        run.release()


def _deaths(run: Run) -> dict:
    """How often in a row the trainer ended in the midst of its work, and the checkpoint it went on from each time."""
    before = run.status.get("died", {"times": 0, "atStep": 0})
    if run.status["state"] != "running":
        return before
    checkpoint = _last_checkpoint(run.checkpoints)
    step = _step_of(Path(checkpoint)) if checkpoint else 0
    return {"times": before["times"] + 1 if step == before["atStep"] else 1, "atStep": step}


def failed(run: Run, code: str, message: str, fix: str) -> None:
    run.update(state="failed", endedAt=now(), error={"code": code, "message": message, "fix": fix})


def _train(run: Run) -> bool:
    """@returns whether the run stopped at a rung of its race"""
    job = run.job
    train_file = Path(job["train"]["path"])
    data_digest = sha256_of(train_file) if train_file.exists() else None
    if data_digest != job["train"]["sha256"]:
        raise TrainerFailure("train_digest", f"{train_file} is not the file that the job names", "Build the data again.")
    base = find_base(job["baseModel"])
    _same_as_before(run, base, data_digest)
    tokenizer = load_tokenizer(base.folder)
    model = load_model(base.folder)
    limit = job.get("maxLength") or context_length(model)
    preference = job["method"] == "preference"
    data, facts = _encode(job, train_file, tokenizer, limit, preference)
    validation = None
    if job.get("validation"):
        validation, _ = _encode(job, Path(job["validation"]["path"]), tokenizer, limit, preference)
    run.update(statistics={**facts, "truncatedExamples": 0}, device=device())
    if job.get("halving") and validation is None:
        raise TrainerFailure("race_without_loss", "a race is decided by validation loss, and there are no validation rows", "Give some.")
    trainer, steps = _trainer(run, model, tokenizer, data, validation, preference)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: setattr(trainer.control, "should_training_stop", True))
    checkpoint = _last_checkpoint(run.checkpoints)
    if record_from_checkpoint(run, checkpoint, steps):
        return True
    trainer.train(resume_from_checkpoint=checkpoint)
    if run.is_cancelled():
        return False
    if trainer.state.global_step < trainer.state.max_steps:
        if trainer.state.global_step == next_rung(run, steps):
            record_rung(run, trainer.state.global_step, trainer.state.log_history)
            return True
        run.update(state="paused")
        return False
    _finish(run, trainer, tokenizer, base, data_digest, facts)
    return False


def _encode(job: dict, path: Path, tokenizer, limit: int | None, preference: bool):
    from datasets import Dataset

    if preference:
        encoded = encode_preferences(tokenizer, read_preferences(path), limit)
        tokens = sum(len(ids) for each in encoded for ids in each.values())
        return Dataset.from_list(encoded), {"examples": len(encoded), "tokensPerEpoch": tokens}
    rows = read_rows(path)
    encoded, split = encode_rows(tokenizer, rows, limit)
    facts = {
        "examples": len(rows),
        "sequences": len(encoded),
        "rowsSplitByTurn": split,
        "tokensPerEpoch": sum(len(each["input_ids"]) for each in encoded),
        "trainedTokensPerEpoch": sum(label != -100 for each in encoded for label in each["labels"]),
        "longest": max(len(each["input_ids"]) for each in encoded),
    }
    return Dataset.from_list(encoded), facts


def _same_as_before(run: Run, base: Base, data_digest: str) -> None:
    """A resumed run must go on with what it began with."""
    identity = {"baseDigest": base.digest, "templateDigest": base.template_digest, "dataDigest": data_digest}
    before = run.status.get("identity", identity)
    changed = [key for key in identity if before[key] != identity[key]]
    if changed:
        raise TrainerFailure(
            "run_changed", f"{', '.join(changed)} changed since this run began", "Raise flanstack:generation to train anew."
        )
    run.update(identity=identity)


def settings_of(job: dict) -> dict:
    return {**DEFAULTS, **{key: value for key, value in job.get("hyperparameters", {}).items() if value is not None}}


def _trainer(run: Run, model, tokenizer, data, validation, preference: bool):
    from peft import LoraConfig, PeftModel
    from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer

    job = run.job
    settings = settings_of(job)
    batch = int(settings["batchSize"])
    processes = int(os.environ.get("WORLD_SIZE", "1"))
    on_device = next(size for size in (4, 2, 1) if batch % (size * processes) == 0 or size == 1)
    accumulate = max(1, batch // (on_device * processes))
    steps = max(1, -(-len(data) // (on_device * processes * accumulate)) * int(settings["epochs"]))
    rank = int(settings["adapterSize"])
    config = {
        "output_dir": str(run.checkpoints),
        "num_train_epochs": int(settings["epochs"]),
        "per_device_train_batch_size": on_device,
        "per_device_eval_batch_size": on_device,
        "gradient_accumulation_steps": accumulate,
        "learning_rate": LEARNING_RATE[job["method"]] * float(settings["learningRateMultiplier"]),
        "lr_scheduler_type": "cosine",
        "warmup_steps": max(1, steps // 33),
        "seed": int(job["digest"][:7], 16),
        "max_length": None,
        "bf16": model.dtype.itemsize == 2,
        "gradient_checkpointing": device() == "cuda",
        "save_strategy": "steps",
        "save_steps": int(job.get("saveSteps") or max(1, steps // 20)),
        "save_total_limit": 2,
        "eval_strategy": "no" if validation is None else "epoch",
        "eval_on_start": validation is not None,
        "logging_steps": max(1, steps // 200),
        "report_to": "none",
        "disable_tqdm": True,
        "use_cpu": device() == "cpu",
        "dataloader_pin_memory": device() == "cuda",
    }
    adapter = LoraConfig(r=rank, lora_alpha=2 * rank, lora_dropout=0.05, target_modules="all-linear", task_type="CAUSAL_LM")
    if job.get("parent"):
        read_record(Path(job["parent"]["adapter"]))
        model, adapter = PeftModel.from_pretrained(model, job["parent"]["adapter"], is_trainable=True), None
    shared = {
        "model": model,
        "train_dataset": data,
        "eval_dataset": validation,
        "processing_class": tokenizer,
        "peft_config": adapter,
        "callbacks": [_follower(run, next_rung(run, steps))],
    }
    if not preference:
        return SFTTrainer(args=SFTConfig(**config), **shared), steps

    class Encoded(DPOTrainer):
        """Takes tokens as they are: prompts are rendered as serving sends them, and nothing is cut off."""

        def _prepare_dataset(self, dataset, *_args, **_kwargs):
            return dataset

    return Encoded(args=DPOConfig(**config), **shared), steps


def _follower(run: Run, rung: int | None):
    from transformers import TrainerCallback

    class Follower(TrainerCallback):
        """Writes what a person and `TunedModel` want to know; marks checkpoints that are whole."""

        def on_train_begin(self, _args, state, _control, **_):
            run.update(state="running", step=state.global_step, totalSteps=state.max_steps, resumedAtStep=state.global_step)

        def on_step_end(self, _args, state, control, **_):
            run.update(step=state.global_step, totalSteps=state.max_steps, epoch=round(state.epoch or 0, 3))
            if run.is_cancelled():
                control.should_training_stop = True
            if state.global_step == rung:
                control.should_evaluate = control.should_save = control.should_training_stop = True

        def on_log(self, _args, state, _control, **_):
            write_json(run.folder / "metrics.json", metrics_of(state.log_history))

        def on_save(self, _args, state, _control, **_):
            (run.checkpoints / f"checkpoint-{state.global_step}" / WHOLE).touch()

    return Follower()


def metrics_of(history: list[dict]) -> list[dict]:
    """Loss by step, as the other providers report it."""
    names = {"loss": "trainLoss", "eval_loss": "validationLoss", "learning_rate": "learningRate"}
    return [
        {"step": entry["step"], **{ours: entry[theirs] for theirs, ours in names.items() if theirs in entry}}
        for entry in history
        if "loss" in entry or "eval_loss" in entry
    ]


def _last_checkpoint(folder: Path) -> str | None:
    """The newest checkpoint that was written to its end."""
    whole = [path for path in folder.glob("checkpoint-*") if (path / WHOLE).exists()]
    return str(max(whole, key=_step_of)) if whole else None


def _step_of(checkpoint: Path) -> int:
    return int(checkpoint.name.split("-")[1])


def _finish(run: Run, trainer, tokenizer, base: Base, data_digest: str, facts: dict) -> None:
    beside = run.folder / f".adapter-{os.getpid()}"
    shutil.rmtree(beside, ignore_errors=True)
    trainer.save_model(str(beside))
    (beside / "training_args.bin").unlink(missing_ok=True)
    job = run.job
    metrics = metrics_of(trainer.state.log_history)
    losses = [entry["validationLoss"] for entry in metrics if "validationLoss" in entry]
    write_record(
        beside,
        {
            "version": 1,
            "model": job["model"],
            "digest": job["digest"],
            "method": job["method"],
            "baseModel": job["baseModel"],
            "baseDigest": base.digest,
            "templateDigest": base.template_digest,
            "dataDigest": data_digest,
            "toolParser": parser_of(tokenizer) or "none",
            "hyperparameters": settings_of(job),
        },
    )
    shutil.rmtree(run.adapter, ignore_errors=True)
    os.replace(beside, run.adapter)
    steps = trainer.state.global_step
    epochs = int(settings_of(job)["epochs"])
    run.update(
        state="succeeded",
        endedAt=now(),
        step=steps,
        statistics={**run.status["statistics"], "steps": steps, "trainedTokens": facts["tokensPerEpoch"] * epochs},
        validationLoss=losses[-1] if losses else None,
        adapter={"path": str(run.adapter), "model": job["model"], "weightsDigest": sha256_of(run.adapter / "adapter_model.safetensors")},
    )
