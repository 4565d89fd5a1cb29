/**
 * A real build, held to what the providers publish: Vertex's Content and Tool messages (Google's protocol buffers, as JSON
 * Schema in `sandbox/schemas`), and OpenAI's chat types (its SDK, generated from its OpenAPI document), by the compiler.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Ajv from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import vertex from "../../sandbox/schemas/vertex.golden.json";

const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "flanstack-schemas-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// biome-ignore lint/suspicious/noExplicitAny: what a line holds is what is asked here
type Line = any;
const lines = (format: string, split = "train"): Line[] =>
  readFileSync(join(folder, `legal_agent_${format}_${split}.jsonl`), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

beforeAll(() => {
  const formats = "gemini,gemini_preference,openai,openai_preference";
  const build = ["data", "build", "--out", folder, "--agents", "legal_agent", "--formats", formats];
  spawnSync(process.execPath, [join(root, "bin/flanstack.cjs"), ...build], { encoding: "utf8" });
}, 600_000);

describe("Vertex", () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "vertex", ...vertex });
  const message = (name: string) =>
    ajv.compile({ $ref: `vertex#/definitions/request:google.cloud.aiplatform.v1.${name}` });
  const [content, tool] = [message("Content"), message("Tool")];
  const problems = (check: typeof content, values: unknown[]) =>
    values.flatMap((value) => (check(value) ? [] : [ajv.errorsText(check.errors)]));

  it("takes every instruction, turn and tool of both splits", () => {
    const rows = [...lines("gemini"), ...lines("gemini", "val")];
    expect(rows).toHaveLength(600);
    expect(
      problems(
        content,
        rows.flatMap((row) => [row.systemInstruction, ...row.contents]),
      ),
    ).toEqual([]);
    expect(
      problems(
        tool,
        rows.flatMap((row) => row.tools ?? []),
      ),
    ).toEqual([]);
  });

  it("takes every turn and completion of the pairs", () => {
    const turns = lines("gemini_preference").flatMap((row) => [
      row.systemInstruction,
      ...row.contents,
      ...row.completions.map((each: { completion: unknown }) => each.completion),
    ]);
    expect(problems(content, turns)).toEqual([]);
  });

  it.each<[string, (row: Line) => unknown]>([
    ["args as a text", () => ({ role: "model", parts: [{ functionCall: { name: "x", args: "{}" } }] })],
    ["two kinds in one part", () => ({ role: "model", parts: [{ text: "x", functionCall: { name: "x" } }] })],
    ["a key of another API", () => ({ role: "model", content: "x" })],
  ])("would refuse %s", (_, damaged) => {
    expect(problems(content, [damaged(lines("gemini")[0])])).not.toEqual([]);
  });

  it("would refuse a tool in JSON Schema's spelling", () => {
    const [row] = lines("gemini").filter((each) => each.tools !== undefined);
    row.tools[0].functionDeclarations[0].parameters.type = "object";
    expect(problems(tool, row.tools)).not.toEqual([]);
  });
});

describe("OpenAI", () => {
  /** What the compiler says of these lines; empty when they fit the SDK's types. */
  function compile(chats: Line[], pairs: Line[]): string {
    const text = `
      import type { ChatCompletionAssistantMessageParam, ChatCompletionMessageParam, ChatCompletionTool } from "${root}/node_modules/openai/resources/chat/completions";
      type Trained<Message> = Message extends ChatCompletionAssistantMessageParam ? Message & { weight?: 0 | 1 } : Message;
      interface Chat<Message> { messages: Message[]; tools?: ChatCompletionTool[]; parallel_tool_calls?: boolean }
      interface Pair {
        input: Chat<ChatCompletionMessageParam>;
        preferred_output: [ChatCompletionAssistantMessageParam];
        non_preferred_output: [ChatCompletionAssistantMessageParam];
      }
      export const chats: Chat<Trained<ChatCompletionMessageParam>>[] = [${chats.map((line) => JSON.stringify(line)).join(",\n")}];
      export const pairs: Pair[] = [${pairs.map((line) => JSON.stringify(line)).join(",\n")}];
    `;
    const file = join(folder, "lines.ts");
    writeFileSync(file, text);
    const compiler = join(root, "node_modules/typescript-native/bin/tsc");
    const options = [
      "--ignoreConfig",
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--module",
      "nodenext",
      "--target",
      "es2022",
    ];
    return spawnSync(process.execPath, [compiler, ...options, file], { encoding: "utf8" }).stdout.slice(0, 2000);
  }

  it("compiles nothing else: an empty file is fine", () => {
    expect(compile([], [])).toBe("");
  });

  it("takes every line of validation, chats and pairs", () => {
    const [chats, pairs] = [lines("openai", "val"), lines("openai_preference", "val")];
    expect(chats).toHaveLength(120);
    expect(pairs.length).toBeGreaterThan(80);
    expect(compile(chats, pairs)).toBe("");
  });

  it.each<[string, (chat: Line, pair: Line) => unknown]>([
    ["arguments as an object", (chat) => Object.assign(firstCall(chat).function, { arguments: {} })],
    ["a weight of two", (chat) => Object.assign(chat.messages.at(-1), { weight: 2 })],
    ["a weight of the user", (chat) => Object.assign(chat.messages[1], { weight: 1 })],
    ["a weight in a pair", (_, pair) => Object.assign(pair.preferred_output[0], { weight: 1 })],
    ["a call without an id", (chat) => delete firstCall(chat).id],
  ])("would refuse %s", (_, damage) => {
    const chat = lines("openai").find((each) => firstCall(each) !== undefined);
    const [pair] = lines("openai_preference");
    damage(chat, pair);
    expect(compile([chat], [pair])).toMatch(/error TS2\d\d\d/);
  });
});

function firstCall(chat: Line): Line {
  return chat.messages.find((message: Line) => message.tool_calls !== undefined)?.tool_calls[0];
}
