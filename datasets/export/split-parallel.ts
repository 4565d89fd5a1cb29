/**
 * One call to a turn: for chat templates that refuse parallel calls (Llama 3.1 and 3.2) or drop all but the first. The calls
 * follow each other in their order, each with its own result; the reason stands before the first.
 */
import type { ExportRow, ExportTurn } from "./turns";

export function splitParallel(row: ExportRow): ExportRow {
  const turns = row.turns.flatMap((turn, index): ExportTurn[] => {
    const before = row.turns[index - 1];
    if (turn.role === "tool" && before?.role === "assistant" && before.calls.length > 1) return [];
    if (turn.role !== "assistant" || turn.calls.length < 2) return [turn];
    const answered = row.turns[index + 1];
    // Calls that end a row have no results: the first stands for them.
    if (answered?.role !== "tool") return [{ ...turn, calls: turn.calls.slice(0, 1) }];
    return turn.calls.flatMap((call, position): ExportTurn[] => [
      { ...turn, text: position === 0 ? turn.text : "", calls: [call] },
      { ...answered, results: [answered.results[position]!] },
    ]);
  });
  return { ...row, turns };
}
