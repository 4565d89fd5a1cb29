/** Faults as a client sees them: at each moment, what happened and what did not. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SandboxInProcess, startInProcess } from "../start-in-process";
import { createFaultRules, type FaultRule, parseFaultRule } from "./rules";

describe("fault rules", () => {
  const rule = (fields: Partial<FaultRule>): FaultRule => ({
    operation: "a.b",
    moment: "received",
    action: "drop",
    ...fields,
  });

  it.each([
    ["every request without nth", rule({}), "xxxx"],
    ["the second only", rule({ nth: 2 }), "-x--"],
    ["two from the second on", rule({ nth: 2, times: 2 }), "-xx-"],
    ["a prefix", rule({ operation: "a.*", nth: 1 }), "x---"],
    ["another operation", rule({ operation: "a.c" }), "----"],
    ["a text that occurs", rule({ contains: "needle", nth: 1 }), "x---"],
    ["a text that does not", rule({ contains: "other" }), "----"],
  ])("strike %s", (_, given, pattern) => {
    const rules = createFaultRules();
    rules.add(given);
    const struck = Array.from({ length: 4 }, () => (rules.strike("a.b", () => "a needle").length > 0 ? "x" : "-"));
    expect(struck.join("")).toBe(pattern);
  });

  it.each([
    ["no operation", { moment: "received", action: "drop" }, "operation"],
    ["an unknown moment", { operation: "a", moment: "later", action: "drop" }, "moment"],
    ["an unknown action", { operation: "a", moment: "received", action: "explode" }, "action"],
    ["a field nobody knows", { operation: "a", moment: "received", action: "drop", when: 1 }, "when"],
    ["a fraction", { operation: "a", moment: "received", action: "drop", nth: 1.5 }, "nth"],
    ["a stale view after the work", { operation: "a", moment: "committed", action: "stale" }, "moment"],
  ])("are refused with %s", (_, given, field) => {
    expect(parseFaultRule(given)).toEqual({ wrong: [expect.stringContaining(field)] });
  });
});

describe("faults on the wire", () => {
  let sandbox: SandboxInProcess;
  beforeEach(async () => {
    sandbox = await startInProcess();
  });
  afterEach(() => sandbox.close());

  const insert = (signal?: AbortSignal) =>
    fetch(`${sandbox.url}/storage/v1/b?project=p`, {
      method: "POST",
      body: JSON.stringify({ name: "bucket" }),
      signal,
    });
  const exists = async () => (await fetch(`${sandbox.url}/storage/v1/b/bucket`)).status === 200;
  const fault = (fields: object) =>
    sandbox.admin("POST", "faults", { operation: "storage.buckets.insert", nth: 1, ...fields });

  it.each([
    ["received/drop: nothing happened", { moment: "received", action: "drop" }, false],
    ["committed/drop: it happened, the reply is lost", { moment: "committed", action: "drop" }, true],
  ])("%s", async (_, fields, happened) => {
    await fault(fields);
    await expect(insert()).rejects.toThrow();
    expect(await exists()).toBe(happened);
  });

  it.each([
    ["received/status", { moment: "received", action: "status", status: 429, retryAfter: 7 }, 429, false],
    ["committed/status", { moment: "committed", action: "status" }, 503, true],
  ])("%s", async (_, fields, status, happened) => {
    await fault(fields);
    const reply = await insert();
    expect(reply.status).toBe(status);
    expect(reply.headers.get("retry-after")).toBe(status === 429 ? "7" : null);
    expect(await exists()).toBe(happened);
  });

  it("malformed: the reply is cut off in the middle", async () => {
    await fault({ moment: "committed", action: "malformed" });
    await expect((await insert()).json()).rejects.toThrow();
    expect(await exists()).toBe(true);
  });

  it("hang: nothing comes until the client gives up", async () => {
    await fault({ moment: "committed", action: "hang" });
    const client = new AbortController();
    const refused = expect(insert(client.signal)).rejects.toThrow();
    await expect.poll(async () => JSON.stringify(await sandbox.admin("GET", "requests"))).toContain("committed/hang");
    client.abort();
    await refused;
    expect(await exists()).toBe(true);
  });

  it("hold: waits to be released, is listed, and goes on although the client has left", async () => {
    await fault({ moment: "received", action: "hold" });
    const client = new AbortController();
    const refused = expect(insert(client.signal)).rejects.toThrow();
    const held = async () =>
      (await sandbox.admin<{ held: { operation: string; moment: string }[] }>("GET", "held")).held;
    await expect.poll(held).toMatchObject([{ operation: "storage.buckets.insert", moment: "received" }]);
    client.abort();
    await refused;
    expect(await exists()).toBe(false);
    expect(await sandbox.admin("POST", "held:release", {})).toEqual({ released: 1 });
    await expect.poll(exists).toBe(true);
  });

  it("hold, then drop: what was not begun never happens", async () => {
    await fault({ moment: "received", action: "hold" });
    const request = insert();
    const refused = expect(request).rejects.toThrow();
    await expect.poll(async () => (await sandbox.admin<{ held: unknown[] }>("GET", "held")).held.length).toBe(1);
    await sandbox.admin("POST", "held:release", { how: "drop" });
    await refused;
    expect(await exists()).toBe(false);
  });

  it("stale: a list that does not know the last seconds, then one that does", async () => {
    await insert();
    await sandbox.admin("POST", "faults", {
      operation: "storage.buckets.list",
      nth: 1,
      moment: "received",
      action: "stale",
      milliseconds: 60_000,
    });
    const list = async () =>
      ((await (await fetch(`${sandbox.url}/storage/v1/b?project=p`)).json()) as { items: unknown[] }).items.length;
    expect([await list(), await list()]).toEqual([0, 1]);
  });

  it("stale: a write is not answered from it, so what is promised is kept and no number is given twice", async () => {
    const rule = { operation: "storage.*", moment: "received", action: "stale", milliseconds: 60_000 };
    await insert();
    await sandbox.admin("POST", "faults", rule);
    const upload = async (name: string) => {
      const url = `${sandbox.url}/upload/storage/v1/b/bucket/o?uploadType=media&name=${name}`;
      return ((await (await fetch(url, { method: "POST", body: name })).json()) as { generation: string }).generation;
    };
    const generations = [await upload("a"), await upload("b")];
    await sandbox.admin("DELETE", "faults");
    const reply = await fetch(`${sandbox.url}/storage/v1/b/bucket/o`);
    const { items } = (await reply.json()) as { items: { generation: string }[] };
    expect(items.map((item) => item.generation)).toEqual(generations);
    expect(new Set(generations).size).toBe(2);
  });

  it("the log counts what was received, survives a restart, and holds no credential", async () => {
    await fetch(`${sandbox.url}/storage/v1/b?project=p&key=planted-key`, {
      headers: { authorization: "Bearer planted-token" },
    });
    await insert();
    sandbox = await sandbox.restart();
    const { operations } = await sandbox.admin<{ operations: Record<string, number> }>("GET", "counters");
    expect(operations).toEqual({ "storage.buckets.list": 1, "storage.buckets.insert": 1 });
    const requests = JSON.stringify(await sandbox.admin("GET", "requests"));
    expect(requests).not.toContain("planted");
  });

  it("reset takes the clock back, keeps its speed, and a restart agrees", async () => {
    await sandbox.admin("POST", "clock", { advanceSeconds: 86_400, speed: 7 });
    await sandbox.admin("POST", "reset");
    sandbox = await sandbox.restart();
    const { now, speed } = await sandbox.admin<{ now: string; speed: number }>("GET", "status");
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
    expect(speed).toBe(0); // the speed this process was started with
  });

  it("reset forgets state, faults and requests", async () => {
    await insert();
    await fault({ moment: "received", action: "drop" });
    await sandbox.admin("POST", "reset");
    expect(await exists()).toBe(false);
    expect((await insert()).status).toBe(200);
    expect((await sandbox.admin<{ operations: object }>("GET", "counters")).operations).toEqual({
      "storage.buckets.get": 1,
      "storage.buckets.insert": 1,
    });
  });
});
