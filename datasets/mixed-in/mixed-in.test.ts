import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FlanstackError } from "../../primitives";
import { libraryAgent } from "../../test/fixtures/library-agent";
import { buildDatasets } from "../build";
import { checkFiles } from "../check-file";
import { prepareEngine } from "../engine";
import { readParquet } from "../export/parquet";
import { findRows, forgetRows } from "../forget";
import type { BuiltDatasets } from "../manifest";
import type { Row } from "../types";
import { licenceObjection } from "./licences";
import { isMixedIn } from "./mixed-row";
import { readSources } from "./read-sources";
import type { MixSource } from "./source";
import { weave } from "./weave";

createRequire(__filename)("../../bin/load-typescript.cjs");

const base = mkdtempSync(join(tmpdir(), "flanstack-mix-"));
const counts = { tflan: 9, react: 9, negative: 8 };
const TRAIN = 20;
afterAll(() => rmSync(base, { recursive: true, force: true }));

const CROPS = ["beans", "barley", "plums", "leeks", "hops", "chives", "peas", "quinces", "figs", "oats", "kale", "rye"];
const say = (user: string, assistant = "Patience.", more: object = {}) =>
  JSON.stringify({
    messages: [
      { role: "user", content: user },
      { role: "assistant", content: assistant, ...more },
    ],
  });
const lesson = (index: number) => `What do ${CROPS[index]} want from a gardener in month ${index} of a year?`;

