"""Files that a reader never sees half written, and digests of files."""

import hashlib
import json
import os
from pathlib import Path


def write_json(path: Path, value) -> None:
    """Replaces the file in one step: whoever reads it sees the old text or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with open(beside, "w", encoding="utf-8") as file:
        file.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def read_json(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def sha256_of_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest_of_files(paths: list[Path]) -> str:
    """One digest over names and bytes; the order of the list does not matter."""
    lines = sorted(f"{path.name} {sha256_of(path)}" for path in paths)
    return sha256_of_text("\n".join(lines))
