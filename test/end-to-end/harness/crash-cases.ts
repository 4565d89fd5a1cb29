/** The crash cases: drawn from all boundaries, victims and fates of the held request by a fixed seed. */
import { createRandom } from "../../../primitives";
import type { CrashCase, Victim } from "./crash-case";
import type { Boundary } from "./sandbox-admin";

/** What a create goes through, in order. */
const BOUNDARIES: readonly (Boundary & { readonly title: string })[] = [
  { title: "bucket asked for", operation: "storage.buckets.insert", moment: "received", contains: "softDeletePolicy" },
  { title: "bucket made", operation: "storage.buckets.insert", moment: "committed", contains: "softDeletePolicy" },
  { title: "data uploaded", operation: "storage.objects.insert", moment: "committed", contains: "datasets" },
  { title: "claim asked for", operation: "storage.objects.insert", moment: "received", contains: "claims" },
  { title: "claim written", operation: "storage.objects.insert", moment: "committed", contains: "claims" },
  { title: "job asked for", operation: "vertex.tuningJobs.create", moment: "received" },
  { title: "job made, reply not sent", operation: "vertex.tuningJobs.create", moment: "committed" },
  { title: "reply sent", operation: "vertex.tuningJobs.create", moment: "replied" },
  {
    title: "job's name written",
    operation: "storage.objects.insert",
    moment: "committed",
    contains: "claims",
    nth: 2,
  },
  { title: "job looked at", operation: "vertex.tuningJobs.get", moment: "received" },
];

const VICTIMS: readonly Victim[] = ["cli", "program", "provider", "sandbox"];

/** Every boundary with every victim; the orphan lives in half of the cases, and held requests go on in half. */
export function crashCases(count: number, seed = 1): CrashCase[] {
  const random = createRandom("crash cases", seed);
  const all = BOUNDARIES.flatMap((boundary) => VICTIMS.map((victim) => ({ boundary, victim })));
  const drawn = [...random.shuffle(all), ...random.shuffle(all)].slice(0, count);
  return drawn.map(({ boundary: { title, ...boundary }, victim }, index) => {
    const isCreate = boundary.operation === "vertex.tuningJobs.create" && boundary.moment === "received";
    // A request that arrives while both ends die leaves no trace anywhere: docs/never-paid-twice.md names that remainder.
    const orphan = victim !== "provider" && (index % 2 === 0 || (isCreate && victim === "sandbox"));
    const release = random.chance(0.5) && (orphan || !isCreate) ? "drop" : "continue";
    const isLost = isCreate && orphan && (victim === "sandbox" || release === "drop");
    const fate = victim === "sandbox" ? "" : `, request ${release === "continue" ? "goes on" : "dropped"}`;
    return {
      name: `${String(index + 1).padStart(2, "0")} ${title}: ${victim} killed${victim === "provider" ? "" : orphan ? ", provider lives" : ", provider killed"}${fate}`,
      victim,
      boundary,
      orphan,
      release,
      expects: isLost ? "person" : "goal",
    };
  });
}
