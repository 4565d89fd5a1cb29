/** email_builder: segments, emails with one or more subject lines, checks, sending, results. */
import type { Tool } from "../../contract";
import { type ContentWorld, type Email, REGIONS, type SubjectLine } from "../world";
import { fail, findDraft, futureProblem, integer, objectOf, parameters, text } from "./outcome";

const family = "email_builder";
const CHECKS = ["subject", "draft", "consent"] as const;
const emailId = { type: "string", description: "Identifier such as EM-1234." } as const;

const findSegments: Tool<ContentWorld> = {
  name: "email_builder_find_segments",
  family,
  skill: "campaign_planning",
  task: "find mailing segments",
  description: "Finds mailing segments by interest, region and number of people who opted in, largest first.",
  parameters: parameters(
    {
      interest: { type: "string", description: "What the people are interested in, such as a kind of product." },
      region: { type: "string", description: "Where they live.", enum: REGIONS },
      min_opted_in: { type: "integer", description: "Least number of people who opted in.", minimum: 0, default: 0 },
    },
    [],
  ),
  returns: objectOf({
    segments: {
      type: "array",
      items: objectOf({
        segment_id: text,
        name: text,
        interest: text,
        region: text,
        contacts: integer,
        opted_in: integer,
      }),
    },
    total: integer,
  }),
  effect: "read",
  execute(world, args) {
    const segments = world.segments
      .filter(
        (segment) =>
          (args.interest === undefined || segment.interest === String(args.interest).toLowerCase()) &&
          (args.region === undefined || segment.region === args.region) &&
          segment.opted_in >= Number(args.min_opted_in),
      )
      .sort((left, right) => right.opted_in - left.opted_in || (left.segment_id < right.segment_id ? -1 : 1))
      .map((segment) => ({ ...segment }));
    return { ok: true, observation: { segments, total: segments.length }, world };
  },
};

const createEmail: Tool<ContentWorld> = {
  name: "email_builder_create_email",
  family,
  skill: "copywriting",
  task: "build an email from a draft",
  description:
    "Builds an email from a draft for a segment. With several subject lines each goes to its share of the segment (equal shares when none is given).",
  parameters: parameters(
    {
      draft_id: { type: "string", description: "Text of the email, such as DR-1234." },
      segment_id: { type: "string", description: "Who gets it, such as SEG-123." },
      subject_lines: {
        type: "array",
        description: "One to three subject lines.",
        items: {
          type: "object",
          properties: {
            text: { type: "string", description: "The subject line." },
            share: { type: "integer", description: "Percent of the segment.", minimum: 1, maximum: 100 },
          },
          required: ["text"],
          additionalProperties: false,
        },
        minItems: 1,
        maxItems: 3,
      },
    },
    ["draft_id", "segment_id", "subject_lines"],
  ),
  returns: objectOf({
    email_id: text,
    draft_id: text,
    segment_id: text,
    recipients: integer,
    status: text,
    subject_lines: { type: "array", items: objectOf({ text, share: integer }) },
  }),
  effect: "write",
  execute(world, args) {
    const draft = findDraft(world, args.draft_id);
    if (draft === undefined) return fail("not_found", `there is no draft ${args.draft_id}`);
    const segment = world.segments.find((each) => each.segment_id === args.segment_id);
    if (segment === undefined) return fail("not_found", `there is no segment ${args.segment_id}`);
    const lines = sharesOf(args.subject_lines as readonly { text: string; share?: number }[]);
    if (lines === undefined)
      return fail("invalid_argument", "give every subject line a share so that they add up to 100, or give none");
    const [email_id, ...left] = world.next.emails;
    if (email_id === undefined) return fail("rate_limit", "no more emails can be built today");
    const email: Email = {
      email_id,
      draft_id: draft.draft_id,
      segment_id: segment.segment_id,
      campaign_id: draft.campaign_id,
      subject_lines: lines,
      status: "draft",
      date: "",
      time: "",
      delivered: 0,
      opened: 0,
      clicked: 0,
      unsubscribed: 0,
    };
    return {
      ok: true,
      observation: {
        email_id,
        draft_id: draft.draft_id,
        segment_id: segment.segment_id,
        recipients: segment.opted_in,
        status: email.status,
        subject_lines: lines.map((line) => ({ ...line })),
      },
      world: { ...world, emails: [...world.emails, email], next: { ...world.next, emails: left } },
    };
  },
};

const runChecks: Tool<ContentWorld> = {
  name: "email_builder_run_checks",
  family,
  skill: "copywriting",
  task: "run the checks on an email",
  description:
    "Checks an unsent email: subject lines of at most 45 characters, an approved draft, and at least 60 percent of the segment opted in. An email that passes all checks may be scheduled.",
  parameters: parameters(
    {
      email_id: emailId,
      checks: {
        type: "array",
        description: "Which checks to run; only a run of all of them lets an email be scheduled.",
        items: { type: "string", enum: CHECKS },
        minItems: 1,
        maxItems: 3,
        default: CHECKS,
      },
    },
    ["email_id"],
  ),
  returns: objectOf({
    email_id: text,
    passed: { type: "boolean" },
    failures: { type: "array", items: objectOf({ check: text, detail: text }) },
    status: text,
  }),
  effect: "write",
  execute(world, args) {
    const email = findEmail(world, args.email_id);
    if (email === undefined) return fail("not_found", `there is no email ${args.email_id}`);
    if (email.status === "sent") return fail("conflict", `email ${email.email_id} was sent on ${email.date}`);
    const checks = args.checks as readonly string[];
    const failures = failuresOf(world, email).filter((failure) => checks.includes(failure.check));
    const complete = CHECKS.every((check) => checks.includes(check));
    const status = failures.length === 0 && complete && email.status === "draft" ? "checked" : email.status;
    return {
      ok: true,
      observation: { email_id: email.email_id, passed: failures.length === 0, failures, status },
      world: withEmail(world, { ...email, status }),
    };
  },
};

