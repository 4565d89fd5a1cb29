/** The base model: the same reading of requests and tools with nothing learned. */
import type { Situation, Tool } from "./conversation";
import { lastUserText } from "./features";
import { toolFits } from "./tool-fit";

/** Below this fit an untrained model answers in words. */
const UNTRAINED_FIT = 0.35;

/** The tool whose words fit best, once; results are told. `undefined`: answer in words. */
export function untrainedTool(situation: Situation): Tool | undefined {
  const isAfterResult = situation.turns.at(-1)?.role === "tool";
  if (situation.mode === "none" || (isAfterResult && situation.mode !== "any")) return undefined;
  const fits = toolFits(lastUserText(situation.turns), situation.tools);
  const index = fits.indexOf(Math.max(0, ...fits));
  const tool = situation.tools[index];
  return tool === undefined || (fits[index]! < UNTRAINED_FIT && situation.mode !== "any") ? undefined : tool;
}

export function untrainedText(situation: Situation): string {
  const last = situation.turns.at(-1);
  if (last?.role === "tool")
    return `The result is: ${JSON.stringify(last.results.map(({ value }) => value)).slice(0, 400)}`;
  return "I can help with that. Could you tell me more about what you need?";
}
