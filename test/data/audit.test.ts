/** The committed audit: complete, by the fixed rule, and counted as its page says. */
import { readdirSync, readFileSync } from "node:fs";
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

const seeds = readdirSync(FOLDER).flatMap((name) => /^seed-(\d+)\.jsonl$/.exec(name)?.[1] ?? []);
const read = (seed: string) =>
  readFileSync(join(FOLDER, `seed-${seed}.jsonl`), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Verdict);

describe("the audit by reading", () => {
  it.each(seeds)("judges 20 rows of each agent of seed %s once, each with a reason", (seed) => {
    const verdicts = read(seed);
    expect(new Set(verdicts.map(({ id }) => id)).size).toBe(120);
    for (const agent of AGENT_NAMES)
      expect(
        verdicts.filter(({ id }) => id.startsWith(`${agent}-${seed}-`)),
        agent,
      ).toHaveLength(20);
    expect(verdicts.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });

  it("is summed up truthfully on its page", () => {
    const page = readFileSync(join(FOLDER, "README.md"), "utf8");
    const line = (label: string, test: (verdict: Verdict) => boolean) => {
      const counts = seeds.map((seed) => read(seed).filter(test).length);
      const sum = counts.reduce((left, right) => left + right, 0);
      const share = ((100 * sum) / (120 * seeds.length)).toFixed(1);
      return `| ${label} | ${sum} (${share} %) | ${counts.join(", ")} |`;
    };
    const isClean = (each: Verdict) => each.decision_right && each.facts_true && each.natural;
    expect(page).toContain(
      line("wrong decision, or a call that was not the best", ({ decision_right }) => !decision_right),
    );
    expect(page).toContain(line("false fact in a trained text", ({ facts_true }) => !facts_true));
    expect(page).toContain(line("unnatural", ({ natural }) => !natural));
    expect(page).toContain(line("nothing to object to", isClean));
    for (const seed of seeds) {
      const verdicts = read(seed);
      const count = (test: (verdict: Verdict) => boolean) => verdicts.filter(test).length;
      expect(page).toContain(
        `| ${seed} | ${count((each) => !each.decision_right)} | ${count((each) => !each.facts_true)} | ` +
          `${count((each) => !each.natural)} | ${count(isClean)} |`,
      );
    }
  });
});
