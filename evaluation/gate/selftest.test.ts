import { describe, expect, it } from "vitest";
import { runSelftest } from "./selftest";

describe("the gate on trial", () => {
  const findings = runSelftest({ seed: 1, runs: 1500 });

  it.each(findings)("$question: $wanted", (finding) => {
    expect(finding, JSON.stringify(finding)).toMatchObject({ passed: true });
  });

  it("notices a gate that does not correct for six agents", () => {
    const loose = runSelftest({ seed: 1, runs: 300, thresholds: { errorRate: 0.3 } });
    expect(loose.filter(({ passed, isIllustration }) => !passed && !isIllustration).length).toBeGreaterThan(0);
  });

  it("notices a gate that is too strict to find anything", () => {
    const strict = runSelftest({ seed: 1, runs: 300, thresholds: { minimumEffect: 0.15 } });
    expect(strict.filter(({ passed, isIllustration }) => !passed && !isIllustration).length).toBeGreaterThan(0);
  });

  it("repeats itself", () => {
    expect(runSelftest({ seed: 4, runs: 20 })).toEqual(runSelftest({ seed: 4, runs: 20 }));
  });
});