let files = 0;
/** A file of rows; the name is that of the rows. */
function file(lines: readonly string[], name = `general${files}.jsonl`): string {
  files += 1;
  const path = join(base, name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
  return path;
}

const general = file(
  CROPS.map((_, index) => say(lesson(index))),
  "general.jsonl",
);

const build = (mix: readonly MixSource[], more: object = {}, cache = mkdtempSync(join(base, "cache-"))) =>
  buildDatasets({
    agents: [{ agent: libraryAgent as never, settings: { counts, formats: ["trl", "parquet"], mix, ...more } }],
    outputDirectory: cache,
    strict: false,
  });

function rowsIn(built: BuiltDatasets, name = "library_agent_train.jsonl"): Row[] {
  return readFileSync(join(built.agents[0]!.directory, name), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
}

async function failureOf(work: () => Promise<unknown>): Promise<FlanstackError> {
  const error = await work().then(
    () => undefined,
    (each: unknown) => each,
  );
  if (!FlanstackError.is(error)) throw new Error("nothing was refused");
  return error;
}

describe("mix", () => {
  let plain: BuiltDatasets;
  let mixed: BuiltDatasets;
  beforeAll(async () => {
    plain = await build([]);
    mixed = await build([{ file: general, ratio: 0.5, licence: "CC-BY-4.0" }]);
  });

  it("adds as many rows as the ratio says to train alone, and leaves the generated rows as they are", () => {
    expect(rowsIn(mixed).filter(isMixedIn)).toHaveLength(TRAIN / 2);
    expect(rowsIn(mixed).filter((row) => !isMixedIn(row))).toEqual(rowsIn(plain));
    expect(rowsIn(mixed, "library_agent_val.jsonl")).toEqual(rowsIn(plain, "library_agent_val.jsonl"));
    expect(mixed.agents[0]!.counts).toEqual(plain.agents[0]!.counts);
    expect(mixed.agents[0]!.gates).toEqual(plain.agents[0]!.gates);
  });

  it("keeps the licence with each row and says what became of the file", () => {
    const [row] = rowsIn(mixed).filter(isMixedIn);
    expect(row!.tags).toContain("licence:cc-by-4.0");
    expect(mixed.agents[0]!.mix).toMatchObject([
      { file: "general.jsonl", licence: "cc-by-4.0", wanted: 10, read: 12, duplicates: 0, contaminated: 0, taken: 10 },
    ]);
    expect(mixed.agents[0]!.mix![0]!.tokens).toBeGreaterThan(100);
    const card = readFileSync(mixed.cardPath, "utf8");
    expect(card).toContain("| library_agent | general.jsonl | cc-by-4.0 | 0.5 | 10 | 12 |");
    expect(card).toContain("license: other");
    expect(readFileSync(plain.cardPath, "utf8")).toContain("license: apache-2.0");
  });

  it("writes the same rows in the same order in every format", async () => {
    const canonical = rowsIn(mixed);
    const parquet = await readParquet(readFileSync(join(mixed.agents[0]!.directory, "library_agent_train.parquet")));
    expect(parquet.map((row) => row.id)).toEqual(canonical.map((row) => row.id));
    const trl = rowsIn(mixed, "library_agent_trl_train.jsonl") as unknown as {
      readonly messages: readonly { readonly role: string; readonly content: string }[];
    }[];
    const asked = (messages: readonly { readonly role: string; readonly content: string }[]) =>
      messages.find(({ role }) => role === "user")!.content;
    expect(trl.map(({ messages }) => asked(messages))).toEqual(canonical.map((row) => asked(row.conversations)));
    expect(mixed.agents[0]!.files.filter(({ split }) => split === "train").map(({ rows }) => rows)).toEqual([
      30, 30, 30,
    ]);
  });

  it("spreads them evenly, the first hundred rows included", () => {
    const places = rowsIn(mixed).flatMap((row, index) => (isMixedIn(row) ? [index] : []));
    expect(Math.max(...places.map((place, index) => place - (places[index - 1] ?? -1)))).toBeLessThanOrEqual(4);
  });

  it("gives the same bytes again, others for another file, ratio or seed", async () => {
    const digest = (built: BuiltDatasets) => built.agents[0]!.files[0]!.sha256;
    const copy = join(mkdtempSync(join(base, "elsewhere-")), "general.jsonl");
    writeFileSync(copy, readFileSync(general));
    const again = await build([{ file: copy, ratio: 0.5, licence: "cc-by-4.0" }]);
    expect(digest(again)).toBe(digest(mixed));
    expect(again.digest).toBe(mixed.digest);
    expect((await build([{ file: general, ratio: 0.4, licence: "cc-by-4.0" }])).digest).not.toBe(mixed.digest);
    writeFileSync(copy, `${readFileSync(general, "utf8")}${say("Do hedgehogs eat slugs in a garden at night?")}\n`);
    expect((await build([{ file: copy, ratio: 0.5, licence: "cc-by-4.0" }])).digest).not.toBe(mixed.digest);
  });

  it("takes each row once, and says when there are too few", async () => {
    const lines = [
      say(lesson(0)),
      say("what do BEANS want from a  gardener in month 0 of a year?", "Rain."),
      say(lesson(1)),
    ];
    const built = await build([{ file: file(lines), ratio: 1, licence: "own" }]);
    expect(built.agents[0]!.mix).toMatchObject([{ wanted: 20, read: 3, duplicates: 1, taken: 2 }]);
    expect(rowsIn(built)).toHaveLength(TRAIN + 2);
  });

  it("takes no row of a second file that the first has", async () => {
    const first = file([say(lesson(0)), say(lesson(1))]);
    const second = file([say(lesson(1)), say(lesson(2))]);
    const built = await build([
      { file: first, ratio: 1, licence: "own" },
      { file: second, ratio: 1, licence: "own" },
    ]);
    expect(built.agents[0]!.mix!.map(({ taken, duplicates }) => [taken, duplicates])).toEqual([
      [2, 0],
      [1, 1],
    ]);
  });

  it("takes nothing that resembles a held-out request, nor a generated row itself", async () => {
    const held = rowsIn(plain, "library_agent_val.jsonl").map(
      (row) => row.conversations.find(({ role }) => role === "user")!.content,
    );
    const own = JSON.stringify(rowsIn(plain)[0]);
    const near = file([...held.slice(0, 3).map((text) => say(`${text.toUpperCase()} !!`)), say(lesson(3))]);
    const built = await build([
      { file: near, ratio: 1, licence: "own" },
      { file: file([own]), ratio: 1, licence: "own" },
    ]);
    expect(built.agents[0]!.mix).toMatchObject([
      { contaminated: 3, taken: 1 },
      { duplicates: 1, taken: 0 },
    ]);
  });

  it("takes nothing that resembles a request that models are judged by", async () => {
    const all = {
      agents: [
        { agent: libraryAgent as never, settings: { counts, mix: [{ file: general, ratio: 1, licence: "own" }] } },
      ],
    };
    const held = await buildDatasets({
      ...all,
      heldOut: [lesson(4).toUpperCase(), "Is there anything else?"],
      outputDirectory: mkdtempSync(join(base, "cache-")),
      strict: false,
    });
    const free = await buildDatasets({ ...all, outputDirectory: mkdtempSync(join(base, "cache-")), strict: false });
    expect(held.agents[0]!.mix).toMatchObject([{ contaminated: 1, taken: 11 }]);
    expect(free.agents[0]!.mix).toMatchObject([{ contaminated: 0, taken: 12 }]);
    expect(held.digest).not.toBe(free.digest);
  });

  it("is accepted by the check of any file", async () => {
    const path = join(mixed.agents[0]!.directory, "library_agent_train.jsonl");
    const engine = prepareEngine(libraryAgent as never, []);
    const [report] = await checkFiles([{ path, content: readFileSync(path) }], { engineOf: () => engine });
    expect(report).toMatchObject({ rows: 30, replayed: TRAIN, problems: [] });
  });

  it("forgets a row of the user's own, and keeps it out of later builds", async () => {
    const cache = mkdtempSync(join(base, "cache-"));
    const mix = [{ file: general, ratio: 0.5, licence: "own" }];
    const before = await build(mix, {}, cache);
    const { id } = rowsIn(before).find(isMixedIn)!;
    forgetRows(findRows([id], cache, []), [id], cache, () => undefined);
    const after = await build(mix, { forgotten: [id] }, cache);
    expect(rowsIn(after).map((row) => row.id)).not.toContain(id);
    expect(after.agents[0]!.mix).toMatchObject([{ forgotten: 1 }]);
  });

  it.each<[string, readonly MixSource[], RegExp]>([
    [
      "a file that is not there",
      [{ file: join(base, "gone.jsonl"), ratio: 1, licence: "own" }],
      /mix\.0\.file: .*not there/,
    ],
    ["a folder", [{ file: base, ratio: 1, licence: "own" }], /is no file/],
    ["no ratio", [{ file: general, ratio: 0, licence: "own" }], /mix\.0\.ratio: 0 is no ratio/],
    ["a ratio that drowns the rows", [{ file: general, ratio: 11, licence: "own" }], /at most 10/],
    ["a ratio that is no number", [{ file: general, ratio: Number.NaN, licence: "own" }], /NaN is no ratio/],
    ["no licence", [{ file: general, ratio: 1, licence: "" }], /mix\.0\.licence/],
    [
      "two files of one name",
      [
        { file: general, ratio: 1, licence: "own" },
        { file: general, ratio: 1, licence: "own" },
      ],
      /has the name of another/,
    ],
  ])("refuses %s", async (_label, mix, message) => {
    expect((await failureOf(() => build(mix))).message).toMatch(message);
  });

  it.each<[string, string[], RegExp]>([
    [
      "a secret",
      [say("Is sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD a good key?")],
      /row 1: holds what looks like a secret/,
    ],
    [
      "a row without a trained turn",
      [say(lesson(0)), say(lesson(1), "No.", { weight: 0 })],
      /row 2: has no assistant turn/,
    ],
    ["a line cut off", [say(lesson(0)), '{"messages":['], /:2:/],
    ["no rows", [], /holds no row|empty/],
  ])("names %s, and builds nothing", async (_label, lines, message) => {
    expect((await failureOf(() => build([{ file: file(lines), ratio: 1, licence: "own" }]))).message).toMatch(message);
  });

  it("is not made in parts, nor without the held-out rows it must not resemble", async () => {
    const mix = [{ file: general, ratio: 1, licence: "own" }];
    expect((await failureOf(() => build(mix, { splits: ["train"] }))).message).toMatch(/wants validation too/);
    const inParts = buildDatasets({
      agents: [{ agent: libraryAgent as never, settings: { counts, mix } }],
      shard: { index: 0, of: 2 },
      outputDirectory: base,
    });
    expect((await failureOf(() => inParts)).message).toMatch(/Build without --shard/);
  });
});

describe("readSources", () => {
  it("reads the published Agent-FLAN shape, and keeps which turns are trained", async () => {
    const conversation = [
      { role: "user", content: "What do bees want?" },
      { role: "assistant", content: "Honey.", loss: false },
      { role: "user", content: "Sure?" },
      { role: "assistant", content: "No, flowers.", loss: true },
    ];
    const path = file([JSON.stringify({ conversation, id: 4 })]);
    const [rows] = [...(await readSources([{ file: path, ratio: 1, licence: "Apache-2.0" }])).values()];
    expect(rows![0]!.conversations.map(({ loss }) => loss)).toEqual([false, false, false, false, true]);
    expect(rows![0]!.tags).toContain("licence:apache-2.0");
  });

  it("names fifty problems at most, and says how many there are", async () => {
    const lines = Array.from({ length: 70 }, (_, index) => say(`Lesson ${index}?`, "None.", { weight: 0 }));
    const error = await failureOf(() => readSources([{ file: file(lines), ratio: 1, licence: "own" }]));
    expect(error.problems).toHaveLength(50);
    expect(error.message).toContain("first 50 of 70");
  });
});

describe("weave", () => {
  it("keeps both orders, loses nothing, and is even in every prefix", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (own, mixed) => {
        const lines = [
          ...weave(
            Array.from({ length: own }, (_, index) => index),
            own,
            Array.from({ length: mixed }, (_, index) => -1 - index),
          ),
        ];
        expect(lines.filter((line) => line >= 0)).toEqual(Array.from({ length: own }, (_, index) => index));
        expect(lines.filter((line) => line < 0)).toEqual(Array.from({ length: mixed }, (_, index) => -1 - index));
        if (own === 0 || mixed === 0) return;
        for (const [index] of lines.entries()) {
          const part = lines.slice(0, index + 1).filter((line) => line < 0).length;
          expect(Math.abs(part - ((index + 1) * mixed) / (own + mixed))).toBeLessThanOrEqual(1.001);
        }
      }),
    );
  });
});

describe("licenceObjection", () => {
  it.each([
    ["own", undefined],
    ["Apache-2.0", undefined],
    ["cc-by-4.0", undefined],
    ["cc-by-nc-4.0", "forbids commercial use"],
    ["cc-by-nd-4.0", "forbids derived works"],
    ["cc-by-sa-4.0", "asks that what is derived carries it too"],
    ["gpl-3.0", "asks that what is derived carries it too"],
    ["sharegpt", "is not known to allow tuning"],
    ["mitre", "is not known to allow tuning"],
  ])("%s: %s", (licence, objection) => {
    expect(licenceObjection(licence)).toBe(objection);
  });
});
