import { appendFile, mkdtemp, readFile, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InferenceError } from "./inference-error";
import type { Prediction, PredictionClient, PredictionRequest } from "./prediction";
import { openPredictionFile, promptDigest } from "./prediction-file";
import { runPredictions } from "./run-predictions";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "predictions-"));
});
afterAll(() => rm(folder, { recursive: true }));

const requests: PredictionRequest[] = Array.from({ length: 12 }, (_, index) => ({
  exampleId: `row-${index}`,
  turns: [{ role: "user", text: `question ${index}` }],
  tools: [],
}));

function answering(fail: (exampleId: string) => boolean = () => false) {
  const state = { asked: [] as string[], inFlight: 0, most: 0 };
  const client: PredictionClient = {
    model: "m",
    predict: async ({ exampleId }) => {
      state.asked.push(exampleId);
      state.inFlight += 1;
      state.most = Math.max(state.most, state.inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      state.inFlight -= 1;
      if (fail(exampleId)) throw new InferenceError("down", { code: "endpoint_failed", model: "m", isRetryable: true });
      return prediction(exampleId);
    },
  };
  return { client, state };
}

function prediction(exampleId: string): Prediction {
  return {
    exampleId,
    model: "m",
    calls: [],
    malformed: [],
    text: `answer to ${exampleId}`,
    finish: "stop",
    latencyMs: 1,
    inputTokens: 1,
    outputTokens: 1,
    servedBy: "m",
    fallbackReason: null,
  };
}

describe("runPredictions", () => {
  it("answers in the order of the requests, a few at a time, and reports each step", async () => {
    const { client, state } = answering();
    const seen: number[] = [];
    const answers = await runPredictions({
      client,
      requests,
      concurrency: 3,
      onProgress: ({ done }) => seen.push(done),
    });
    expect(answers.map((answer) => answer.exampleId)).toEqual(requests.map((request) => request.exampleId));
    expect(state.most).toBe(3);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it("makes no call at all when the cap is below what is needed", async () => {
    const { client, state } = answering();
    await expect(runPredictions({ client, requests, maxCalls: 11 })).rejects.toMatchObject({
      code: "call_cap_exceeded",
    });
    expect(state.asked).toEqual([]);
    await runPredictions({ client, requests, maxCalls: 12 });
    expect(state.asked).toHaveLength(12);
  });

  it("keeps what was answered when some fail, names those, and asks only them the next time", async () => {
    const path = join(folder, "resume.jsonl");
    const broken = answering((id) => id === "row-3" || id === "row-7");
    await expect(
      runPredictions({ client: broken.client, requests, store: await openPredictionFile(path) }),
    ).rejects.toMatchObject({
      code: "predictions_incomplete",
      problems: [{ path: "row-3" }, { path: "row-7" }],
      message: expect.stringContaining("2 of 12 rows have no answer"),
    });
    const whole = answering();
    const answers = await runPredictions({ client: whole.client, requests, store: await openPredictionFile(path) });
    expect(whole.state.asked).toEqual(["row-3", "row-7"]);
    expect(answers).toHaveLength(12);
  });

  it("stops early at an endpoint that is down", async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ ...requests[0]!, exampleId: `row-${index}` }));
    const { client, state } = answering(() => true);
    await expect(runPredictions({ client, requests: many, concurrency: 4 })).rejects.toThrow("stopped after");
    expect(state.asked.length).toBeLessThan(20);
  });

  it.each([
    ["another prompt", { requests: [{ ...requests[0]!, turns: [{ role: "user" as const, text: "other" }] }] }],
    ["other sampling", { requests: [requests[0]!], sampling: { temperature: 1 } }],
    ["another repetition", { requests: [requests[0]!], repeat: 1 }],
    ["another model behind the same name", { requests: [requests[0]!], modelIdentity: "digest-2" }],
  ])("asks again for %s", async (_, changed) => {
    const path = join(folder, "keys.jsonl");
    await rm(path, { force: true });
    const store = await openPredictionFile(path);
    await runPredictions({ client: answering().client, requests: [requests[0]!], store });
    const { client, state } = answering();
    await runPredictions({ client, store, ...changed });
    expect(state.asked).toHaveLength(1);
  });

  it("ends with the caller's reason when the caller stops", async () => {
    const stop = new AbortController();
    const { client } = answering((id) => {
      if (id === "row-2") stop.abort(new Error("enough"));
      return false;
    });
    await expect(runPredictions({ client, requests, concurrency: 1, signal: stop.signal })).rejects.toThrow("enough");
  });
});

describe("the predictions file", () => {
  it("survives a write that was cut in the middle", async () => {
    const path = join(folder, "torn.jsonl");
    const store = await openPredictionFile(path);
    await runPredictions({ client: answering().client, requests, store, concurrency: 1 });
    const { length } = await readFile(path, "utf8");
    await truncate(path, length - 30);
    for (const expected of [["row-11"], []]) {
      const { client, state } = answering();
      await runPredictions({ client, requests, store: await openPredictionFile(path) });
      expect(state.asked).toEqual(expected);
    }
  });

  it("names a line that is something else", async () => {
    const path = join(folder, "foreign.jsonl");
    await appendFile(path, '{"hello":1}\n');
    await expect(openPredictionFile(path)).rejects.toMatchObject({ code: "bad_predictions_file", path: `${path}:1` });
  });

  it("does not count the example's name as part of the prompt", () => {
    expect(promptDigest({ ...requests[0]!, exampleId: "x" })).toBe(promptDigest(requests[0]!));
    expect(promptDigest({ ...requests[0]!, system: "s" })).not.toBe(promptDigest(requests[0]!));
  });
});
