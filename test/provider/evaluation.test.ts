import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluationDigest } from "../../components/resources/evaluation-digest";
import { refusal, threeSteps } from "../../evaluation/testing-examples";
import {
  type FakeEngine,
  type Properties,
  type ProviderProcess,
  startFakeEngine,
  startProvider,
} from "./provider-process";
import { startTuningWorld, type TuningWorld } from "./tuning-world";

let world: TuningWorld;
let engine: FakeEngine;
let evaluations: ProviderProcess;
let endpoint: string;
let jobDigest: string;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

beforeAll(async () => {
  [world, engine] = await Promise.all([startTuningWorld(), startFakeEngine()]);
  const environment = world.environment();
  const [jobs, models] = await Promise.all([
    startProvider(engine, "tuningJobProvider", environment),
    startProvider(engine, "tunedModelProvider", environment),
  ]);
  const inputs = world.jobInputs();
  jobDigest = inputs.digest;
  const job = await jobs.create(inputs);
  await world.admin.advance(3 * 3600);
  const model = await models.create(world.modelInputs({ jobName: job.properties.jobName, wait: { mode: true } }));
  endpoint = String(model.properties.endpoint);
  jobs.kill();
  models.kill();
  evaluations = await startProvider(engine, "evaluationProvider", environment);
});
afterAll(async () => {
  evaluations?.kill();
  engine?.stop();
  await world?.close();
});

function rowsFile(name: string, count: number) {
  const rows = Array.from({ length: count }, (_, index) => {
    const changes = { agent: "own_agent", family: `f${index % 20}` };
    return index % 3 === 0 ? refusal(`e${index}`, changes) : threeSteps(`e${index}`, changes);
  });
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  const path = join(world.directory, name);
  writeFileSync(path, text);
  return { path, sha256: sha256(text), from: "test" };
}

function inputsOf(
  folder: string,
  rows: ReturnType<typeof rowsFile>,
  changes: Properties = {},
): Properties & { folder: string } {
  const spec = {
    jobDigest,
    provider: "gemini",
    project: "acme",
    location: "us-central1",
    baseModel: "gemini-3.1-flash-lite",
    steps: "one" as const,
    repeats: 2,
  };
  return {
    ...spec,
    owner: { project: "flanstack", stack: "test", agent: "own_agent" },
    endpoint,
    rows,
    maxCalls: 1000,
    digest: evaluationDigest({ ...spec, rowsSha256: rows.sha256 }),
    urn: "urn:pulumi:test::flanstack::pulumi-nodejs:dynamic/flanstack:Evaluation::own_agent",
    folder: join(world.directory, folder),
    ...changes,
  };
}

async function predictionsAsked(): Promise<number> {
  const requests = await world.admin.requests();
  return requests.filter((request) => JSON.stringify(request).includes("generateContent")).length;
}

