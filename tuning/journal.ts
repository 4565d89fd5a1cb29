/** A journal in a folder of this machine: one small file per job key whose create request's reply was lost. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Journal } from "./ports";

/** @param directory made when the first entry is written */
export function openFileJournal(directory: string): Journal {
  const pathOf = (key: string) => join(directory, `${key}.lost-reply`);
  return {
    async note(key, nonce) {
      await mkdir(directory, { recursive: true });
      await writeFile(pathOf(key), nonce);
    },
    async read(key) {
      return readFile(pathOf(key), "utf8").catch((error) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
    },
    clear: (key) => rm(pathOf(key), { force: true }),
  };
}
