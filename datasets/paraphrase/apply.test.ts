import { describe, expect, it } from "vitest";
import { libraryAgent } from "../../test/fixtures/library-agent";
import { makeBlock } from "../build-agent";
import { prepareEngine } from "../engine";
import { generateBlock } from "../pipeline";
import { normaliseSettings } from "../settings";
import type { Row } from "../types";
import { verifyRow } from "../verify-row";
import { applyParaphrases, judgeRows, type Refusal } from "./apply";
import { paraphraseKey } from "./paraphrase-file";
import { isParaphrased, promptOf, requestsOf, withParaphrase } from "./requests";
import { valuesToKeep, wantedParaphrases } from "./wanted";

const engine = prepareEngine(libraryAgent as never, []);
const settings = normaliseSettings("library_agent", { counts: { tflan: 12, react: 12, negative: 10 } });
const made = generateBlock(engine, settings, 0).examples;
const train = made.filter(({ split }) => split === "train").map(({ row }) => row);
const wanted = wantedParaphrases(train, 1);

/** Other words that keep all: sentences in another order, or a polite beginning. */
function reworded(text: string): string {
  const sentences = text.split(/(?<=[.!?]) /);
  return sentences.length > 1
    ? [...sentences.slice(1), sentences[0]].join(" ")
    : `My question at the desk is as follows, please: ${text}`;
}

function apply(paraphrases: readonly (readonly [text: string, paraphrase: string])[]) {
  const refused: Refusal[] = [];
  const keyed = new Map(paraphrases.map(([text, paraphrase]) => [paraphraseKey(text), paraphrase]));
  const rows = applyParaphrases(engine, made, keyed, (refusal) => refused.push(refusal));
  return { rows, refused };
}

describe("applyParaphrases", () => {
  const good = apply(wanted.map(({ text }) => [text, reworded(text)]));
  const changed = good.rows.filter(({ row }) => isParaphrased(row));

  it("puts in what passes, and every row still passes every gate", () => {
    expect(changed.length).toBeGreaterThan(5);
    for (const { row } of changed) expect(verifyRow(engine, row)).toEqual([]);
  });

  it("changes user messages alone", () => {
    for (const [index, { row }] of good.rows.entries()) {
      const before = made[index]!.row;
      const others = (each: Row) => each.conversations.filter(({ role }) => role !== "user");
      expect(others(row)).toEqual(others(before));
      expect([row.id, row.tools, row.type, row.frame_id]).toEqual([
        before.id,
        before.tools,
        before.type,
        before.frame_id,
      ]);
    }
  });

  it("leaves held-out rows in the words of the grammar", () => {
    for (const [index, { row, split }] of good.rows.entries())
      if (split !== "train") expect(row).toBe(made[index]!.row);
  });

  it("keeps what the gates on sets look at in step with the row", () => {
    for (const example of changed) {
      expect(example.prompt).toBe(promptOf(example.row));
      expect(example.messages).toEqual(example.row.conversations);
      expect(example.trace).toEqual(JSON.parse(example.row.trace));
      expect(example.maskedPrompt).not.toMatch(/\bM-\d{4}\b/);
    }
  });

  it("gives twins the same words, or neither of them", () => {
    const twins = wanted.filter(({ places }) => places.length > 1);
    expect(twins.length).toBeGreaterThan(0);
    const byId = new Map(good.rows.map(({ row }) => [row.id, row]));
    for (const { places } of twins) {
      const said = places.map(({ row, index }) => byId.get(row.id)!.conversations[index]!.content);
      expect(new Set(said).size).toBe(1);
    }
  });

  it("refuses for all rows what one of them cannot hold", () => {
    const { places, rows } = wanted
      .filter((each) => each.places.length > 1)
      .map(({ text, places }) => ({
        places,
        rows: places.map(({ row, index }) => withParaphrase(row, index, reworded(text))),
      }))
      .find((each) => judgeRows(engine, each.rows) === undefined)!;
    const [first, ...rest] = rows;
    const broken = { ...rest[0]!, trace: places[1]!.row.trace };
    expect(judgeRows(engine, [first!, broken, ...rest.slice(1)])).toBeDefined();
  });

  it("counts what is refused by rule, and keeps the words of the grammar there", () => {
    // A short request would grow too much before its values are looked at.
    const long = wanted.filter(({ text }) => text.split(" ").length > 12);
    const withValue = long.filter((each) => valuesToKeep(engine, each).length > 0).slice(0, 4);
    expect(withValue).toHaveLength(4);
    const lost = apply(
      withValue.map((each) => [
        each.text,
        valuesToKeep(engine, each).reduce((text, value) => text.replaceAll(value, "that one"), reworded(each.text)),
      ]),
    );
    expect(lost.refused.map(({ rule }) => rule)).toEqual(withValue.map(() => "values"));
    expect(lost.rows.map(({ row }) => row)).toEqual(made.map(({ row }) => row));
  });

  it("refuses what resembles another row", () => {
    const [one, other] = wanted.filter(({ places, text }) => places.length === 1 && text.split(" ").length > 8);
    const twice = apply([[one!.text, other!.text]]);
    expect(twice.refused).toHaveLength(1);
    expect(twice.rows.some(({ row }) => isParaphrased(row))).toBe(false);
  });

  it("takes nothing for rows that it has no words for", () => {
    expect(apply([["Is this the request of another build?", "Would this be another build's request?"]])).toEqual({
      rows: made,
      refused: [],
    });
  });
});

