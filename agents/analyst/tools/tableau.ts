/** Workbooks on the server: search, look at, refresh, subscribe teams, publish reports. */
import type { JsonSchema, Tool } from "../../contract";
import { type AnalystWorld, daysBetween, type Subscription, type Workbook } from "../world";
import { done, failed } from "./rows";

const workbookParameter = { type: "string", description: "Workbook such as WB-1234." } as const;

const subscriptionSchema: JsonSchema = {
  type: "object",
  properties: { team: { type: "string" }, frequency: { type: "string" }, weekday: { type: "string" } },
  required: ["team", "frequency", "weekday"],
};

const searchWorkbooks: Tool<AnalystWorld> = {
  name: "tableau_search_workbooks",
  family: "tableau",
  skill: "report_generation",
  task: "search the workbooks",
  description: "Finds workbooks by part of the name, by project, or by how long they have not been refreshed.",
  parameters: {
    type: "object",
    properties: {
      search: { type: "string", description: "Part of the workbook's name." },
      project: { type: "string", description: "Only workbooks of this project." },
      stale_days: {
        type: "integer",
        description: "Only workbooks not refreshed for more than so many days.",
        minimum: 1,
        maximum: 365,
      },
    },
    required: [],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      workbooks: {
        type: "array",
        items: {
          type: "object",
          properties: {
            workbook_id: { type: "string" },
            name: { type: "string" },
            project: { type: "string" },
            last_refresh: { type: "string" },
          },
          required: ["workbook_id", "name", "project", "last_refresh"],
        },
      },
    },
    required: ["workbooks"],
  },
  effect: "read",
  execute(world, args) {
    const search = String(args.search ?? "").toLowerCase();
    const workbooks = world.workbooks
      .filter((workbook) => workbook.name.toLowerCase().includes(search))
      .filter((workbook) => args.project === undefined || workbook.project === args.project)
      .filter(
        (workbook) =>
          args.stale_days === undefined || daysBetween(workbook.last_refresh, world.today) > Number(args.stale_days),
      )
      .map(({ workbook_id, name, project, last_refresh }) => ({ workbook_id, name, project, last_refresh }));
    return done({ workbooks }, world);
  },
};

const getWorkbook: Tool<AnalystWorld> = {
  name: "tableau_get_workbook",
  family: "tableau",
  skill: "report_generation",
  task: "look up a workbook",
  description: "Gives one workbook: owner, source table, last refresh and its status, subscribed teams.",
  parameters: {
    type: "object",
    properties: { workbook_id: workbookParameter },
    required: ["workbook_id"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      workbook_id: { type: "string" },
      name: { type: "string" },
      project: { type: "string" },
      owner: { type: "string" },
      source_table: { type: "string" },
      last_refresh: { type: "string" },
      refresh_status: { type: "string", enum: ["idle", "running", "failed"] },
      subscriptions: { type: "array", items: subscriptionSchema },
    },
    required: [
      "workbook_id",
      "name",
      "project",
      "owner",
      "source_table",
      "last_refresh",
      "refresh_status",
      "subscriptions",
    ],
  },
  effect: "read",
  execute(world, args) {
    const workbook = workbookNamed(world, args.workbook_id);
    if (workbook === undefined) return noWorkbook(args.workbook_id);
    return done({ ...workbook, subscriptions: workbook.subscriptions.map((each) => ({ ...each })) }, world);
  },
};

const refreshWorkbook: Tool<AnalystWorld> = {
  name: "tableau_refresh_workbook",
  family: "tableau",
  skill: "report_generation",
  task: "refresh a workbook",
  description:
    "Refreshes the data of a workbook, incrementally or in full. After a failed refresh only a full one works; while one runs no other starts.",
  parameters: {
    type: "object",
    properties: {
      workbook_id: workbookParameter,
      mode: {
        type: "string",
        enum: ["incremental", "full"],
        description: "New rows only, or everything.",
        default: "incremental",
      },
    },
    required: ["workbook_id"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      workbook_id: { type: "string" },
      mode: { type: "string" },
      last_refresh: { type: "string" },
      refresh_status: { type: "string" },
    },
    required: ["workbook_id", "mode", "last_refresh", "refresh_status"],
  },
  effect: "write",
  execute(world, args) {
    const workbook = workbookNamed(world, args.workbook_id);
    if (workbook === undefined) return noWorkbook(args.workbook_id);
    if (workbook.refresh_status === "running")
      return failed("conflict", `a refresh of ${workbook.workbook_id} is running`);
    const mode = String(args.mode);
    if (workbook.refresh_status === "failed" && mode === "incremental")
      return failed("conflict", `the last refresh of ${workbook.workbook_id} failed; it needs a full refresh`);
    const refreshed: Workbook = { ...workbook, last_refresh: world.today, refresh_status: "idle" };
    return done(
      { workbook_id: workbook.workbook_id, mode, last_refresh: world.today, refresh_status: "idle" },
      replaceWorkbook(world, refreshed),
    );
  },
};

