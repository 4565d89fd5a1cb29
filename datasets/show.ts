/** One row for a person: the conversation, then what the trace knows about it. */
import type { Row, Trace } from "./types";

export function renderRow(row: Row): string {
  const trace = JSON.parse(row.trace) as Partial<Trace>;
  const tools = (JSON.parse(row.tools) as { name: string }[]).map((tool) => tool.name);
  const lines = [
    `${row.id}  ${row.type}${row.hallucination_type === null ? "" : ` (${row.hallucination_type})`}  ${row.difficulty}`,
    `family ${row.family}  frame ${row.frame_id}`,
    `tags   ${row.tags.join(", ")}`,
    `tools  ${tools.length === 0 ? "none" : tools.join(", ")}`,
    "",
  ];
  for (const message of row.conversations) {
    const mark =
      message.role === "assistant" ? (message.loss ? "assistant, trained" : "assistant, not trained") : message.role;
    lines.push(`── ${mark}`, message.content, "");
  }
  for (const call of trace.calls ?? []) {
    const sources = Object.entries(call.provenance).map(([pointer, source]) => `${pointer} from ${source}`);
    lines.push(
      `call   ${call.name} in message ${call.turn}: ${sources.length === 0 ? "no arguments explained" : sources.join(", ")}`,
    );
    if (call.before !== call.after) lines.push(`       changes the state ${call.before} → ${call.after}`);
  }
  return lines.join("\n").trimEnd();
}
