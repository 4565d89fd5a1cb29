/** The world in which a generated row begins, for whoever wants to play it: free running does. */
import { createRequire } from "node:module";
import { FlanstackError } from "../primitives";
import type { AnyAgent, World } from "./types";

/**
 * @param row    a canonical row that this version's generator made
 * @param agent  the row's agent
 * @param others agents that it hands over to: all six, for a built-in one
 * @throws FlanstackError `row_not_rebuildable` for imported rows, and for rows of another generator version
 */
export function startingWorld(row: unknown, agent: AnyAgent, others: readonly AnyAgent[] = []): World {
  // Loaded here: whoever reads rows need not load the generator.
  const load = createRequire(__filename);
  const { prepareEngine } = load("./engine") as typeof import("./engine");
  const { rebuild } = load("./rebuild") as typeof import("./rebuild");
  const rebuilt = rebuild(prepareEngine(agent, others), row);
  if ("trajectory" in rebuilt) {
    const { script, world } = rebuilt.trajectory;
    // A scenario may prepare the drawn world: where calls were made, what the first of them saw is the start.
    const first = script.find((event) => event.kind === "calls");
    return first?.before[0] ?? world;
  }
  const [first] = rebuilt.findings;
  throw new FlanstackError(
    `The row cannot be played: ${first?.pointer ?? ""} ${first?.message ?? "it is of no kind we know"}.`,
    {
      code: "row_not_rebuildable",
      path: String((row as { id?: unknown } | null)?.id ?? "row"),
      fix: "Build the data again with this version; imported rows have no world to be played in.",
    },
  );
}
