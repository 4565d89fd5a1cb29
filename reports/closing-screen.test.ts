import { describe, expect, it } from "vitest";
import { type ClosingScreen, renderClosingScreen } from "./closing-screen";

const screen: ClosingScreen = {
  version: "0.1.0",
  stack: "local",
  sandbox: "127.0.0.1:41503",
  phases: ["set-up", "data", "preview", "up", "evaluate"].map((name, index) => ({ name, seconds: 10.04 + index })),
  agents: [
    {
      agent: "qa_agent",
      trainRows: 480,
      validationRows: 120,
      tokensPerEpoch: 784_123,
      job: "new",
      tuned: 0.5,
      base: 0.444,
      selfCheck: { ladder: true, ruined: true },
    },
    {
      agent: "security_agent",
      trainRows: 480,
      validationRows: 120,
      tokensPerEpoch: 9_999,
      job: "adopted",
      tuned: null,
      base: null,
    },
  ],
  gates: { passed: 363, failed: 0, notEvaluated: 2 },
  tokensExact: false,
  cost: { lowUsd: 37.2, highUsd: 139.4, monthlyIdleUsd: 0, tunedFactor: 1.5 },
  life: ["gemini-3.1-flash-lite: may retire from 2027-05-07 (165 days)"],
  change: { total: 33, changed: 33, gitClean: true },
  folder: ".flanstack/",
  report: ".flanstack/report.html",
  next: [{ command: "npm run local -- preview", why: "what the next run would change" }],
};

describe("renderClosingScreen", () => {
  it("looks like this", () => {
    expect(renderClosingScreen(screen)).toMatchInlineSnapshot(`
      "flanstack 0.1.0 · stack local · sandbox 127.0.0.1:41503 · cannot bill you
       ✔ set-up 10.0 s   ✔ data 11.0 s   ✔ preview 12.0 s   ✔ up 13.0 s
       ✔ evaluate 14.0 s

       VERDICT  pipeline works: 2 agents, 1,200 rows, 1 new jobs;
                363 gates passed, 2 not evaluated
                model quality NOT measured: tuning is simulated here
                self-check: told good data from ruined data for 1 of 1 agents,
                tuned above base, majority and nearest prompt for 1 of 1

       AGENT           ROWS      ~TOKENS/EPOCH  JOB      TUNED  BASE   (simulated)
       qa_agent        480/120   784k           new      0.50   0.44
       security_agent  480/120   9999           adopted  -      -
       TUNED, BASE: right tool on validation rows; a small learner plays Gemini here

       COST     spent $0.00 · for real, estimated: once $37-139
                monthly $0 when idle, tuned tokens at 1.5x the base price
       LIFE     gemini-3.1-flash-lite: may retire from 2027-05-07 (165 days)
       CHANGE   33 of 33 resources under .flanstack/, git status clean
       REPORT   .flanstack/report.html
       NEXT     npm run local -- preview  what the next run would change"
    `);
  });

  it("fits 80 columns", () => {
    for (const line of renderClosingScreen(screen).split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it.each<[string, Partial<ClosingScreen>, string]>([
    ["gates that failed", { gates: { passed: 310, failed: 53, notEvaluated: 0 } }, "53 of 363 gates FAILED"],
    ["an unknown price", { cost: undefined }, "unknown (a price is missing)"],
    ["no change", { change: { total: 33, changed: 0, gitClean: true } }, "none: 33 resources as declared"],
    ["a checkout that changed", { change: { total: 33, changed: 1, gitClean: false } }, "git status NOT clean"],
    ["exact token counts", { tokensExact: true }, " TOKENS/EPOCH"],
    [
      "a cheap plan, with cents",
      { cost: { lowUsd: 0.5, highUsd: 1.25, monthlyIdleUsd: null, tunedFactor: null } },
      "once $0.50-1.25",
    ],
  ])("says so: %s", (_, change, text) => {
    expect(renderClosingScreen({ ...screen, ...change })).toContain(text);
  });

  it("never calls a simulated score model quality", () => {
    expect(renderClosingScreen(screen)).toContain("model quality NOT measured");
    expect(renderClosingScreen(screen)).toContain("(simulated)");
  });
});
