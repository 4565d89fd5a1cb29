import { describe, expect, it } from "vitest";
import type { JobView } from "../../tuning";
import { judgeFunctionCalls, judgeRefusal } from "./judge";

const job = (change: Partial<JobView>): JobView => ({
  name: "projects/acme/locations/us-central1/tuningJobs/1",
  state: "succeeded",
  rawState: "JOB_STATE_SUCCEEDED",
  createTime: "2026-11-23T08:00:00Z",
  labels: {},
  ...change,
});
const refused = "unsupported modality [function call] for model; supported: image, PDF, audio, video";

describe("judgeFunctionCalls", () => {
  it.each([
    ["all rows trained", job({ statistics: { examples: 20 } }), "yes"],
    ["success without statistics", job({}), "yes"],
    ["the reported refusal", job({ state: "failed", error: { code: "3", message: refused } }), "no"],
    [
      "rows dropped for it, though the job succeeded",
      job({ statistics: { examples: 0, droppedReasons: [refused] } }),
      "no",
    ],
    ["rows missing without a reason", job({ statistics: { examples: 12 } }), "open"],
    ["another failure says nothing", job({ state: "failed", error: { code: "13", message: "internal" } }), "open"],
    ["cancelled by a person", job({ state: "cancelled" }), "open"],
    ["expired", job({ state: "expired", error: { code: "4", message: "expired" } }), "open"],
  ] as const)("%s", (_, view, answer) => {
    expect(judgeFunctionCalls(view, 20).answer).toBe(answer);
  });

  it("reads a refusal that came before the job", () => {
    expect(judgeRefusal(refused, "refused").answer).toBe("no");
    expect(judgeRefusal("permission denied", "refused").answer).toBe("open");
  });
});
