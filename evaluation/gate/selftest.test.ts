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

  it("leaves open what few runs cannot tell, and nothing that they show", () => {
    const few = runSelftest({ seed: 2, runs: 40 }).filter(({ isIllustration }) => !isIllustration);
    expect(few.filter(({ passed, isOpen }) => !passed && isOpen !== true)).toEqual([]);
    expect(few.filter(({ isOpen }) => isOpen === true).length).toBeGreaterThan(0);
    const loose = runSelftest({ seed: 2, runs: 60, thresholds: { errorRate: 0.49, minimumEffect: 0 } });
    expect(loose.some(({ passed, isOpen, isIllustration }) => !passed && !isOpen && !isIllustration)).toBe(true);
  });

  it("repeats itself", () => {
    expect(runSelftest({ seed: 4, runs: 20 })).toEqual(runSelftest({ seed: 4, runs: 20 }));
  });
});
