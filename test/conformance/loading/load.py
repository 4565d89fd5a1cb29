"""Loads every file of a built folder with datasets, pyarrow and pandas: alone, all agents in one call, and large.

usage: load.py FOLDER [LARGE_BYTES]    prints one JSON object; raises when a file does not load as its schema says
"""

import glob
import json
import os
import sys
import tempfile

import datasets
import pandas
import pyarrow.json
import pyarrow.parquet

datasets.disable_progress_bars()
FORMATS = ("gemini_preference", "openai_preference", "gemini", "openai", "trl", "text", "messages", "anthropic")
CANONICAL = {
    "id", "type", "agent", "hallucination_type", "conversations", "tools", "trace", "tags", "family", "frame_id",
    "difficulty", "seed",
}


def format_of(path):
    """The format in `<agent>_<format>_<split>.jsonl`; canonical files have none."""
    stem = os.path.basename(path).rsplit(".", 1)[0]
    return next((name for name in FORMATS if f"_{name}_" in stem), "canonical")


def load(path_or_paths, cache):
    kind = "parquet" if str(path_or_paths).rstrip("']").endswith(".parquet") else "json"
    return datasets.load_dataset(kind, data_files=path_or_paths, split="train", cache_dir=cache)


def check_first_rows(lines, path):
    """Readers infer a column from the rows they see first: none may be null in all of the first 100."""
    first = [json.loads(line) for line in lines[:100]]
    for key in {key for row in first for key in row}:
        assert any(row.get(key) is not None for row in first), f"{path}: {key} is null in the first 100 rows"


# The provider wants arguments, results or schemas as objects, whose fields have other types from function to function.
OBJECTS = {"gemini", "openai", "openai_preference", "trl"}


def check_arrow(path, rows):
    """pyarrow knows one type per field: it reads every format but those that hold objects of many shapes."""
    options = pyarrow.json.ReadOptions(block_size=64 << 20)
    try:
        assert pyarrow.json.read_json(path, options).num_rows == rows, path
    except pyarrow.ArrowInvalid as error:
        assert format_of(path) in OBJECTS and "changed from" in str(error), f"{path}: {error}"


def check_values(table, lines, path):
    """What was loaded is what stands in the file."""
    for index in {0, len(lines) // 2, len(lines) - 1}:
        row = json.loads(lines[index])
        loaded = table[index]
        assert loaded["seed"] == row["seed"] and loaded["conversations"] == row["conversations"], f"{path}:{index + 1}"


def main(folder, large_bytes):
    counts = {"files": 0, "rows": 0, "all_agents": {}, "large_bytes": 0}
    with tempfile.TemporaryDirectory() as cache:
        groups = {}
        for path in sorted(glob.glob(f"{folder}/*.jsonl")):
            lines = open(path, encoding="utf-8").read().splitlines()
            table = load(path, cache)
            assert len(table) == len(lines), path
            check_arrow(path, len(lines))
            assert len(pandas.read_json(path, lines=True)) == len(lines), path
            check_first_rows(lines, path)
            if format_of(path) == "canonical":
                assert set(table.column_names) == CANONICAL, path
                check_values(table, lines, path)
            counts["files"] += 1
            counts["rows"] += len(lines)
            groups.setdefault(format_of(path), []).append((path, len(lines)))
        for path in sorted(glob.glob(f"{folder}/*.parquet")):
            table = load(path, cache)
            twin = path.replace(".parquet", ".jsonl")
            lines = open(twin, encoding="utf-8").read().splitlines()
            assert len(table) == len(lines) == pyarrow.parquet.read_table(path).num_rows == len(pandas.read_parquet(path))
            assert [json.loads(line) for line in lines] == table.to_list(), path
            counts["files"] += 1
            groups.setdefault("parquet", []).append((path, len(lines)))
        for name, members in groups.items():
            table = load([path for path, _ in members], cache)
            assert len(table) == sum(rows for _, rows in members), name
            counts["all_agents"][name] = len(table)
            if large_bytes == 0 or name == "parquet":
                continue
            large = os.path.join(cache, f"{name}.jsonl")
            whole = b"".join(open(path, "rb").read() for path, _ in members)
            with open(large, "wb") as out:
                while out.tell() < large_bytes:
                    out.write(whole)
            rows = whole.count(b"\n") * (os.path.getsize(large) // len(whole))
            assert len(load(large, cache)) == rows, name
            assert len(pandas.read_json(large, lines=True)) == rows, name
            counts["large_bytes"] = max(counts["large_bytes"], os.path.getsize(large))
        for config in datasets.get_dataset_config_names(folder):
            loaded = datasets.load_dataset(folder, config, cache_dir=cache)
            assert set(loaded) == {"train", "validation"}, config
            assert str(loaded["train"].features["seed"].dtype) == "int64"
            counts.setdefault("hub_configs", []).append(config)
    print(json.dumps(counts))


main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
