/** Whether this machine can run the trainer's own tests, and what to say when it cannot. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";

export const TRAINER_ROOM = resolve(__dirname, "../../trainer");
export const TRAINER_PYTHON = resolve(TRAINER_ROOM, ".venv/bin/python");
export const hasTrainer = existsSync(resolve(TRAINER_ROOM, ".venv/.flanstack-trainer"));

/** A test's title with the reason why it is skipped. */
export function withTrainer(title: string): string {
  return hasTrainer ? title : `${title} (skipped: the trainer is not installed; npm run trainer:install)`;
}
