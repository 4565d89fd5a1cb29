"""What an adapter was made from, written beside it; serving compares before it loads."""

from pathlib import Path

from .base_model import Base
from .failure import TrainerFailure
from .files import read_json, write_json

RECORD = "flanstack-adapter.json"


def write_record(folder: Path, record: dict) -> None:
    write_json(folder / RECORD, record)


def read_record(folder: Path) -> dict:
    try:
        return read_json(folder / RECORD)
    except (OSError, ValueError) as error:
        raise TrainerFailure(
            "adapter_record", f"{folder} has no readable {RECORD}: {error}", "Serve an adapter that this trainer made."
        ) from error


def check_record(record: dict, base: Base, parser: str | None) -> None:
    """@raises TrainerFailure naming everything in which this base is not the one the adapter was trained on"""
    differences = [
        f"{what} is {found[:12]}, the adapter was trained with {str(record.get(key))[:12]}"
        for what, key, found in (
            ("the base model's digest", "baseDigest", base.digest),
            ("the chat template's digest", "templateDigest", base.template_digest),
            ("the tool parser", "toolParser", parser or "none"),
        )
        if record.get(key) != found
    ]
    if differences:
        raise TrainerFailure(
            "adapter_mismatch",
            f"adapter {record.get('model')}: {'; '.join(differences)}",
            "Serve it on the base model that its record names.",
        )
