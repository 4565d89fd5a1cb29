/**
 * Preference data (DPO) of OpenAI's API: `input` with messages and tools, and one assistant message on each side.
 * @see OpenAI, "Direct preference optimization", and FineTunePreferenceRequestInput of its OpenAPI document
 */
import type { Finding } from "../../parse-row";
import type { PreferenceFormat } from "../format";
import { openai } from "../openai";
import { checkKeys, collector, isObject } from "../schema-types";
import { preferredRow, rejectedRow } from "./answered";
import type { PreferencePair } from "./pairs";

interface Chat {
  readonly messages: readonly (Record<string, unknown> & { readonly weight?: number })[];
  readonly tools?: readonly unknown[];
  readonly parallel_tool_calls?: boolean;
}

export const openaiPreference: PreferenceFormat = {
  name: "openai_preference",
  render(pair: PreferencePair) {
    const { messages, ...tools } = openai.render(preferredRow(pair)) as Chat;
    const other = openai.render(rejectedRow(pair)) as Chat;
    return {
      input: { messages: messages.slice(0, -1).map(withoutWeight), ...tools },
      preferred_output: [withoutWeight(messages.at(-1)!)],
      non_preferred_output: [withoutWeight(other.messages.at(-1)!)],
    };
  },
  check: checkOpenaiPreference,
};

/** Nothing of the input is trained on, so weights say nothing here. */
function withoutWeight({ weight: _weight, ...message }: Chat["messages"][number]) {
  return message;
}

const SIDES = ["preferred_output", "non_preferred_output"] as const;

function checkOpenaiPreference(value: unknown): Finding[] {
  const { findings, report } = collector();
  if (!isObject(value)) {
    report("", "wants an object");
    return findings;
  }
  checkKeys(value, "", ["input", ...SIDES], [], report);
  const { input } = value;
  if (!isObject(input) || !Array.isArray(input.messages)) {
    report("/input/messages", "wants a list of messages");
    return findings;
  }
  for (const [index, message] of (input.messages as unknown[]).entries())
    if (isObject(message) && message.weight !== undefined)
      report(`/input/messages/${index}/weight`, "is not known to this format");
  for (const side of SIDES) {
    const output = value[side];
    if (!Array.isArray(output) || output.length !== 1 || !isObject(output[0])) {
      report(`/${side}`, "wants exactly one assistant message");
      continue;
    }
    if (output[0].weight !== undefined) report(`/${side}/0/weight`, "is not known to this format");
    const length = input.messages.length;
    for (const finding of openai.check({ ...input, messages: [...(input.messages as unknown[]), output[0]] })) {
      const isOutput = finding.pointer.startsWith(`/messages/${length}`);
      // A rejected call may be wrong in its name and arguments: that is why it is rejected.
      if (isOutput && side === "non_preferred_output" && /\/function\/(name|arguments\/)/.test(finding.pointer))
        continue;
      if (!isOutput && side === "non_preferred_output") continue;
      findings.push({
        ...finding,
        pointer: isOutput
          ? `/${side}/0${finding.pointer.slice(`/messages/${length}`.length)}`
          : `/input${finding.pointer}`,
      });
    }
  }
  if (JSON.stringify(value.preferred_output) === JSON.stringify(value.non_preferred_output))
    report("/non_preferred_output", "is the same as the preferred one");
  return findings;
}
