/** A row as plain turns of text: native calls become ReAct steps, one action per step, tools stand in the system text. */
import { renderReactAnswer, renderReactCall, renderReactObservation } from "../codec";
import { reactInstruction } from "../phrase/system-prompt";
import type { Row } from "../types";
import { exportRow, withoutSlips } from "./turns";

export interface TextTurn {
  readonly role: "user" | "assistant";
  readonly content: string;
}

export interface TextRow {
  readonly system: string;
  readonly turns: readonly TextTurn[];
}

/** Slips are left out: none of the text formats can keep a turn from being trained on. */
export function asReactText(row: Row): TextRow {
  const { system, turns, tools } = withoutSlips(exportRow(row));
  // A row that is ReAct text already has its instruction and its steps.
  if (system.includes(reactInstruction([]).split("\n")[0]!)) {
    return {
      system,
      turns: turns.flatMap((turn): TextTurn[] =>
        turn.role === "tool" ? [] : [{ role: turn.role, content: turn.text }],
      ),
    };
  }
  const steps: TextTurn[] = [];
  turns.forEach((turn, index) => {
    if (turn.role === "user") steps.push({ role: "user", content: turn.text });
    if (turn.role !== "assistant") return;
    if (turn.calls.length === 0) {
      steps.push({ role: "assistant", content: renderReactAnswer(turn.text, "Nothing is left to call.") });
      return;
    }
    const answered = turns[index + 1];
    turn.calls.forEach((call, position) => {
      // Calls that end a row have no results, and a step takes one action: the first stands for them.
      if (position > 0 && answered?.role !== "tool") return;
      const thought =
        position === 0 && turn.text !== "" ? turn.text.replace(/\s*\n\s*/g, " ") : `The next call is ${call.name}.`;
      steps.push({ role: "assistant", content: renderReactCall(call, thought) });
      if (answered?.role === "tool")
        steps.push({ role: "user", content: renderReactObservation(answered.results[position]!.value) });
    });
  });
  return { system: `${system}\n\n${reactInstruction(tools)}`, turns: steps };
}
