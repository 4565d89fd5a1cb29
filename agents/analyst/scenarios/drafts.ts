/** Reports drafted from workbooks, once it is seen what they hold and whether they are fresh. */
import { all, call, count, partial, type Scenario } from "../../contract";
import type { AnalystWorld, Workbook } from "../world";
import { resultOf, stopped, told } from "./shared";
import { why } from "./why";
import type { FoundWorkbook } from "./workbooks";

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
        audience: { value: audience },
      },
      *solve() {
        const found = yield* call("tableau_search_workbooks", { project });
        if (!found.ok) return stopped(found);
        const { workbooks } = resultOf<{ workbooks: FoundWorkbook[] }>(found);
        const looked = yield* all(
          workbooks.map(({ workbook_id }) => ["tableau_get_workbook", { workbook_id }] as const),
          {
            reasons: why({
              want: ["the state of each", "a look at all {n}"],
              fact: ["{project} has {n} workbooks", "failed ones must stay out"],
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
                  fact: ["none of them failed", "all are healthy"],
                }),
              }
            : {
                reasons: why({
                  want: ["the report of the rest", "a report without {name}"],
                  fact: ["{name} failed", "{name} stays out"],
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
    "A bundle named {title}, made of everything under {project}, for the {audience}; nothing broken inside, and name what's missing.",
    "The {audience} expects {title} from us. Use what {project} has on the server[ and leave failed ones aside|, minus failed refreshes].",
    "Put all {project} workbooks into a report {title} for the {audience}. Skip what failed to refresh.",
    "I need {title}, readers: {audience}. Everything from project {project} goes in, except workbooks with a failed refresh.",
    "Draft {title} from {project} (audience {audience}); broken workbooks stay out.",
    "For the {audience}, could you bundle the {project} workbooks as {title} and tell me which ones you had to leave out?",
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
        audience: { value: audience },
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
                want: ["a full refresh", "the repair of {id}"],
                fact: ["{id} has failed", "only a full refresh repairs {id}"],
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
              fact: ["{id} is healthy now", "nothing stands against {id}"],
            }),
            values: { id: hit.workbook_id },
          },
        );
        if (!made.ok) return stopped(made);
        const report = resultOf<{ report_id: string; status: string }>(made);
        return told(
          [
            "{name} is repaired and {report} stands as a {status}.",
            "First I refreshed {id}, then made the {status} {report}.",
            "[Both done|Both are done]: {id} refreshed, {title} created as the {status} {report}.",
            "{report} ({status}) contains {name} with fresh data.",
            "{name} had to be refreshed; after that I made {report}, which is a {status}.",
            "With {id} repaired, {report} could be made: it's a {status} with the title {title}.",
            "I refreshed {name} and then put it into the {status} {report} ({title}).",
          ],
          { name: hit.name, id: hit.workbook_id, report: report.report_id, status: report.status, title },
          { required: ["report"] },
        );
      },
    };
  },
  frames: [
    "I need {name} in {title} for the {audience}. Its refresh may have failed overnight; run it {mode} in that case.",
    "Make {title} for the {audience} from {name}; if its refresh has failed, run it {mode} first.",
    "{name} broke last night, I think. If so reload it {mode}, and then draft {title} ({audience}) with it.",
    "Is {name} healthy? Refresh it {mode} when necessary and put it into a report for the {audience}, title {title}.",
    "Report {title}, audience {audience}, one section: {name}. Mind that a failed refresh has to be repeated {mode} beforehand.",
  ],
};

export const draftScenarios: readonly Scenario<AnalystWorld>[] = [reportOfProject, reportRepair];
