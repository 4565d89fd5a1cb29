"""LoRA adapters on your own hardware: training, checks and serving, behind one JSON contract."""

import os

# Training says nothing to anybody.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
# Threads that wait let others work: on a busy machine, spinning costs more time than it saves.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
