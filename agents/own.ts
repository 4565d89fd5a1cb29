/** Loads an agent of the user's own. */
import { join } from "node:path";
import { FlanstackError } from "../primitives";
import type { Agent } from "./contract";
import { OWN_AGENTS_FOLDER } from "./names";

/** @throws FlanstackError when the folder exports no agent of its name */
export function loadOwnAgent(name: string, root: string = join(__dirname, "..")): Agent {
  const file = join(root, OWN_AGENTS_FOLDER, name, "index.ts");
  const { agent } = require(file) as { readonly agent?: Agent };
  if (agent?.name === name) return agent;
  throw new FlanstackError(
    agent === undefined ? `${file} exports no agent.` : `${file} exports ${agent.name}, its folder is named ${name}.`,
    { code: "own_agent", path: name, fix: "Export `const agent: Agent` with the name of its folder." },
  );
}
