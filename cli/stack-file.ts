/** The settings of a stack as its file holds them, for commands that do not ask Pulumi. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** Settings of `Pulumi.<stack>.yaml` below `root`, without their namespace; none when there is no such file. */
export function readStackFile(root: string, stack: string): Record<string, unknown> {
  const file = join(root, `Pulumi.${stack}.yaml`);
  const config = existsSync(file) ? (parse(readFileSync(file, "utf8"))?.config ?? {}) : {};
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) => (key.startsWith("flanstack:") ? [[key.slice(10), value]] : [])),
  );
}
