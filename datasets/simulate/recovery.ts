/** Rows in which something goes wrong on the way: the service fails, or the agent slips. */
import type { Engine } from "../engine";
import { goalOf } from "../gates/decision";
import { CORRECTION, persistentFailure } from "../phrase/engine-wording";
import { readableBeside } from "./lacking";
import { mistakenCall } from "./mistake";
import { doneBefore, hasResults, isWrite } from "./reached";
import { runTurn } from "./run-turn";
import { type Context, plain, type Scene, unfit } from "./scene";
import { type CallsEvent, callsOf, closingText, failedCall, say } from "./script";

/**
 * The service fails for a moment (then a retry works) or keeps failing (then the agent says so).
 * @param lasts whether it keeps failing, where the scenario does not say it itself
 */
export function environment(context: Context, lasts: boolean): Scene {
  const { engine, situation, world, ask, random, found } = context;
  const run = runTurn(engine.simulator, world, situation.solve());
  const steps = callsOf(run);
  const failed = steps.some((step) => step.observations.some((observation) => !observation.ok));
  if (found.shape === "recovery") {
    if (!failed || steps.length < 2 || steps.length > 8) unfit("nothing went wrong, or it took too long");
    return plain(context, random.fork("reply"));
  }
  const single = steps.flatMap((step, index) => (step.calls.length === 1 ? [index] : []));
  if (single.length === 0 || steps.length > 7 || run.closing.reply !== undefined) unfit("has no step to fail");
  const faults = random.fork("fault");
  const values = lasts ? goalOf(engine, world, situation, run).values : [];
  // Who gives up leaves nothing undone that could be read without the step that failed.
  const places = lasts
    ? mayFailForGood(engine, steps, single).filter((index) => !readableBeside(engine, steps, index, values))
    : single;
  if (places.length === 0) unfit("a part could be done beside any step that fails");
  const at = faults.pick(places);
  const step = steps[at]!;
  const call = step.calls[0]!;
  const error = faults.chance(0.5)
    ? {
        code: "rate_limit" as const,
        message: `${faults.pick(["too many requests", "request quota used up", "rate limit reached"])}, retry after ${faults.int(1, 45)} s`,
      }
    : {
        code: "timeout" as const,
        message: `${faults.pick(["no answer", "upstream timed out", "deadline exceeded"])} after ${faults.int(2, 60)} s`,
      };
  const fault = failedCall(call, error, step.before[0]!, "fault");
  if (!lasts) {
    const retry = { ...step, event: undefined, reasons: [], values: {} };
    return {
      script: [
        ask,
        ...steps.slice(0, at),
        withReasons(fault, step),
        retry,
        ...steps.slice(at + 1),
        closingText(run.closing),
      ],
      tags: ["retry"],
    };
  }
  const text = persistentFailure(engine.simulator.tools.get(call.tool)!, {
    args: call.args,
    message: error.message,
    done: doneBefore(engine, steps.slice(0, at)),
    leavesChanges: steps.slice(at + 1).some((later) => isWrite(engine, later)),
  });
  return {
    script: [
      ask,
      ...steps.slice(0, at),
      withReasons(fault, step),
      fault,
      say("partial", text.wordings, text.values, []),
    ],
    // Without the functions of the steps that are never reached, the request could not be met by any luck.
    needs: [...new Set(steps.flatMap((each) => each.calls.map(({ tool }) => tool)))],
    tags: ["retry", "partial"],
  };
}

/** What was read or run before a failure for good was asked for, and nobody here has words for half of an answer; a function that worked does not fail. */
function mayFailForGood(engine: Engine, steps: readonly CallsEvent[], places: readonly number[]): readonly number[] {
  const untold = places.filter((at) => {
    const before = steps.slice(0, at);
    const failing = steps[at]!.calls[0]!.tool;
    return before.every(
      (each) => isWrite(engine, each) && !hasResults(each) && each.calls.every(({ tool }) => tool !== failing),
    );
  });
  return untold.length > 0 ? untold : unfit("has no step to fail for good");
}

function withReasons(
  event: ReturnType<typeof failedCall>,
  step: { readonly reasons: readonly string[]; readonly values: ReturnType<typeof failedCall>["values"] },
) {
  return { ...event, reasons: step.reasons, values: step.values };
}

/** The agent slips once, sees the error, and does it right. The slip is shown, never trained on. */
export function slip({ engine, situation, world, ask, random }: Context): Scene {
  const run = runTurn(engine.simulator, world, situation.solve());
  const steps = callsOf(run);
  if (steps.length > 7 || run.closing.reply !== undefined) unfit("is too long to slip in");
  const slips = random.fork("slip");
  const places = slips.shuffle(
    steps.flatMap((step, index) => (step.calls.length === 1 && step.observations[0]!.ok ? [index] : [])),
  );
  for (const at of places) {
    const step = steps[at]!;
    const wrong = mistakenCall(engine.simulator, step.before[0]!, step.calls[0]!, slips);
    if (wrong === undefined) continue;
    const mistake = failedCall(wrong.call, wrong.error, step.before[0]!, "mistake");
    return {
      script: [
        ask,
        ...steps.slice(0, at),
        mistake,
        { ...step, reasons: CORRECTION, values: {} },
        ...steps.slice(at + 1),
        closingText(run.closing),
      ],
      tags: ["own_mistake"],
    };
  }
  return unfit("no slip fails here");
}
