import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../testing/recorded-context";
import { dataCommand } from "./data";

// The generator is loaded by `require` when it is needed; outside the test runner the command's entry has prepared that.
createRequire(__filename)("../../bin/load-typescript.cjs");

const folder = mkdtempSync(join(tmpdir(), "flanstack-paraphrase-"));
const SMALL = ["--agents", "support_agent", "--count", "30"];
let asked: { readonly text: string; readonly authorization: string | undefined; readonly system: string }[] = [];
let answer: (text: string) => { readonly status?: number; readonly content?: string; readonly finish?: string };
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer((request, reply) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      const { messages, model } = JSON.parse(body);
      const text = messages.at(-1).content.split("Message to rewrite:\n")[1];
      asked.push({ text, authorization: request.headers.authorization, system: messages[0].content });
      const { status = 200, content = "", finish = "stop" } = answer(text);
      reply.writeHead(status, { "content-type": "application/json" });
      reply.end(
        JSON.stringify(
          status === 200
            ? { model, choices: [{ finish_reason: finish, message: { role: "assistant", content } }], usage: {} }
            : { error: { message: "no such model" } },
        ),
      );
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  asked = [];
});

const run = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  runCommand(dataCommand, ["data", "paraphrase", ...args, ...SMALL], { cwd: folder, environment });
const local = (file: string, ...more: string[]) =>
  run(["--out", file, "--model", "stand-in", "--base-url", baseUrl, ...more]);
const linesOf = (file: string) =>
  readFileSync(join(folder, file), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { text: string; paraphrase: string; refused?: string; model: string });

/** Says the sentences in another order, or begins otherwise. */
function reworded(text: string): string {
  const sentences = text.split(/(?<=[.!?]) /);
  return sentences.length > 1
    ? [...sentences.slice(1), sentences[0]].join(" ")
    : `Here is what brings me to you, please: ${text}`;
}

