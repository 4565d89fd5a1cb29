import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal, threeSteps } from "../../evaluation/testing-examples";
import { runCommand } from "../testing/recorded-context";
import { evalCommand } from "./eval";
import { gateCommand } from "./gate";

let folder: string;
let server: Server;
let asked: string[] = [];
let bodies: { messages: { role: string; content: string }[] }[] = [];

/** "good" does what gold does, "bad" only ever declines. */
function reply(model: string, messages: { role: string; content: string }[]) {
  const last = messages.at(-1)!;
  const call = (name: string, args: object) => ({
    content: null,
    tool_calls: [{ id: "1", type: "function", function: { name, arguments: JSON.stringify(args) } }],
  });
  if (model === "bad" || last.content.startsWith("Delete")) return { content: "I can't do that." };
  if (last.content.includes("suites")) return call("run_tests", { path: "a" });
  return last.content.includes("passed") ? { content: "3 passed." } : call("list_suites", {});
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flanstack-eval-"));
  const rows = Array.from({ length: 280 }, (_, index) => {
    const changes = { agent: "own_agent", family: `f${index % 40}` };
    return index % 4 === 0 ? refusal(`e${index}`, changes) : threeSteps(`e${index}`, changes);
  });
  writeFileSync(join(folder, "rows.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const shots = [
    threeSteps("shot1", { agent: "own_agent" }),
    threeSteps("shot2", { agent: "own_agent", type: "tflan" }),
    refusal("shot3", { agent: "own_agent" }),
  ];
  writeFileSync(join(folder, "train.jsonl"), shots.map((row) => `${JSON.stringify(row)}\n`).join(""));
  writeFileSync(join(folder, "judge.cjs"), "module.exports = (row, prediction) => prediction.calls.length === 0;");
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { model, messages } = JSON.parse(body || "{}");
    if (messages === undefined) return response.writeHead(404).end();
    asked.push(model);
    bodies.push({ messages });
    const choices = [{ finish_reason: "stop", message: reply(model, messages) }];
    return response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ model, choices, usage: { prompt_tokens: 100, completion_tokens: 10 } }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({
  FLANSTACK_OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
});
function evaluate(out: string, ...args: string[]) {
  asked = [];
  bodies = [];
  return runCommand(evalCommand, ["eval", "--examples", "rows.jsonl", "--out", join(folder, out), ...args], {
    cwd: folder,
    environment: environment(),
  });
}
const ENDPOINTS = ["--tuned", "openai:good", "--base", "openai:bad"];

describe("flanstack eval", () => {
  it("asks, decides, writes results and reports, and asks nothing twice", async () => {
    const first = await evaluate("one", ...ENDPOINTS);
    expect(first.output).toContain("own_agent: PROMOTE");
    expect(first.code).toBe(0);
    expect(first.errors).toContain("280 in 40 families");
    expect(first.errors).toContain("CALLS     tuned: 400 to make");
    // 280 rows and 60 of them twice again, for two arms.
    expect(asked).toHaveLength(2 * (280 + 2 * 60));
    const results = JSON.parse(readFileSync(join(folder, "one/results.json"), "utf8"));
    expect(results).toMatchObject({
      isSimulated: false,
      rowsFrom: "own",
      agents: [
        { steadiness: { rows: 60, repeats: 3, arms: [{ pass: [1, 1, 1], wavering: 0 }, {}], againstItself: { p: 1 } } },
      ],
    });
    for (const file of ["report.html", "report.md"]) expect(existsSync(join(folder, "one", file))).toBe(true);

    const again = await evaluate("one", ...ENDPOINTS, "--json");
    expect(asked).toHaveLength(0);
    expect(JSON.parse(again.output).agents[0].verdict.decision).toBe("promote");
  });

  it("holds the worse model with exit code 3", async () => {
    const { code } = await evaluate("two", "--tuned", "openai:bad", "--base", "openai:good", "--repeat", "1");
    expect(code).toBe(3);
  });

  it("lets the user's own scorer decide", async () => {
    const { code, output } = await evaluate("one", ...ENDPOINTS, "--scorer", "judge.cjs");
    expect(output).toContain("own_agent: HOLD");
    expect(code).toBe(3);
  });

  it("asks case sets of the candidate and its comparator, and lets them weigh", async () => {
    const bfcl = Array.from({ length: 130 }, (_, index) => ({
      id: `irrelevance_${index}`,
      question: [[{ role: "user", content: `${index === 0 ? "Delete" : "What about"} it, ${index}?` }]],
      function: [{ name: "math.add", description: "Adds", parameters: { type: "dict", properties: {} } }],
    }));
    writeFileSync(join(folder, "bfcl.json"), bfcl.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const args = ["--repeat", "1", "--sets", "forgetting", "--forgetting", join(folder, "bfcl.json")];
    // "good" calls on each of these but one, "bad" on none.
    const run = await evaluate("sets", ...ENDPOINTS, "--against", "other=openai:other", ...args);
    expect(run.errors).toContain("CASES     forgetting 130");
    expect(asked).toHaveLength(3 * 280 + 2 * 130);
    expect(run.code).toBe(3);
    expect(run.output).toContain("Forgetting: cases wrong: worse by more than 5.0 points");
    const [agent] = JSON.parse(readFileSync(join(folder, "sets/results.json"), "utf8")).agents;
    expect(agent.sets).toMatchObject([
      {
        name: "forgetting",
        parts: [{ part: "irrelevance", arms: [{ right: { successes: 1 } }, { right: { successes: 130 } }] }],
      },
    ]);
    expect(readFileSync(join(folder, "sets/cases.jsonl"), "utf8").split("\n")).toHaveLength(131);
    const again = await runCommand(gateCommand, ["gate", join(folder, "sets/results.json"), "--error-rate", "0.1"]);
    expect(again.output).toContain("Forgetting: cases wrong: worse");
    const capped = await evaluate("capped", ...ENDPOINTS, ...args, "--max-calls", "700");
    expect(capped.errors).toContain("needs 820 calls and 700 are allowed");
  });

  it("adds the base with three examples in its prompt, never those that are evaluated", async () => {
    const { output, errors } = await evaluate("shots", ...ENDPOINTS, "--few-shot", "train.jsonl", "--repeat", "1");
    expect(errors).toContain("base with three examples: 280 to make");
    expect(errors).not.toContain("--few-shot");
    expect(output).toContain("Better than base with three examples");
    const [body] = bodies.filter(({ messages }) => messages.length > 8);
    expect(body!.messages[0]!.content).toContain("finished examples");
    expect(JSON.stringify(body!.messages)).toContain("Run the first suite of shot1");
    const again = await evaluate("shots", ...ENDPOINTS, "--few-shot", "train.jsonl", "--repeat", "1");
    expect([again.code, asked.length]).toEqual([0, 0]);
  });

  it("names what it is not compared with, and rows that nobody locked", async () => {
    const { errors } = await evaluate("three", ...ENDPOINTS, "--dry-run");
    expect(errors).toContain("the model that serves now (--incumbent); base with three examples");
    expect(errors).toContain("the rows of own_agent are not locked");
  });

  it("says rows and price without asking", async () => {
    const { code, errors } = await evaluate("three", ...ENDPOINTS, "--dry-run", "--mode", "non-inferiority");
    expect(errors).toContain("742 independent ones show that an equal model is not worse by 5.0 points");
    expect([code, asked.length]).toEqual([0, 0]);
  });

  it.each([
    ["more calls than allowed", [...ENDPOINTS, "--max-calls", "10", "--out", "four"], "none was made"],
    ["nothing to compare with", ["--tuned", "openai:good"], "There is nothing to compare"],
    ["two arms of one name", [...ENDPOINTS, "--against", "base=openai:x"], "Two arms are called base"],
    ["an address that is none", ["--tuned", "good", "--base", "openai:bad"], '"good" is no model to evaluate'],
    ["a scorer that is none", [...ENDPOINTS, "--scorer", "none.cjs"], "The scorer none.cjs cannot be used"],
    ["a set that is none", [...ENDPOINTS, "--sets", "forgetting"], "The forgetting guardrail has no cases"],
    ["examples that are none", [...ENDPOINTS, "--few-shot", "rows.jsonl"], "no short example of"],
    [
      "examples without a base",
      ["--tuned", "openai:good", "--incumbent", "openai:bad", "--few-shot", "train.jsonl"],
      "--few-shot asks the base",
    ],
    ["to play answers of a file", ["--tuned", "a.jsonl", "--base", "openai:bad", "--free-running"], "cannot be played"],
    ["to play rows without a world", [...ENDPOINTS, "--free-running"], "tools of own_agent are not at hand"],
    ["one row twice", [...ENDPOINTS, "--beside", "rows.jsonl"], "stands there twice"],
    ["rows that are not there", [...ENDPOINTS, "--examples", "none.jsonl"], "none.jsonl cannot be read"],
  ])("refuses %s", async (_, args, message) => {
    const { code, errors } = await evaluate("four", ...args);
    expect(code).toBe(1);
    expect(errors).toContain(message);
    expect(asked).toHaveLength(0);
  });

  it.each([
    ["without a limit", [], "Give --max-usd"],
    ["above the limit", ["--max-usd", "0.000001"], "above the limit"],
    ["at an unknown price", ["--base-model", "no-such-model", "--max-usd", "5"], "is unknown; nobody was asked"],
  ])("asks nobody who is paid %s", async (_, args, message) => {
    const place = "projects/p/locations/us-central1";
    const run = await runCommand(
      evalCommand,
      [
        ...["eval", "--examples", "rows.jsonl", "--out", join(folder, "five"), "--tuned", `${place}/endpoints/1`],
        ...["--base", `${place}/publishers/google/models/gemini-3.1-flash-lite`, ...args],
      ],
      { cwd: folder },
    );
    expect(run.code).toBe(1);
    expect(run.errors).toContain(message);
  });
});
