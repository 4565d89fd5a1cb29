import { describe, expect, it } from "vitest";
import { createRandom, FlanstackError } from "../primitives";
import { errorForStatus, InferenceError, parseRetryAfter } from "./inference-error";
import { withRetries } from "./retry";

function ports() {
  const slept: number[] = [];
  return {
    slept,
    clock: { now: () => 0, sleep: async (milliseconds: number) => void slept.push(milliseconds) },
    random: createRandom("retry"),
  };
}

function failing(times: number, error: () => Error) {
  let calls = 0;
  return {
    count: () => calls,
    task: async () => {
      calls += 1;
      if (calls <= times) throw error();
      return "answer";
    },
  };
}

const limited = (retryAfterMs?: number) => () =>
  new InferenceError("slow down", { code: "x", model: "m", retryAfterMs, isRetryable: true });
const policy = { attempts: 4, firstDelayMs: 100, longestDelayMs: 1000 };

describe("withRetries", () => {
  it("doubles its delays, with jitter in the upper half", async () => {
    const given = ports();
    expect(await withRetries(failing(3, limited()).task, policy, given)).toBe("answer");
    for (const [index, base] of [100, 200, 400].entries()) {
      expect(given.slept[index]).toBeGreaterThanOrEqual(base / 2);
      expect(given.slept[index]).toBeLessThanOrEqual(base);
    }
  });

  it("waits as long as the server asks, within bounds", async () => {
    const given = ports();
    await withRetries(failing(1, limited(700)).task, policy, given);
    await withRetries(failing(1, limited(3_600_000)).task, policy, given);
    expect(given.slept).toEqual([700, 1000]);
  });

  it("gives up after the last attempt with the error as it came", async () => {
    const task = failing(99, limited());
    await expect(withRetries(task.task, policy, ports())).rejects.toThrow("slow down");
    expect(task.count()).toBe(4);
  });

  it.each([
    ["an error that says it is final", () => new FlanstackError("no", { code: "x", isRetryable: false })],
    ["a bug of ours", () => new TypeError("undefined is not a function")],
  ])("does not repeat %s", async (_, error) => {
    const task = failing(1, error);
    await expect(withRetries(task.task, policy, ports())).rejects.toThrow();
    expect(task.count()).toBe(1);
  });

  it("stops when the caller stops, and says so instead of the last failure", async () => {
    const stop = new AbortController();
    const task = async () => {
      stop.abort(new Error("stopped by the user"));
      throw limited()();
    };
    await expect(withRetries(task, policy, { ...ports(), signal: stop.signal })).rejects.toThrow("stopped by the user");
  });
});

describe("errors of endpoints", () => {
  it.each([
    [400, false, "endpoint_refused_request"],
    [401, false, "endpoint_refused_credentials"],
    [403, false, "endpoint_refused_credentials"],
    [404, false, "endpoint_not_found"],
    [408, true, "endpoint_refused_request"],
    [429, true, "endpoint_rate_limited"],
    [500, true, "endpoint_failed"],
    [503, true, "endpoint_failed"],
  ])("%i: worth asking again %s, %s", (status, isRetryable, code) => {
    expect(errorForStatus("m", status, "{}", null, 0)).toMatchObject({ isRetryable, code, status });
  });

  it.each([
    ["Google's shape", '{"error":{"code":400,"message":"bad tool"}}', "m answered 400: bad tool"],
    ["Google's list", '[{"error":{"message":"bad tool"}}]', "m answered 400: bad tool"],
    ["a page of HTML", `<html>${"x".repeat(1000)}</html>`, "…"],
  ])("take the message out of %s, shortened", (_, body, text) => {
    const { message } = errorForStatus("m", 400, body, null, 0);
    expect(message).toContain(text);
    expect(message.length).toBeLessThan(450);
  });

  it.each([
    [null, undefined],
    ["", undefined],
    ["2", 2000],
    ["0", 0],
    ["-5", 0],
    ["Thu, 01 Jan 1970 00:00:10 GMT", 4000],
    ["soon", undefined],
  ])("read Retry-After %j as %j", (value, expected) => {
    expect(parseRetryAfter(value, 6000)).toBe(expected);
  });
});
