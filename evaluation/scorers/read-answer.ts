/** An answer as the row's rendering means it: ReAct text is read into calls, so that every scorer sees one shape. */
import { parseReact } from "../../datasets";
import type { Prediction } from "../../inference";
import { FlanstackError } from "../../primitives";
import type { EvaluationRow } from "../row";

/**
 * Native rows come back as they are. In text rows an action becomes a call, a final answer becomes the text, and everything
 * else (native calls too) becomes a malformed call.
 */
export function readAnswer(row: Pick<EvaluationRow, "rendering">, prediction: Prediction): Prediction {
  if (row.rendering === "native") return prediction;
  if (prediction.calls.length > 0) {
    const malformed = prediction.calls.map((call) => `a native call of ${call.name} where text was asked for`);
    return { ...prediction, calls: [], malformed: [...prediction.malformed, ...malformed] };
  }
  if (prediction.text.trim() === "") return prediction;
  try {
    const { text, calls } = parseReact(prediction.text.trim());
    return { ...prediction, text, calls: calls.map((call) => ({ name: call.name, args: call.arguments })) };
  } catch (error) {
    if (!FlanstackError.is(error)) throw error;
    return { ...prediction, malformed: [...prediction.malformed, prediction.text] };
  }
}
