/** The trainer's own suite, in its own environment. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { hasTrainer, TRAINER_PYTHON, TRAINER_ROOM, withTrainer } from "./trainer-environment";

it.skipIf(!hasTrainer)(
  withTrainer("the trainer passes its own tests"),
  async () => {
    const { stderr } = await promisify(execFile)(TRAINER_PYTHON, ["-m", "unittest", "discover", "-s", "tests"], {
      cwd: TRAINER_ROOM,
      env: { ...process.env, PYTHONPATH: TRAINER_ROOM, OMP_NUM_THREADS: "1" },
      maxBuffer: 64 << 20,
    });
    expect(stderr).toMatch(/Ran \d+ tests/);
    expect(stderr).toMatch(/\nOK/);
  },
  600_000,
);
