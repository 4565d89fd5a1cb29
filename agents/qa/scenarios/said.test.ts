import { describe, expect, it } from "vitest";
import { counts, failuresOf, listed, tally } from "./said";

describe("listed", () => {
  it.each([
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
    [["a, b", "c", "d"], "a, b; c; d"],
    [Array.from({ length: 11 }, (_, index) => `t${index}`), "t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, and so on"],
  ])("joins %j", (items, expected) => {
    expect(listed(items)).toBe(expected);
  });

  it("asks with or", () => {
    expect(listed(["a", "b", "c"], "or")).toBe("a, b or c");
    expect(listed(["a", "b"], "or")).toBe("a or b");
  });
});

describe("counts", () => {
  it("leaves out what did not happen, but never whether anything passed", () => {
    expect(counts({ passed: 3, failed: 0, skipped: 0 })).toBe("3 passed");
    expect(counts({ passed: 2, failed: 1, skipped: 4 })).toBe("2 passed, 1 failed and 4 skipped");
    expect(counts({ passed: 0, failed: 0, skipped: 2 })).toBe("0 passed and 2 skipped");
  });
});

describe("failuresOf", () => {
  it("gives each failed test its message", () => {
    const failure = { failed_attempts: 1, attempts: 1 };
    expect(failuresOf({ failures: [{ test_id: "a::b", message: "KeyError: no entry for id 7", ...failure }] })).toBe(
      "a::b (KeyError: no entry for id 7)",
    );
  });
});

describe("tally", () => {
  const method = (name: string, outcome: string, message = "") => ({ name, outcome, message, duration_ms: 1 });
  it("names every method that does not pass, and no other", () => {
    const methods = [
      method("test_a", "passed"),
      method("test_b", "failed", "AssertionError: result differs"),
      method("test_c", "error", "sms-feed cannot be reached"),
    ];
    expect(tally({ class_name: "XTest", passed: 1, failed: 1, errors: 1, methods })).toBe(
      "1 passed, 1 failed (test_b: AssertionError: result differs) and 1 ended in an error (test_c: sms-feed cannot be reached)",
    );
    expect(tally({ class_name: "XTest", passed: 0, failed: 0, errors: 1, methods: methods.slice(2) })).toBe(
      "0 passed and 1 ended in an error (test_c: sms-feed cannot be reached)",
    );
  });
});