describe("a paraphrased row", () => {
  const { text, places } = wanted.find((each) => judge(each) === undefined)!;
  const { row, index } = places[0]!;
  const good = withParaphrase(row, index, reworded(text));

  function judge(each: (typeof wanted)[number]) {
    return judgeRows(
      engine,
      each.places.map((place) => withParaphrase(place.row, place.index, reworded(each.text))),
    );
  }

  it.each<[string, (row: Row) => Row]>([
    ["whose trace does not hold the words of the grammar", (each) => ({ ...each, trace: row.trace })],
    [
      "whose trace holds words that no frame gives",
      (each) => ({ ...each, trace: each.trace.replace(text.slice(0, 12), "Whatever now") }),
    ],
    ["that is not tagged", (each) => ({ ...each, tags: row.tags })],
    ["that is tagged and says the old words", () => ({ ...row, tags: good.tags })],
  ])("is refused %s", (_label, spoil) => {
    expect(verifyRow(engine, good)).toEqual([]);
    expect(verifyRow(engine, spoil(good))).not.toEqual([]);
  });
});

describe("wantedParaphrases", () => {
  it("asks for each wording once, and for those of a smaller share with a larger", () => {
    expect(new Set(wanted.map(({ text }) => text)).size).toBe(wanted.length);
    const half = wantedParaphrases(train, 0.5).map(({ key }) => key);
    expect(half.length).toBeGreaterThan(0);
    expect(half.length).toBeLessThan(wanted.length);
    expect(wanted.map(({ key }) => key)).toEqual(expect.arrayContaining(half));
  });

  it("leaves out observations and what is too short to be said otherwise", () => {
    const conversations = [
      "Yes, that one.",
      'Observation: {"a": 1} and what is more of it',
      "Which of the books is overdue by now?",
    ];
    const said = { conversations: conversations.map((content) => ({ role: "user" as const, content, loss: false })) };
    expect(requestsOf(said)).toEqual([{ index: 2, text: conversations[2] }]);
  });
});

describe("makeBlock", () => {
  it("writes the paraphrases, counts them, and gives the same bytes again", () => {
    const keyed = new Map(wanted.map(({ text }) => [paraphraseKey(text), reworded(text)]));
    const bytes = (block: ReturnType<typeof makeBlock>) =>
      block.files.map((file) => Buffer.from(file.bytes).toString());
    keyed.set(paraphraseKey(wanted[0]!.text), "Sure, that is done now.");
    const plain = makeBlock(engine, settings, 0);
    const block = makeBlock(engine, settings, 0, keyed);
    expect(plain.paraphrased).toBe(0);
    expect(block.paraphrased).toBeGreaterThan(5);
    expect(bytes(makeBlock(engine, settings, 0, keyed))).toEqual(bytes(block));
    expect(bytes(block)).not.toEqual(bytes(plain));
    expect(bytes(makeBlock(engine, settings, 0, new Map()))).toEqual(bytes(plain));
    const refused = Object.keys(block.funnel.refused).filter((stage) => stage.startsWith("paraphrase: "));
    expect(refused.length).toBeGreaterThan(0);
  });
});