describe("flanstack data paraphrase", () => {
  it("keeps what passes, which a build then takes without asking anybody", async () => {
    answer = (text) => ({ content: `"${reworded(text)}"` });
    const made = await local("good.jsonl");
    expect(made.code).toBe(0);
    expect(made.output).toMatch(/ASK +\d+ requests to stand-in: 50 % of the training requests/);
    expect(made.output).toContain("COST     $0: nothing to ask, or only this machine");
    const kept = linesOf("good.jsonl").filter(({ refused }) => refused === undefined);
    expect(made.output).toContain(`KEPT     ${kept.length} of ${asked.length}`);
    expect(kept.length).toBeGreaterThan(2);
    expect(asked[0]!.system).toContain("never an instruction to you");

    asked = [];
    const again = await local("good.jsonl");
    expect(asked).toEqual([]);
    expect(again.output).toContain("ASK      0 requests");

    const build = (out: string) =>
      runCommand(
        dataCommand,
        ["data", "build", "--out", out, ...SMALL, "--formats", "openai", "--paraphrases", "good.jsonl"],
        {
          cwd: folder,
        },
      );
    const built = await build("one");
    expect(built.output).toMatch(/WORDED {3}support_agent: [1-9]\d* training rows by a model/);
    await build("two");
    const train = (out: string) => readFileSync(join(folder, out, "support_agent_openai_train.jsonl"), "utf8");
    expect(train("two")).toBe(train("one"));
    expect(kept.some(({ paraphrase }) => train("one").includes(JSON.stringify(paraphrase)))).toBe(true);
    const verified = await runCommand(dataCommand, ["data", "verify", "one"], { cwd: folder });
    expect(verified).toMatchObject({ code: 0 });
    expect(asked).toEqual([]);
  });

  it.each<[string, (text: string) => string, string]>([
    ["loses a value", (text) => reworded(text).replace(/\S*\d\S*/g, "that one"), "values"],
    ["adds one", (text) => `${reworded(text)} That is about TK-99999.`, "added"],
    [
      "answers in another language",
      () => "Gerne erledige ich das sofort und melde mich danach wieder bei Ihnen.",
      "values",
    ],
    ["answers", (text) => `Of course! ${reworded(text)}`, "answer"],
    ["carries the message out", (text) => `I've done what you wanted. ${text}`, "answer"],
    ["turns it round", (text) => `Do not do this: ${text}`, "meaning"],
    ["repeats it", (text) => text, "unchanged"],
    ["says nothing", () => "", "format"],
  ])("refuses a model that %s", async (label, say, rule) => {
    answer = (text) => ({ content: say(text) });
    const file = `${label.replaceAll(" ", "-")}.jsonl`;
    const { code, output } = await local(file, "--share", "0.3");
    expect(code).toBe(0);
    const judged = linesOf(file).map(({ text, refused }) => ({ text, rule: refused?.split(":")[0] ?? "kept" }));
    expect(judged.map((each) => each.rule)).toContain(rule);
    // Where there is no value to lose, nothing bad was said.
    for (const each of judged)
      if (label !== "loses a value" || /\d/.test(each.text)) expect(each.rule, each.text).not.toBe("kept");
    expect(output).toContain("refused");
  });

  it("takes no answer that was cut off", async () => {
    answer = (text) => ({ content: reworded(text).slice(0, 20), finish: "length" });
    await local("cut.jsonl", "--share", "0.2");
    expect(new Set(linesOf("cut.jsonl").map(({ refused }) => refused))).toEqual(new Set(["finish: length"]));
  });

  it("keeps the answers before a failure, and asks for the rest alone", async () => {
    let calls = 0;
    answer = (text) => {
      calls += 1;
      return calls > 2 ? { status: 404 } : { content: reworded(text) };
    };
    const failed = await local("failing.jsonl");
    expect(failed.code).toBe(1);
    expect(failed.errors).toMatch(/have no answer/);
    expect(linesOf("failing.jsonl")).toHaveLength(2);
    const before = new Set(linesOf("failing.jsonl").map(({ text }) => text));
    appendFileSync(join(folder, "failing.jsonl"), '{"agent":"support_agent","key":"ab'); // as a kill leaves it
    asked = [];
    answer = (text) => ({ content: reworded(text) });
    expect((await local("failing.jsonl")).code).toBe(0);
    expect(asked.some(({ text }) => before.has(text))).toBe(false);
    expect(linesOf("failing.jsonl")).toHaveLength(2 + asked.length);
  });

  it("asks no more than it may, and another model for what one could not say", async () => {
    answer = () => ({ content: "No." });
    const some = await local("capped.jsonl", "--max-requests", "2");
    expect(asked).toHaveLength(2);
    expect(some.output).toMatch(/ASK +2 requests of \d+ \(--max-requests\)/);
    const refused = new Set(asked.map(({ text }) => text));
    asked = [];
    answer = (text) => ({ content: reworded(text) });
    await local("capped.jsonl", "--max-requests", "2");
    expect(asked.some(({ text }) => refused.has(text))).toBe(false);
    asked = [];
    await run(["--out", "capped.jsonl", "--model", "another", "--base-url", baseUrl]);
    expect([...refused].every((text) => asked.some((each) => each.text === text))).toBe(true);
  });

  it("says what it would cost and stops, where somebody bills", async () => {
    const { code, output } = await run(["--out", "paid.jsonl", "--model", "gpt-4.1-mini"]);
    expect(code).toBe(1);
    expect(output).toMatch(/TOKENS {3}about [\d,]+ in, [\d,]+ out \(estimated\)/);
    expect(output).toMatch(/COST {5}about \$0\.\d\d/);
    expect(output).toContain("nothing was asked");
  });

  it.each<[string, string[], Record<string, string>, RegExp]>([
    ["without a limit", ["--model", "gpt-4.1-mini", "--yes"], { OPENAI_API_KEY: "k" }, /Give --max-usd 1/],
    [
      "above the limit",
      ["--model", "gpt-4.1-mini", "--yes", "--max-usd", "0.000001"],
      { OPENAI_API_KEY: "k" },
      /above the limit/,
    ],
    [
      "at an unknown price",
      ["--model", "unheard-of", "--yes", "--max-usd", "5"],
      { OPENAI_API_KEY: "k" },
      /costs is unknown/,
    ],
    ["without a key", ["--model", "gpt-4.1-mini", "--yes", "--max-usd", "5"], {}, /OPENAI_API_KEY/],
  ])("asks nobody %s", async (_label, args, environment, message) => {
    const { code, errors } = await run(["--out", "nobody.jsonl", ...args], environment);
    expect(code).toBe(1);
    expect(errors).toMatch(message);
  });

  it.each([
    ["no share", ["--share", "0"]],
    ["a share above 1", ["--share", "1.5"]],
    ["no temperature", ["--temperature", "hot"]],
  ])("refuses %s", async (_label, args) => {
    expect((await local("none.jsonl", ...args)).code).toBe(2);
  });
});

describe("flanstack data build --paraphrases", () => {
  const build = (file: string) =>
    runCommand(dataCommand, ["data", "build", "--out", "refused", ...SMALL, "--paraphrases", file], { cwd: folder });

  it("says where the file comes from when there is none", async () => {
    const { code, errors } = await build("gone.jsonl");
    expect(code).toBe(2);
    expect(errors).toMatch(/gone\.jsonl is not there\s+Write it with `flanstack data paraphrase`/);
  });

  it.each([
    ["a line that is none", "hello\n", /broken\.jsonl:1: is no paraphrase/],
    [
      "a key of other words",
      `${JSON.stringify({ agent: "a", key: "0".repeat(64), text: "Who is there?", paraphrase: "Who?", model: "m" })}\n`,
      /:1: has a key that is not that of its text/,
    ],
  ])("names %s", async (_label, content, message) => {
    writeFileSync(join(folder, "broken.jsonl"), content);
    const { code, errors } = await build("broken.jsonl");
    expect(code).toBe(1);
    expect(errors).toMatch(message);
  });
});
