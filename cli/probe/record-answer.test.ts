import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findModel, loadCatalog } from "../../catalog";
import { type FoundAnswer, recordAnswer, withAnswer } from "./record-answer";

const folder = mkdtempSync(join(tmpdir(), "flanstack-answer-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const found: FoundAnswer = {
  platform: "gemini",
  model: "gemini-3.5-flash",
  question: "function-call-parts",
  answer: "yes",
  source: "projects/acme/locations/us-central1/tuningJobs/1",
  checkedOn: "2026-11-23",
};

describe("recordAnswer", () => {
  it("dates the answer alone: no other fact gets fresher by it", async () => {
    const file = join(folder, "new.json");
    await recordAnswer(file, found);
    const before = findModel(loadCatalog(), "gemini", found.model)!;
    const after = findModel(loadCatalog({ overridesFile: file }), "gemini", found.model)!;
    expect(after).toEqual({
      ...before,
      functionCallPartsInTuningData: "yes",
      probes: [{ question: found.question, answer: "yes", source: found.source, checkedOn: found.checkedOn }],
    });
    expect(after.checkedOn).toBe(before.checkedOn);
  });

  it("keeps the user's other facts and replaces an earlier answer", async () => {
    const file = join(folder, "own.json");
    const own = {
      models: [
        { platform: "gemini", id: "gemini-3.5-flash", notes: ["ours"] },
        { platform: "local", id: "*", notes: [] },
      ],
    };
    writeFileSync(file, JSON.stringify(own));
    await recordAnswer(file, found);
    await recordAnswer(file, { ...found, question: "label-filter", answer: "no" });
    await recordAnswer(file, { ...found, answer: "no", checkedOn: "2026-12-01" });
    const facts = findModel(loadCatalog({ overridesFile: file }), "gemini", found.model)!;
    expect(facts).toMatchObject({ functionCallPartsInTuningData: "no", jobListFiltersByLabel: "no", notes: ["ours"] });
    expect(facts.probes.map((probe) => [probe.question, probe.checkedOn])).toEqual([
      ["label-filter", "2026-11-23"],
      ["function-call-parts", "2026-12-01"],
    ]);
    expect(JSON.parse(readFileSync(file, "utf8")).models).toHaveLength(2);
  });

  it("leaves a faulty file as it is", async () => {
    const file = join(folder, "faulty.json");
    writeFileSync(file, '{"models":[{"platform":"gemini","id":"gemini-3.5-flash","tunableUntil":"soon"}]}');
    const before = readFileSync(file, "utf8");
    await expect(recordAnswer(file, found)).rejects.toThrow("tunableUntil");
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("does not change what it was given", () => {
    const own = Object.freeze({ models: Object.freeze([]) }) as never;
    expect(withAnswer(own, found).models).toHaveLength(1);
  });
});
