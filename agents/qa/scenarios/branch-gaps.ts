/** Decisions of a module that tests take one way only. */
import { count, type Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { GapList } from "./observations";
import { linesOf, resultOf, stopped, worded } from "./slots";
import { answer, call } from "./steps";

const branchGaps: Scenario<QaWorld> = {
  family: "branch_gaps_of_module",
  skill: "test_generation",
  shape: "single",
  draw(world, random) {
    const module = random.pick(world.modules).path;
    return {
      slots: { module: { value: module }, kind: worded("branch", random) },
      *solve() {
        const seen = yield* call("coverage_list_gaps", { module, kind: "branch" });
        if (!seen.ok) return stopped(seen);
        const { gaps } = resultOf<GapList>(seen);
        const [first] = gaps;
        if (first === undefined) {
          return answer(
            [
              "{module} has no branch gap.",
              "None: in {module} every branch is taken both ways.",
              "There is no branch gap in {module}[; each is tested both ways|].",
              "The branches of {module} are covered; no gap is left.",
            ],
            { module },
            { required: [] },
          );
        }
        return answer(
          [
            "{module} has one branch gap, {place} in {function}.",
            "There is a single branch gap in {module}: {place} ({function}).",
            "In {module} one branch is taken one way only, at {place} in {function}.",
            "One branch of {module} is [half tested|tested one way only], at {place} in {function}.",
          ],
          { module, place: linesOf(first), function: first.function, n: count(gaps as never) },
          {
            required: ["module"],
            list: gaps.map((gap) => `${linesOf(gap)} (${gap.function})`),
            lead: [
              "{module} has {n} branch gaps: {list}.",
              "In {module} these branches are taken one way only: {list}.",
              "{n} branches of {module} are [half tested|tested one way only], at {list}.",
              "The branch gaps of {module} are at {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "List the {kind} gaps of {module}[, please|].",
    "Where does {module} have {kind} gaps, conditions that were only ever tested one way?",
    "{module}: which {kind} gaps are there?",
    "I'm after full {kind} coverage of {module}. What gaps are left?",
    "Before I refactor {module}[ tomorrow|], show me its {kind} gaps.",
  ],
};

export const branchScenarios: readonly Scenario<QaWorld>[] = [branchGaps];