const scheduleSend: Tool<ContentWorld> = {
  name: "email_builder_schedule_send",
  family,
  skill: "campaign_planning",
  task: "schedule an email",
  description: "Schedules an email that has passed its checks: all at once or at most so many an hour.",
  parameters: parameters(
    {
      email_id: emailId,
      date: { type: "string", description: "Day as 2026-11-20." },
      time: { type: "string", description: "Time of day as 09:30." },
      hourly_limit: { type: "integer", description: "Most emails an hour.", minimum: 100, maximum: 10000 },
    },
    ["email_id", "date", "time"],
  ),
  returns: objectOf({
    email_id: text,
    status: text,
    date: text,
    time: text,
    recipients: integer,
    hours_needed: integer,
  }),
  effect: "write",
  execute(world, args) {
    const email = findEmail(world, args.email_id);
    if (email === undefined) return fail("not_found", `there is no email ${args.email_id}`);
    if (email.status === "sent") return fail("conflict", `email ${email.email_id} was sent on ${email.date}`);
    if (email.status === "draft")
      return fail("permission", `email ${email.email_id} has not passed its checks; run them first`);
    const date = String(args.date);
    const time = String(args.time);
    const problem = futureProblem(world.today, date, time);
    if (problem !== undefined) return fail("invalid_argument", problem);
    const recipients = world.segments.find((each) => each.segment_id === email.segment_id)?.opted_in ?? 0;
    const hours = args.hourly_limit === undefined ? 1 : Math.max(1, Math.ceil(recipients / Number(args.hourly_limit)));
    return {
      ok: true,
      observation: { email_id: email.email_id, status: "scheduled", date, time, recipients, hours_needed: hours },
      world: withEmail(world, { ...email, status: "scheduled", date, time }),
    };
  },
};

const getResults: Tool<ContentWorld> = {
  name: "email_builder_get_results",
  family,
  skill: "campaign_planning",
  task: "read the results of a sent email",
  description: "Gives what became of a sent email: delivered, opened, clicked, unsubscribed.",
  parameters: parameters({ email_id: emailId }, ["email_id"]),
  returns: objectOf({
    email_id: text,
    segment_id: text,
    subject: text,
    date: text,
    delivered: integer,
    opened: integer,
    clicked: integer,
    unsubscribed: integer,
  }),
  effect: "read",
  execute(world, args) {
    const email = findEmail(world, args.email_id);
    if (email === undefined) return fail("not_found", `there is no email ${args.email_id}`);
    if (email.status !== "sent")
      return fail("conflict", `email ${email.email_id} is ${email.status.replaceAll("_", " ")}; it has no results`);
    const { email_id, segment_id, date, delivered, opened, clicked, unsubscribed } = email;
    const subject = email.subject_lines[0]?.text ?? "";
    return {
      ok: true,
      observation: { email_id, segment_id, subject, date, delivered, opened, clicked, unsubscribed },
      world,
    };
  },
};

export const emailBuilder = [findSegments, createEmail, runChecks, scheduleSend, getResults] as const;

function findEmail(world: ContentWorld, id: unknown): Email | undefined {
  return world.emails.find((email) => email.email_id === id);
}

function withEmail(world: ContentWorld, changed: Email): ContentWorld {
  return { ...world, emails: world.emails.map((email) => (email.email_id === changed.email_id ? changed : email)) };
}

/** Subject lines with their shares; undefined when the shares do not add up. The first line takes what does not divide. */
function sharesOf(lines: readonly { readonly text: string; readonly share?: number }[]): SubjectLine[] | undefined {
  if (lines.every((line) => line.share === undefined)) {
    const each = Math.floor(100 / lines.length);
    return lines.map((line, index) => ({
      text: line.text,
      share: index === 0 ? 100 - each * (lines.length - 1) : each,
    }));
  }
  const total = lines.reduce((sum, line) => sum + (line.share ?? Number.NaN), 0);
  return total === 100 ? lines.map((line) => ({ text: line.text, share: line.share ?? 0 })) : undefined;
}

function failuresOf(world: ContentWorld, email: Email): { check: string; detail: string }[] {
  const long = email.subject_lines.find((line) => line.text.length > 45);
  const draft = findDraft(world, email.draft_id);
  const segment = world.segments.find((each) => each.segment_id === email.segment_id);
  const found = [
    long !== undefined && { check: "subject", detail: `"${long.text}" has ${long.text.length} characters` },
    draft !== undefined &&
      draft.status !== "approved" && {
        check: "draft",
        detail: `${draft.draft_id} is not approved (status: ${draft.status.replaceAll("_", " ")})`,
      },
    segment !== undefined &&
      segment.opted_in < 0.6 * segment.contacts && {
        check: "consent",
        detail: `only ${segment.opted_in} of ${segment.contacts} contacts opted in`,
      },
  ];
  return found.filter((failure) => failure !== false);
}
