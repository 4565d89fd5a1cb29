"""The base model: found, loaded for this machine's device, and identified by its bytes."""

from dataclasses import dataclass
from pathlib import Path

from .failure import TrainerFailure
from .files import digest_of_files, sha256_of_text


@dataclass(frozen=True)
class Base:
    folder: Path
    """Over weights, configuration and vocabulary."""
    digest: str
    template_digest: str


def find_base(name: str) -> Base:
    """A folder, or a model of the Hugging Face hub (downloaded once into its cache)."""
    folder = Path(name).expanduser()
    if not folder.is_dir():
        folder = _download(name)
    parts = [
        path
        for path in folder.iterdir()
        if path.suffix == ".safetensors" or path.name in ("config.json", "tokenizer.json", "tokenizer_config.json")
    ]
    if not any(path.suffix == ".safetensors" for path in parts):
        raise TrainerFailure(
            "base_model_unavailable", f"{name} holds no safetensors weights", "Choose a model with safetensors weights."
        )
    tokenizer = load_tokenizer(folder)
    return Base(folder, digest_of_files(parts), sha256_of_text(tokenizer.chat_template or ""))


def _download(name: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, allow_patterns=["*.safetensors", "*.json", "*.jinja", "tokenizer*"]))
    except Exception as error:  # the hub's own errors are many
        raise TrainerFailure(
            "base_model_unavailable",
            f"{name} is no folder here, and the hub gave no model of that name: {type(error).__name__}",
            "Check the name and the network, or give the folder of a downloaded model.",
        ) from error


def load_tokenizer(folder: Path):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def load_model(folder: Path):
    import torch
    from transformers import AutoModelForCausalLM

    half = torch.cuda.is_available() and torch.cuda.is_bf16_supported()
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.bfloat16 if half else torch.float32)


def device() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def context_length(model) -> int | None:
    return getattr(model.config, "max_position_embeddings", None)
