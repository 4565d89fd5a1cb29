/** The QA agent: tests, browsers, coverage. */
import type { Random } from "../../primitives";
import { type Agent, inPassing } from "../contract";
import { declines, lexicon, policies } from "./lexicon";
import { scenarios } from "./scenarios";
import { tools } from "./tools";
import { createWorld, type QaWorld } from "./world";

export const qaAgent: Agent<QaWorld> = {
  name: "qa_agent",
  description: "QA and testing",
  skills: ["test_generation", "bug_detection", "regression_testing", "performance_validation"],
  families: ["pytest", "selenium", "unittest", "coverage"],
  tools,
  policies,
  createWorld,
  scenarios,
  declines,
  lexicon,
  aside,
};

function aside(world: QaWorld, random: Random): string {
  const build = random.pick(world.builds);
  const run = random.pick(world.runs);
  const owner = random.pick(world.classes);
  return inPassing(
    [
      `${build.id} from ${build.branch}`,
      `the review of ${random.pick(world.modules).path}`,
      `${run.run_id} on ${run.build}`,
      run.run_id,
      random.pick(world.modules).path,
      `the page ${random.pick(world.pages).path}`,
      `${owner.class_name} for ${owner.module}`,
    ],
    random,
  );
}
