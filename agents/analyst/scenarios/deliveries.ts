/** What goes out to readers: subscriptions and reports. */
import { call, count, type Scenario } from "../../contract";
import type { AnalystWorld, Subscription, Workbook } from "../world";
import { asking, resultOf, stopped, told } from "./shared";

const subscribe: Scenario<AnalystWorld> = {
  family: "subscribe_team_weekly",
  skill: "report_generation",
  shape: "complex",
  draw(world, random) {
    const workbook = random.pick(world.workbooks);
    const taken = new Set(workbook.subscriptions.map((subscription) => subscription.team));
    const owners = world.workbooks.flatMap((each) => [each.owner, ...each.subscriptions.map(({ team }) => team)]);
    const free = [...new Set(owners)].filter((each) => !taken.has(each));
    if (free.length === 0) return undefined;
    const team = random.pick(free);
    const weekday = random.pick(["wednesday", "friday"]);
    const named = weekday[0]!.toUpperCase() + weekday.slice(1);
    return {
      slots: {
        workbook: { value: workbook.workbook_id },
        team: { value: team },
        weekday: { value: weekday, text: [named] },
        frequency: { value: "weekly", text: ["weekly", "every week", "once a week"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("tableau_subscribe_team", {
          workbook_id: workbook.workbook_id,
          team,
          frequency: "weekly",
          weekday,
        });
        if (!seen.ok) return stopped(seen);
        const { subscriptions } = resultOf<{ subscriptions: Subscription[] }>(seen);
        return told(
          [
            "{team} will get {workbook} {frequency} from now on, on {weekday}.",
            subscriptions.length > 1
              ? "Subscribed: {team}, {frequency} on {weekday}.[ {workbook} now goes to {n} teams.|]"
              : "Subscribed to {workbook}: {team}, {frequency} on {weekday}.",
            "[From now on|As of now] {workbook} goes to {team} every {weekday}.",
            subscriptions.length > 1
              ? "{workbook} has {n} subscriptions now, {team} included ({frequency}, {weekday})."
              : "{workbook} has its first subscription: {team}, {frequency} on {weekday}.",
          ],
          {
            team,
            workbook: workbook.workbook_id,
            n: count(subscriptions as never),
            frequency: "weekly",
            weekday: named,
          },
          { required: ["team", "weekday"] },
        );
      },
    };
  },
  frames: [
    "Send {workbook} to {team} {frequency}, on {weekday}.",
    "{team} would like to receive {workbook}. {weekday} suits them; please send it {frequency}.",
    "Please subscribe {team} to {workbook} ({frequency}, {weekday}).",
    "Can you get {workbook} mailed to {team}? They want it {frequency}, on {weekday}.",
    "New recipient for {workbook}: {team}, {frequency}, {weekday}.",
  ],
  missing: [
    {
      slot: "team",
      frames: [
        "Set up a subscription to {workbook}, {frequency} on {weekday}.",
        "{workbook} should go out {frequency} on {weekday}.",
      ],
      ask: asking(["To which team?", "Who should receive {workbook}?", "Which team is it for?"]),
      reply: ["{team}", "For {team}.", "{team}, [they asked|they have been waiting] for it."],
    },
  ],
};

const changeFrequency: Scenario<AnalystWorld> = {
  family: "change_subscription",
  skill: "report_generation",
  shape: "complex",
  draw(world, random) {
    const workbooks = world.workbooks.filter((each) => each.subscriptions.length > 0);
    if (workbooks.length === 0) return undefined;
    const workbook = random.pick(workbooks);
    const present = random.pick(workbook.subscriptions);
    const frequency = random.pick(["daily", "monthly"].filter((each) => each !== present.frequency));
    return {
      slots: {
        workbook: { value: workbook.workbook_id },
        team: { value: present.team },
        frequency: {
          value: frequency,
          text: frequency === "daily" ? ["daily", "every day"] : ["monthly", "once a month"],
          derivation: "synonym",
        },
        replace: {
          value: true,
          text: ["replace what they have", "overwrite the old subscription", "drop the present mail"],
          derivation: "synonym",
        },
      },
      *solve() {
        const seen = yield* call("tableau_subscribe_team", {
          workbook_id: workbook.workbook_id,
          team: present.team,
          frequency,
          replace: true,
        });
        if (!seen.ok) return stopped(seen);
        return told(
          [
            "{team} now gets {workbook} {frequency}.",
            "[Changed|Switched]: {workbook} goes to {team} {frequency}.",
            "The mail of {workbook} to {team} is {frequency} from here on; the former one is gone.",
          ],
          { team: present.team, workbook: workbook.workbook_id, frequency },
          { required: ["team", "frequency"] },
        );
      },
    };
  },
  frames: [
    "{team} should get {workbook} {frequency}; {replace}.",
    "The schedule of {workbook} does not suit {team}. They need it {frequency}, so {replace}.",
    "Change the {workbook} subscription of {team} to {frequency} - {replace}[, please|].",
    "{workbook}, {team}: {frequency}, {replace}.",
  ],
  invalid: [
    {
      slot: "frequency",
      tool: "tableau_subscribe_team",
      parameter: "frequency",
      draw: (_, random) => ({
        value: random.pick(["hourly", "yearly", "every second Sunday", "twice a day", "quarterly"]),
      }),
      explain: [
        "Sending it {frequency} can't be set up; subscriptions run {allowed}. Which should {team} have?",
        "A subscription is {allowed}[, so {frequency} is out|]. What would you like?",
        "For {workbook} I can choose {allowed}. Is one of these all right for {team}?",
      ],
      allowed: "daily, weekly or monthly",
    },
  ],
};

const publish: Scenario<AnalystWorld> = {
  family: "publish_two_section_report",
  skill: "report_generation",
  shape: "complex",
  draw(world, random) {
    const [first, second] = random.sample(
      world.workbooks.filter((each) => each.refresh_status === "idle"),
      2,
    ) as [Workbook, Workbook];
    const [title, heading] = random.sample(world.ideas.titles, 2);
    const audience = random.pick(["team", "management", "company"]);
    const words = {
      team: ["the team", "our team"],
      management: ["management"],
      company: ["the whole company", "the company"],
    };
    const readers = audience === "management" ? "{audience}" : "the {audience}";
    const out = random.chance(0.5);
    return {
      slots: {
        title: { value: title!, text: [`"${title}"`, title!] },
        heading: { value: heading!, text: [`"${heading}"`] },
        first: { value: first.workbook_id },
        second: { value: second.workbook_id },
        audience: { value: audience, text: words[audience as keyof typeof words] },
        status: out ? { value: "published", text: ["published"] } : { value: "draft", text: ["draft"] },
      },
      *solve() {
        const seen = yield* call("tableau_publish_report", {
          title: title!,
          audience,
          sections: [{ workbook_id: first.workbook_id, heading: heading! }, { workbook_id: second.workbook_id }],
          status: out ? "published" : "draft",
        });
        if (!seen.ok) return stopped(seen);
        const report = resultOf<{ report_id: string; status: string; headings: string[] }>(seen);
        return told(
          [
            "{report} has the status {status}: {title}, with {a} and {b}.",
            "[Your report|The report] {title} exists as {report} (status {status}).",
            "{title} has two sections, {a} and {b}. Its number is {report} and its status {status}.",
            `{title} is {report}, made for ${readers}, with {a} and {b}; its status is {status}.`,
          ],
          {
            report: report.report_id,
            status: report.status,
            title: title!,
            a: report.headings[0]!,
            b: report.headings[1]!,
            audience,
          },
          { required: ["report"] },
        );
      },
    };
  },
  frames: [
    "Build the report {title} for {audience}: {first} under the heading {heading}, then {second}. Status: {status}.",
    "For {audience}: a report titled {title}, status {status}. It starts with {first} (heading {heading}); {second} follows.",
    "Combine {first} and {second} into the report {title}. The first section is called {heading}, the second keeps its name; for {audience}, status {status}.",
    "I owe {audience} a report named {title}. Sections: {heading} from {first}, then {second} under its own name. Its status should be {status}.",
  ],
};

export const deliveryScenarios: readonly Scenario<AnalystWorld>[] = [subscribe, changeFrequency, publish];
