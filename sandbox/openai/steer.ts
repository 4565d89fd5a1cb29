/** Admin: what a fine-tuning job is made to do; the counterpart of the tuning jobs' orders. */
import type { SandboxClock } from "../clock";
import { json, type Reply } from "../http/exchange";
import type { Transaction } from "../store/transaction";
import { OPENAI_JOBS, OPENAI_ORDERS, OPENAI_OUTCOMES, type OpenAiJob, type OpenAiOrder } from "./job";

/** @param id a job's id, `next` for the next one created, `every` for all to come */
export function steerOpenAiJob(
  state: Transaction,
  clock: SandboxClock,
  id: string,
  order: Record<string, unknown>,
): Reply {
  const { outcome, message } = order;
  if (outcome !== "run" && !OPENAI_OUTCOMES.includes(outcome as OpenAiOrder["outcome"])) {
    return json({ error: `outcome: one of run, ${OPENAI_OUTCOMES.join(", ")}` }, 400);
  }
  const parsed =
    outcome === "run" ? undefined : ({ outcome, ...(typeof message === "string" ? { message } : {}) } as OpenAiOrder);
  if (id === "next" || id === "every") {
    if (parsed === undefined) state.remove(OPENAI_ORDERS, id);
    else state.put(OPENAI_ORDERS, id, parsed);
    return json({ job: id, order: parsed ?? null });
  }
  const job = state.get<OpenAiJob>(OPENAI_JOBS, id);
  if (job === undefined) return json({ error: `no fine-tuning job ${id}` }, 404);
  if (job.end !== undefined) return json({ error: `fine-tuning job ${id} has ended: ${job.end.status}` }, 409);
  const end = outcome === "cancel" ? ({ status: "cancelled", at: clock.now() } as const) : undefined;
  state.put(OPENAI_JOBS, id, { ...job, order: parsed, end });
  return json({ job: id, order: parsed ?? null });
}