const subscribeTeam: Tool<AnalystWorld> = {
  name: "tableau_subscribe_team",
  family: "tableau",
  skill: "report_generation",
  task: "subscribe a team to a workbook",
  description:
    "Sends a workbook to a team regularly. A team that is subscribed already needs replace; weekday matters for weekly mail only.",
  parameters: {
    type: "object",
    properties: {
      workbook_id: workbookParameter,
      team: { type: "string", description: "Name of the team." },
      frequency: { type: "string", enum: ["daily", "weekly", "monthly"], description: "How often." },
      weekday: {
        type: "string",
        enum: ["monday", "wednesday", "friday"],
        description: "Day of a weekly mail.",
        default: "monday",
      },
      replace: { type: "boolean", description: "Replace the team's present subscription.", default: false },
    },
    required: ["workbook_id", "team", "frequency"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: { workbook_id: { type: "string" }, subscriptions: { type: "array", items: subscriptionSchema } },
    required: ["workbook_id", "subscriptions"],
  },
  effect: "write",
  execute(world, args) {
    const workbook = workbookNamed(world, args.workbook_id);
    if (workbook === undefined) return noWorkbook(args.workbook_id);
    const team = String(args.team);
    const present = workbook.subscriptions.find((subscription) => subscription.team === team);
    if (present !== undefined && args.replace !== true)
      return failed("conflict", `${team} gets ${workbook.workbook_id} ${present.frequency} already; use replace`);
    const subscription: Subscription = { team, frequency: String(args.frequency), weekday: String(args.weekday) };
    const subscriptions = [...workbook.subscriptions.filter((each) => each.team !== team), subscription];
    return done(
      { workbook_id: workbook.workbook_id, subscriptions: subscriptions.map((each) => ({ ...each })) },
      replaceWorkbook(world, { ...workbook, subscriptions }),
    );
  },
};

const publishReport: Tool<AnalystWorld> = {
  name: "tableau_publish_report",
  family: "tableau",
  skill: "report_generation",
  task: "put together a report",
  description:
    "Puts workbooks together as a titled report, as a draft or for its audience at once. A workbook whose refresh failed cannot go in.",
  parameters: {
    type: "object",
    properties: {
      title: { type: "string", description: "Title of the report." },
      audience: { type: "string", enum: ["team", "management", "company"], description: "Who may read it." },
      sections: {
        type: "array",
        description: "One per workbook, in order.",
        minItems: 1,
        maxItems: 6,
        items: {
          type: "object",
          properties: {
            workbook_id: workbookParameter,
            heading: { type: "string", description: "Heading; the workbook's name when absent." },
          },
          required: ["workbook_id"],
          additionalProperties: false,
        },
      },
      status: { type: "string", enum: ["draft", "published"], description: "Draft or out.", default: "draft" },
    },
    required: ["title", "audience", "sections"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      report_id: { type: "string" },
      title: { type: "string" },
      audience: { type: "string" },
      status: { type: "string" },
      headings: { type: "array", items: { type: "string" } },
    },
    required: ["report_id", "title", "audience", "status", "headings"],
  },
  effect: "write",
  execute(world, args) {
    const sections = args.sections as unknown as readonly { readonly workbook_id: string; readonly heading?: string }[];
    const title = String(args.title);
    if (world.reports.some((report) => report.title === title))
      return failed("conflict", `a report titled "${title}" exists already`);
    const headings: string[] = [];
    for (const section of sections) {
      const workbook = workbookNamed(world, section.workbook_id);
      if (workbook === undefined) return noWorkbook(section.workbook_id);
      if (workbook.refresh_status === "failed")
        return failed("conflict", `the last refresh of ${workbook.workbook_id} failed; it cannot go into a report`);
      headings.push(section.heading ?? workbook.name);
    }
    const report = {
      report_id: `RP-${world.next.report}`,
      title,
      audience: String(args.audience),
      status: String(args.status),
      sections: headings.length,
    };
    const { sections: _, ...shown } = report;
    return done(
      { ...shown, headings },
      { ...world, reports: [...world.reports, report], next: { ...world.next, report: world.next.report + 1 } },
    );
  },
};

export const tableauTools: readonly Tool<AnalystWorld>[] = [
  searchWorkbooks,
  getWorkbook,
  refreshWorkbook,
  subscribeTeam,
  publishReport,
];

function workbookNamed(world: AnalystWorld, id: unknown): Workbook | undefined {
  return world.workbooks.find((workbook) => workbook.workbook_id === id);
}

function noWorkbook(id: unknown) {
  return failed("not_found", `there is no workbook ${String(id)}`);
}

function replaceWorkbook(world: AnalystWorld, changed: Workbook): AnalystWorld {
  return {
    ...world,
    workbooks: world.workbooks.map((workbook) => (workbook.workbook_id === changed.workbook_id ? changed : workbook)),
  };
}
