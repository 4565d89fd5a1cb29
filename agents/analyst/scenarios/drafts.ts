/** Reports drafted from workbooks, once it is seen what they hold and whether they are fresh. */
import { all, call, count, partial, type Scenario, type Slot } from "../../contract";
import type { AnalystWorld, Workbook } from "../world";
import { resultOf, stopped, told } from "./shared";
import { why } from "./why";
import type { FoundWorkbook } from "./workbooks";

/** The readers of a report as people name them: "the team", and management without an article. */
export function readers(audience: string): Slot {
  return { value: audience, text: [audience === "management" ? audience : `the ${audience}`] };
}

const reportOfProject: Scenario<AnalystWorld> = {
  family: "report_from_project",
  skill: "report_generation",
  shape: "chain",
  draw(world, random) {
    const project = random.pick([...new Set(world.workbooks.map((workbook) => workbook.project))]);
    const title = random.pick(world.ideas.titles);
    const audience = random.pick(["team", "management", "company"]);
    return {
      slots: {
        project: { value: project },
        title: { value: title, text: [`"${title}"`, title] },
        audience: readers(audience),
      },
      *solve() {
        const found = yield* call("tableau_search_workbooks", { project });
        if (!found.ok) return stopped(found);
        const { workbooks } = resultOf<{ workbooks: FoundWorkbook[] }>(found);
        const looked = yield* all(
          workbooks.map(({ workbook_id }) => ["tableau_get_workbook", { workbook_id }] as const),
          {
            reasons: why({
              want: ["the state of each workbook", "a look at all {n}"],
              fact: ["{project} has {n} workbooks", "failed workbooks are to stay out"],
            }),
            values: { n: count(workbooks as never), project },
          },
        );
        const read = looked.flatMap((each) => (each.ok ? [resultOf<Workbook>(each)] : []));
        const usable = read.filter((each) => each.refresh_status !== "failed");
        const broken = read.find((each) => each.refresh_status === "failed");
        if (usable.length === 0)
          return partial(["{project} has no usable workbook.", "Nothing in {project} can go into a report."], {
            project,
          });
        const made = yield* call(
          "tableau_publish_report",
          { title, audience, sections: usable.map(({ workbook_id }) => ({ workbook_id })) },
          broken === undefined
            ? {
                reasons: why({
                  want: ["the report", "one report of all"],
                  fact: ["none of them failed", "no refresh has failed"],
                }),
              }
            : {
                reasons: why({
                  want: ["the report of the rest", "a report without {name}"],
                  fact: ["the last refresh of {name} failed", "the status of {name} is failed"],
                }),
                values: { name: broken.name },
              },
        );
        if (!made.ok) return stopped(made);
        const report = resultOf<{ report_id: string; headings: string[]; status: string }>(made);
        const values = { report: report.report_id, n: count(report.headings), status: report.status, title };
        if (broken !== undefined)
          return partial(
            [
              "{report} is a {status} with {n} sections. {broken} is missing, because its refresh failed.",
              "I left {broken} out: its last refresh failed. The rest, {n} sections, is the {status} {report}.",
              "{title} exists as the {status} {report}, without {broken} (failed refresh).",
            ],
            { ...values, broken: broken.name },
            { required: ["report", "broken"] },
          );
        return told(
          [
            "{report} is ready as a {status}: {title}, {n} sections. Nothing had to be left out.",
            "{title} is a {status} with {n} sections and the number {report}; no workbook is missing.",
            "[Draft|The draft] {report} covers all {n} workbooks, since none of them failed.",
            "None of the {n} workbooks had failed, so all are in the {status} {report}.",
          ],
          values,
          { required: ["n"] },
        );
      },
    };
  },
  frames: [
    "Draft report {title} for {audience} from everything under {project}; skip failed refreshes, and name what's missing.",
    "We owe {audience} the report {title}. Draft it from what {project} has on the server[ and leave failed ones aside|, minus failed refreshes].",
    "Put all {project} workbooks into a draft report {title} for {audience}. Skip what failed to refresh.",
    "Please draft report {title} for {audience}: everything from project {project}, except workbooks whose refresh failed.",
    "Draft the report {title} from {project}, written for {audience}; workbooks with a failed refresh stay out.",
    "For {audience}, could you draft a report {title} from the {project} workbooks, without failed ones, and tell me which you had to leave out?",
  ],
};

