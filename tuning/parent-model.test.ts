import { describe, expect, it } from "vitest";
import { specDigest } from "./digest";
import type { JobState } from "./job";
import { withParentModel } from "./parent-model";
import { createWorld, runAlone, SPEC, submissionOf } from "./testing/run-world";

const CHILD = { ...SPEC, parentDigest: specDigest(SPEC) };

async function parentAs(state: JobState) {
  const world = createWorld();
  await runAlone(world);
  world.provider.setState("job-1", state);
  return world;
}
/** The memory provider passes a gate at each call; here nobody holds it. */
const portsOf = (world: ReturnType<typeof createWorld>) => world.ports(async () => undefined);

describe("withParentModel", () => {
  it("leaves a submission without a parent, or with its model given, as it is", async () => {
    const world = createWorld();
    expect(await withParentModel(portsOf(world), SPEC, submissionOf())).toEqual(submissionOf());
    const given = { ...submissionOf(CHILD), parentModel: "ft:given" };
    expect(await withParentModel(portsOf(world), CHILD, given)).toBe(given);
  });

  it("finds the model through the ledger, and through the provider's list when the ledger was lost", async () => {
    const world = await parentAs("succeeded");
    const find = async () => (await withParentModel(portsOf(world), CHILD, submissionOf(CHILD))).parentModel;
    expect(await find()).toBe("job-1/model");
    const [entry] = await world.ledger.list();
    await world.ledger.remove(entry!);
    expect(await find()).toBe("job-1/model");
  });

  it.each<[JobState, string]>([
    ["running", "parent_unfinished"],
    ["failed", "parent_unfinished"],
  ])("refuses a parent that is %s", async (state, code) => {
    const world = await parentAs(state);
    await expect(withParentModel(portsOf(world), CHILD, submissionOf(CHILD))).rejects.toMatchObject({ code });
  });

  it("refuses a parent that nobody knows, and a checkpoint that was not kept", async () => {
    const nobody = withParentModel(portsOf(createWorld()), CHILD, submissionOf(CHILD));
    await expect(nobody).rejects.toMatchObject({ code: "parent_unknown" });
    const world = await parentAs("succeeded");
    const spec = { ...CHILD, checkpoint: "9" };
    const lacking = withParentModel(portsOf(world), spec, submissionOf(spec));
    await expect(lacking).rejects.toMatchObject({ code: "checkpoint_unknown" });
  });
});
