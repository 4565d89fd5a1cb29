import { beforeAll, describe, expect, it } from "vitest";
import { libraryAgent } from "../test/fixtures/library-agent";
import { prepareEngine } from "./engine";
import { exportFormat } from "./export";
import { normaliseText, SimilarityIndex } from "./near-duplicates";
import { type Block, generateBlock } from "./pipeline";
import { type AgentSettings, normaliseSettings } from "./settings";
import type { AnyAgent, Example, Row } from "./types";
import { verifyRow } from "./verify-row";

const agent = libraryAgent as unknown as AnyAgent;
const engine = prepareEngine(agent);
const settings = (more: AgentSettings = {}) =>
  normaliseSettings("library_agent", { counts: { tflan: 12, react: 12, negative: 12 }, ...more });
let block: Block;

beforeAll(() => {
  block = generateBlock(engine, settings(), 0);
});

describe("generateBlock", () => {
  it("makes the rows that were asked for", () => {
    const count = (split: string, type: string) =>
      block.examples.filter((example) => example.split === split && example.row.type === type).length;
    expect(["tflan", "react", "negative"].map((type) => [count("train", type), count("validation", type)])).toEqual([
      [10, 2],
      [10, 2],
      [10, 2],
    ]);
  });

  it("makes every key in every row and message, with unique ids", () => {
    for (const { row } of block.examples) {
      expect(Object.keys(row)).toEqual(Object.keys(block.examples[0]!.row));
      for (const message of row.conversations) expect(Object.keys(message)).toEqual(["role", "content", "loss"]);
    }
    expect(new Set(block.examples.map((example) => example.row.id)).size).toBe(36);
  });

  it("makes rows that pass every gate when they are played again from what they say", () => {
    for (const { row } of block.examples) expect(verifyRow(engine, JSON.parse(JSON.stringify(row)))).toEqual([]);
  });

  it("repeats no prompt, but for twins, and shows no validation prompt in train", () => {
    const isTwin = (example: Example) => example.row.tags.some((tag) => tag.startsWith("twin:"));
    const prompts = block.examples
      .filter((example) => !isTwin(example))
      .map((example) => normaliseText(example.prompt));
    expect(new Set(prompts).size).toBe(prompts.length);
    const train = new Set(
      block.examples.filter((example) => example.split === "train").map((example) => normaliseText(example.prompt)),
    );
    for (const example of block.examples)
      if (example.split === "validation") expect(train).not.toContain(normaliseText(example.prompt));
  });

  it("holds validation apart from train even where requests of one split begin to resemble each other", () => {
    const many = generateBlock(engine, settings({ counts: { tflan: 24, react: 24, negative: 24 } }), 0).examples;
    const nearest = (split: string, other: string) => {
      const index = new SimilarityIndex();
      for (const example of many) if (example.split === other) index.add(example.row.id, example.prompt);
      return many.flatMap((example) =>
        example.split === split ? [index.nearest(example.prompt, new Set([example.row.id]))?.similarity ?? 0] : [],
      );
    };
    expect(Math.max(...nearest("train", "train"))).toBeGreaterThan(0.7);
    expect(Math.max(...nearest("validation", "train"))).toBeLessThan(0.7);
  });

  it("keeps twins in one split, with the same request or one value less", () => {
    const byId = new Map(block.examples.map((example) => [example.row.id, example]));
    const twins = block.examples.flatMap((example) => {
      const id = example.row.tags.find((tag) => tag.startsWith("twin:"))?.slice(5);
      return id === undefined ? [] : [{ example, host: byId.get(id)! }];
    });
    expect(twins.length).toBeGreaterThan(3);
    for (const { example, host } of twins) {
      expect(example.split).toBe(host.split);
      expect(host.row.type).not.toBe("negative");
      if (["tool_removed", "no_tools", "operation_removed"].includes(example.kind))
        expect(example.prompt).toBe(host.prompt);
      else expect(example.prompt).not.toBe(host.prompt);
    }
  });

  it("keeps entities of validation out of train", () => {
    const identifiers = (split: string) =>
      new Set(
        block.examples
          .filter((example) => example.split === split)
          .flatMap((example) => JSON.stringify(example.messages).match(/\b(BK|LN|M)-\d+/g) ?? []),
      );
    const train = identifiers("train");
    for (const identifier of identifiers("validation")) expect(train).not.toContain(identifier);
  });

  it("gives the same bytes again, in another locale and time zone too", () => {
    const before = { zone: process.env.TZ, language: process.env.LANG };
    process.env.TZ = "Pacific/Chatham";
    process.env.LANG = "tr_TR.UTF-8";
    const again = generateBlock(prepareEngine({ ...agent }), settings(), 0);
    process.env.TZ = before.zone;
    process.env.LANG = before.language;
    expect(again.examples.map((example) => example.row)).toEqual(block.examples.map((example) => example.row));
  });

  it("gives other rows for another seed or block, with ids of their own", () => {
    const other = generateBlock(engine, settings({ seed: 8 }), 0);
    const next = generateBlock(engine, settings(), 1);
    const ids = new Set(block.examples.map((example) => example.row.id));
    for (const example of [...other.examples, ...next.examples]) expect(ids).not.toContain(example.row.id);
    expect(other.examples[0]!.prompt).not.toBe(block.examples[0]!.prompt);
  });

  it("does not let test rows move a row of train", () => {
    const more = generateBlock(engine, settings({ testRows: 6 }), 0);
    const train = (from: Block) =>
      from.examples.filter((example) => example.split === "train").map((example) => example.row);
    expect(train(more)).toEqual(train(block));
    expect(more.examples.filter((example) => example.split === "test")).toHaveLength(6);
  });

  it("turns to other families when the only one with an unused value makes no such row", () => {
    const single = agent.scenarios.find((each) => each.family === "copies_on_shelf")!;
    const stubborn = { ...single, family: "copies_step_by_step", shape: "chain" as const };
    const plain = prepareEngine({ ...agent, scenarios: [...agent.scenarios, stubborn] });
    const families = new Map(
      [...plain.families].map(([family, facts]) => {
        const isStubborn = family === stubborn.family;
        const values = new Set(isStubborn ? [...plain.families.values()].flatMap((each) => [...each.values]) : []);
        return [family, { ...facts, steps: isStubborn ? new Set([2]) : facts.steps, values }] as const;
      }),
    );
    expect(generateBlock({ ...plain, families }, settings(), 0).examples).toHaveLength(36);
  });

  it("says what is missing when an agent cannot make a kind of row", () => {
    expect(() =>
      generateBlock(prepareEngine({ ...agent, declines: [], lexicon: { ...agent.lexicon, chat: [] } }), settings(), 0),
    ).toThrow(/no \w+ row/);
  });
});

