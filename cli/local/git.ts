/** Whether the checkout is as git knows it. */
import { spawnSync } from "node:child_process";

/** The lines of `git status --porcelain`, or undefined where there is no git or no repository. */
export function gitChanges(root: string): readonly string[] | undefined {
  const git = spawnSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });
  return git.status === 0 ? git.stdout.split("\n").filter((line) => line !== "") : undefined;
}
