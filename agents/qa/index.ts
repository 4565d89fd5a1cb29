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
  const page = random.pick(world.pages);
  const owner = random.pick(world.classes);
  return random.pick([
    `${build.id} came from ${build.branch}, by the way.`,
    `Our oldest listed build is ${world.builds[0]!.id}.`,
    `${build.id} dates from ${build.date}, in passing.`,
    `${module.path} belongs to ${module.owner}, in case that matters.`,
    `(${module.owner} looks after ${module.path}.)`,
    `By the way, ${module.path} must keep ${module.line_threshold} % of lines.`,
    `${module.path} has ${module.lines} lines nowadays.`,
    `${run.run_id} ran on ${run.build}, in case you see it.`,
    `${run.run_id} holds ${run.results.length} results.`,
    `I had ${run.run_id} on ${run.build} open just now.`,
    `As an aside, ${flow.name} starts on ${flow.steps[0]!.page}.`,
    `We also have a flow for ${flow.name}.`,
    `${flow.name} has ${flow.steps.length} steps, if I remember well.`,
    `${page.path} allows ${page.budget_ms} ms, I was told.`,
    `${page.path} sends ${page.transfer_kb} kB, they say.`,
    `${owner.class_name} tests ${owner.module}, as you know.`,
    `There are ${owner.methods.length} methods in ${owner.class_name}.`,
  ]);
}
