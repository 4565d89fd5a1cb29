/** The QA agent: tests, browsers, coverage. */
import type { Random } from "../../primitives";
import type { Agent } from "../contract";
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
  const module = random.pick(world.modules);
  const run = random.pick(world.runs);
  const flow = random.pick(world.flows);
  return random.pick([
    `${build.id} came from the ${build.branch} branch, by the way.`,
    `${module.path} belongs to ${module.owner}, in case that matters.`,
    `(${module.owner} looks after ${module.path}.)`,
    `Someone else is still reading ${run.run_id}, which ran on ${run.build}.`,
    `Unrelated: ${flow.name} starts on ${flow.steps[0]!.page}.`,
    `${module.path} has ${module.lines} lines nowadays.`,
    `We also have a recorded flow for ${flow.name}.`,
    `Builds on our list go back to ${world.builds[0]!.date}.`,
  ]);
}