const reportRepair: Scenario<AnalystWorld> = {
  family: "repair_then_report",
  skill: "report_generation",
  shape: "chain",
  draw(world, random) {
    const broken = world.workbooks.find((each) => each.refresh_status === "failed");
    if (broken === undefined) return undefined;
    const title = random.pick(world.ideas.titles);
    const audience = random.pick(["team", "management", "company"]);
    return {
      slots: {
        name: { value: broken.name },
        title: { value: title, text: [`"${title}"`, title] },
        audience: readers(audience),
        mode: { value: "full", text: ["in full", "completely"], derivation: "synonym" },
      },
      *solve() {
        const found = yield* call("tableau_search_workbooks", { search: broken.name });
        if (!found.ok) return stopped(found);
        const hit = resultOf<{ workbooks: FoundWorkbook[] }>(found).workbooks[0];
        if (hit === undefined)
          return partial(["There is no {name}.", "{name} is not on the server."], { name: broken.name });
        const seen = yield* call("tableau_get_workbook", { workbook_id: hit.workbook_id });
        if (!seen.ok) return stopped(seen);
        const status = resultOf<Workbook>(seen).refresh_status;
        if (status === "failed") {
          const run = yield* call(
            "tableau_refresh_workbook",
            { workbook_id: hit.workbook_id, mode: "full" },
            {
              reasons: why({
                want: ["a full refresh", "the full reload of {id}"],
                fact: ["the refresh of {id} has failed", "only a full one helps after a failed refresh"],
              }),
              values: { id: hit.workbook_id },
            },
          );
          if (!run.ok) return stopped(run);
        }
        const made = yield* call(
          "tableau_publish_report",
          { title, audience, sections: [{ workbook_id: hit.workbook_id }] },
          {
            reasons: why({
              want: ["the report", "a report with {id}"],
              fact: ["{id} is fresh", "{id} can be used"],
            }),
            values: { id: hit.workbook_id },
          },
        );
        if (!made.ok) return stopped(made);
        const report = resultOf<{ report_id: string; status: string }>(made);
        return told(
          [
            "The last refresh of {name} had failed. I repeated it in full, and {report} stands as a {status} titled {title}.",
            "Since its refresh had failed, I first reloaded {id}, then made the {status} {report} ({title}).",
            "[Both done|Both are done]: {id}, whose refresh had failed, is reloaded, and {title} is the {status} {report}.",
            "{report} ({status}) contains {name} with fresh data, because I repeated the failed refresh in full.",
            "{name} did have a failed refresh; after a full one I made {report}, {title}, which is a {status}.",
            "With the failed refresh of {id} repeated, {report} could be made: it's a {status} with the title {title}.",
            "I reloaded {name} after its failed refresh and then put it into the {status} {report} ({title}).",
          ],
          { name: hit.name, id: hit.workbook_id, report: report.report_id, status: report.status, title },
          { required: ["report"] },
        );
      },
    };
  },
  frames: [
    "I need {name} in a draft report {title} for {audience}. Its refresh may have failed; run it {mode} in that case.",
    "Draft the report {title} for {audience} from {name}; if its refresh has failed, run it {mode} first.",
    "The refresh of {name} failed, I think. If so reload it {mode}, and then draft the report {title} for {audience} with it.",
    "Has {name} failed to refresh? If so, run it {mode}; then draft a report for {audience} with it, title {title}.",
    "Draft of a report {title} for {audience}, one section: {name}. A failed refresh has to be repeated {mode} beforehand, if there is one.",
  ],
};

export const draftScenarios: readonly Scenario<AnalystWorld>[] = [reportOfProject, reportRepair];