describe("Evaluation", () => {
  it("gives a verdict as output, with results and report, and asks nobody when nothing changed", async () => {
    const inputs = inputsOf("first", rowsFile("rows.jsonl", 30));
    const before = await predictionsAsked();
    const { id, properties } = await evaluations.create(inputs);
    // 30 rows asked twice, of two models.
    expect((await predictionsAsked()) - before).toBe(120);
    expect(id).toBe(inputs.digest);
    expect(properties.verdict).toMatch(/^(hold|inconclusive)$/);
    expect(properties.resultsDigest).toBe(sha256(readFileSync(String(properties.resultsPath), "utf8")));
    expect(readFileSync(String(properties.reportPath), "utf8")).toContain("imulated");
    expect(await evaluations.diff(id, properties, inputs)).toEqual({ changes: false, replaces: [] });
    expect((await evaluations.read(id, properties)).properties.verdict).toBe(properties.verdict);

    const asked = await predictionsAsked();
    // A lost state: the same evaluation is found, not made again.
    expect((await evaluations.create(inputs)).properties).toMatchObject({ resultsDigest: properties.resultsDigest });
    // Lost results: answers are still there.
    rmSync(String(properties.resultsPath));
    expect((await evaluations.create(inputs)).properties.verdict).toBe(properties.verdict);
    expect(await predictionsAsked()).toBe(asked);
    await evaluations.delete(id, properties);
    expect(existsSync(String(properties.reportPath))).toBe(true);
  });

  it("is found by another machine, which asks nobody and takes the same answers for another scorer", async () => {
    const rows = rowsFile("shared.jsonl", 12);
    // A bucket of the sandbox; the next test keeps answers in a folder.
    const ledger = "gs://ledger/flanstack";
    const first = await evaluations.create(inputsOf("machine-1", rows, { ledger }));
    const asked = await predictionsAsked();
    const elsewhere = inputsOf("machine-2", rows, { ledger });
    expect((await evaluations.create(elsewhere)).properties.resultsDigest).toBe(first.properties.resultsDigest);
    expect(existsSync(join(elsewhere.folder, "own_agent-answers.jsonl"))).toBe(false);

    const judge = join(world.directory, "judge.cjs");
    writeFileSync(judge, "module.exports = () => true;");
    const scorer = { name: judge, sha256: "1".repeat(64) };
    const judged = inputsOf("machine-3", rows, { ledger, scorer, digest: "e".repeat(64) });
    const { properties } = await evaluations.create(judged);
    const [agent] = JSON.parse(readFileSync(String(properties.resultsPath), "utf8")).agents;
    expect(agent.comparisons[0].shares).toEqual({ tuned: 1, other: 1 });
    expect(await predictionsAsked()).toBe(asked);
  });

  it("goes on elsewhere after its process was killed, and pays for no kept answer twice", async () => {
    const rows = rowsFile("killed.jsonl", 60);
    const folder = join(world.directory, "killed-ledger");
    const ledger = pathToFileURL(folder).href;
    const dying = await startProvider(engine, "evaluationProvider", world.environment());
    const before = await predictionsAsked();
    const lost = dying.create(inputsOf("dying", rows, { ledger })).catch(() => undefined);
    while ((await predictionsAsked()) - before < 40) await new Promise((done) => setTimeout(done, 5));
    dying.kill();
    await lost;
    const { properties } = await evaluations.create(inputsOf("resuming", rows, { ledger }));
    expect(properties.verdict).toMatch(/^(hold|inconclusive)$/);
    const answers = join(folder, "evaluations/local/own_agent/answers");
    const keys = readdirSync(answers)
      .flatMap((name) => readFileSync(join(answers, name), "utf8").trimEnd().split("\n"))
      .map((line) => JSON.stringify(JSON.parse(line).key));
    // 60 rows asked twice, of two models: each kept once, and only what was under way at the kill was asked again.
    expect([keys.length, new Set(keys).size]).toEqual([240, 240]);
    expect((await predictionsAsked()) - before).toBeLessThanOrEqual(240 + 8);
  });

  it("lets the user's own rows decide, with generated ones and a prompt with examples beside", async () => {
    const rows = { ...rowsFile("mine.jsonl", 6), from: "own", isLocked: true };
    const generated = Array.from({ length: 8 }, (_, index) => threeSteps(`g${index}`, { agent: "own_agent" }));
    const training = [
      threeSteps("s1", { agent: "own_agent" }),
      threeSteps("s2", { agent: "own_agent", type: "tflan" }),
      refusal("s3", { agent: "own_agent" }),
    ];
    const fileOf = (name: string, values: readonly unknown[]) => {
      const text = values.map((value) => `${JSON.stringify(value)}\n`).join("");
      writeFileSync(join(world.directory, name), text);
      return { path: join(world.directory, name), sha256: sha256(text) };
    };
    const beside = fileOf("generated.jsonl", generated);
    const { properties } = await evaluations.create(
      inputsOf("own", rows as never, { beside, shots: fileOf("training.jsonl", training), digest: "f".repeat(64) }),
    );
    const [agent] = JSON.parse(readFileSync(String(properties.resultsPath), "utf8")).agents;
    expect(agent.ownRows).toMatchObject({ isLocked: true });
    expect(agent.arms.map(({ name, rows: count }: { name: string; rows: number }) => [name, count])).toEqual([
      ["tuned", 14],
      ["base", 14],
      ["base with three examples", 14],
    ]);
    expect(agent.comparisons.map(({ rows: count }: { rows: number }) => count)).toEqual([6, 6]);
    // What the training rows held is known, so rows are told apart by how new they are.
    const slices = agent.arms[0].slices.filter(({ by }: { by: string }) => by === "novelty");
    expect(slices.map(({ value }: { value: string }) => value)).toContain("new family");
  });

  it("asks committed cases of both models, and lets them weigh", async () => {
    const caseSets = [{ name: "safety" as const, sha256: "5".repeat(64), cases: 204 }];
    const inputs = inputsOf("cases", rowsFile("cased.jsonl", 6), { caseSets, repeats: 1 });
    const before = await predictionsAsked();
    const { properties } = await evaluations.create(inputs);
    expect((await predictionsAsked()) - before).toBe(2 * (6 + 204));
    const [agent] = JSON.parse(readFileSync(String(properties.resultsPath), "utf8")).agents;
    expect(agent.sets).toMatchObject([{ name: "safety", parts: [{ part: "disallowed" }, { part: "harmless" }] }]);
    expect(agent.verdict.guardrails.map(({ name }: { name: string }) => name)).toContain(
      "safety: disallowed requests not declined",
    );
  });

  it("waits for the model, reports a change while it does, and evaluates in the next update", async () => {
    const inputs = inputsOf("second", rowsFile("few.jsonl", 6));
    const { id, properties } = await evaluations.create({ ...inputs, endpoint: "" });
    expect(properties).toMatchObject({ verdict: "waiting", reportPath: "" });
    expect(await evaluations.diff(id, properties, inputs)).toEqual({ changes: true, replaces: [] });
    const updated = await evaluations.update(id, properties, inputs);
    expect(updated.properties.verdict).toBe("inconclusive");
    const kept = await evaluations.update(id, updated.properties, { ...inputs, maxCalls: 5 });
    expect(kept.properties).toMatchObject({ verdict: "inconclusive", maxCalls: 5 });
  });

  it("is replaced by another digest alone", async () => {
    const inputs = inputsOf("second", rowsFile("few.jsonl", 6));
    const { id, properties } = await evaluations.create(inputs);
    expect(await evaluations.diff(id, properties, { ...inputs, digest: "0".repeat(64) })).toEqual({
      changes: true,
      replaces: ["digest"],
    });
    expect(await evaluations.diff(id, properties, { ...inputs, endpoint: "projects/x", urn: "moved" })).toEqual({
      changes: false,
      replaces: [],
    });
  });

  it("gives no verdict on validation rows", async () => {
    const rows = { ...rowsFile("val.jsonl", 6), from: "validation" };
    expect((await evaluations.create(inputsOf("third", rows))).properties).toMatchObject({
      verdict: "none",
      reasons: [],
    });
  });

  it("asks nothing above the cap, and keeps what was answered before an endpoint failed", async () => {
    const rows = rowsFile("capped.jsonl", 12);
    await expect(evaluations.create(inputsOf("fourth", rows, { maxCalls: 47 }))).rejects.toThrow(
      "needs 48 calls and 47 are allowed",
    );
    const asked = await predictionsAsked();
    await world.admin.fault({
      operation: "vertex.endpoints.generateContent",
      moment: "received",
      action: "status",
      status: 403,
      nth: 5,
      times: 100,
    });
    const failed = await evaluations.create(inputsOf("fourth", rows)).catch((error: Error) => error);
    await fetch(`${world.url}/_sandbox/faults`, { method: "DELETE" });
    expect(failed).toBeInstanceOf(Error);
    const kept = readFileSync(join(world.directory, "fourth/own_agent-answers.jsonl"), "utf8")
      .trimEnd()
      .split("\n").length;
    const between = await predictionsAsked();
    expect((await evaluations.create(inputsOf("fourth", rows))).properties.verdict).toBe("inconclusive");
    expect((await predictionsAsked()) - between).toBe(48 - kept);
    expect(asked).toBeLessThan(between);
  });

  it("refuses rows that changed since the plan", async () => {
    const rows = rowsFile("changed.jsonl", 6);
    writeFileSync(rows.path, "{}\n");
    await expect(evaluations.create(inputsOf("fifth", rows))).rejects.toThrow("is not the file that was planned");
  });

  it("reports all that is wrong with its inputs at once", async () => {
    const wrong = inputsOf("x", rowsFile("few.jsonl", 6), {
      jobDigest: "x",
      baseModel: "",
      maxCalls: -1,
      repeats: 0,
      project: "",
    });
    const { failures } = await evaluations.check({}, wrong);
    expect(failures.map((failure) => failure.split(":")[0])).toEqual([
      "jobDigest",
      "baseModel",
      "maxCalls",
      "repeats",
      "project",
    ]);
    expect((await evaluations.check({}, inputsOf("x", rowsFile("few.jsonl", 6)))).failures).toEqual([]);
  });

  it("wants a limit and prices before it would pay", async () => {
    const paid = await startProvider(engine, "evaluationProvider", {});
    const inputs = inputsOf("x", rowsFile("few.jsonl", 6));
    expect((await paid.check({}, inputs)).failures).toEqual([expect.stringMatching(/^maxUsd: Calls would be paid/)]);
    const price = { inputUsdPerMillion: 1, outputUsdPerMillion: 1 };
    expect((await paid.check({}, { ...inputs, maxUsd: 1, prices: { tuned: price, base: price } })).failures).toEqual(
      [],
    );
    paid.kill();
  });
});
