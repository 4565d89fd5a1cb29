/** The two rows of a pair: the same conversation up to the answer, once with the preferred and once with the rejected one. */
import type { Row } from "../../types";
import type { PreferencePair } from "./pairs";

export function preferredRow(pair: PreferencePair): Row {
  return answeredRow(pair, pair.preferred);
}

export function rejectedRow(pair: PreferencePair): Row {
  return answeredRow(pair, pair.rejected);
}

/** Ends with the answer, which may be a call that nobody has answered: the trace says so. */
function answeredRow({ row, before }: PreferencePair, content: string): Row {
  return {
    ...row,
    conversations: [...before, { role: "assistant", content, loss: true }],
    trace: JSON.stringify({ imported: { preference: row.id } }),
  };
}
