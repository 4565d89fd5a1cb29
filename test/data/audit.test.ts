/** The committed audit: complete, by the fixed rule, and counted as its page says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AGENT_NAMES } from "../../agents/names";

const FOLDER = join(__dirname, "../../docs/audit");

interface Verdict {
  readonly id: string;
  readonly natural: boolean;
  readonly decision_right: boolean;
  readonly facts_true: boolean;
  readonly reason: string;
}

const verdicts = readFileSync(join(FOLDER, "seed-962341.jsonl"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Verdict);

describe("the audit by reading", () => {
  it("judges 20 rows of each agent once, each with a reason", () => {
    expect(new Set(verdicts.map(({ id }) => id)).size).toBe(120);
    for (const agent of AGENT_NAMES)
      expect(
        verdicts.filter(({ id }) => id.startsWith(`${agent}-962341-`)),
        agent,
      ).toHaveLength(20);
    expect(verdicts.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });

  it("is summed up truthfully on its page", () => {
    const count = (test: (verdict: Verdict) => boolean) => verdicts.filter(test).length;
    const page = readFileSync(join(FOLDER, "README.md"), "utf8");
    expect(page).toContain(`not the best | ${count((each) => !each.decision_right)} |`);
    expect(page).toContain(`trained text | ${count((each) => !each.facts_true)} |`);
    expect(page).toContain(`unnatural | ${count((each) => !each.natural)} (`);
  });
});