describe("renderings", () => {
  const systemOf = (row: Row) => row.conversations[0]!.content;

  it("writes ReAct text only with an instruction and without native tools", () => {
    const text = generateBlock(engine, settings({ rendering: "text" }), 0);
    for (const { row } of text.examples) {
      expect(row.tools).toBe("[]");
      expect(systemOf(row)).toContain("Action Input:");
      expect(row.conversations.some((message) => message.role === "tool")).toBe(false);
      expect(verifyRow(engine, row)).toEqual([]);
    }
  });

  it("never mixes ReAct text into native rows", () => {
    const native = generateBlock(engine, settings({ rendering: "native" }), 0);
    for (const { row } of native.examples) {
      expect(systemOf(row)).not.toContain("Action Input:");
      expect(
        row.conversations.some(
          (message) => message.role === "assistant" && /^(Thought|Action):/m.test(message.content),
        ),
      ).toBe(false);
    }
  });

  it("gives no reasons when they are switched off", () => {
    const bare = generateBlock(engine, settings({ reasons: false, rendering: "native" }), 0);
    const calls = bare.examples.flatMap((example) =>
      example.messages.filter((message) => message.content.includes("<tool_call>")),
    );
    expect(calls.length).toBeGreaterThan(10);
    for (const call of calls) expect(call.content.startsWith("<tool_call>")).toBe(true);
  });

  it.each(["canonical", "gemini", "openai", "trl", "text", "messages", "anthropic"] as const)(
    "exports every row to valid %s",
    (name) => {
      const format = exportFormat(name)!;
      for (const { row } of block.examples)
        expect(format.check(JSON.parse(JSON.stringify(format.render(row))))).toEqual([]);
    },
  );

  it("never lets a slip be a target where a format trains every turn", () => {
    const slips = block.examples.filter((example) =>
      example.messages.some((message) => message.role === "assistant" && !message.loss),
    );
    expect(slips.length).toBeGreaterThan(0);
    for (const { row, trace } of slips) {
      const slip = trace.calls.find((call) => call.event === "mistake")!;
      expect(JSON.stringify(exportFormat("gemini")!.render(row))).not.toContain(JSON.stringify(slip.arguments));
      expect(JSON.stringify(exportFormat("openai")!.render(row))).toContain('"weight":0');
    }
  });
});
