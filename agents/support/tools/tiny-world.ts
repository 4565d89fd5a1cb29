/** A help desk small enough to check by hand, and a way to call its functions in tests. */
import { type Arguments, simulatorFor, type ToolErrorCode } from "../../contract";
import type { SupportWorld } from "../world";
import { tools } from ".";

const ticket = {
  product: "Kite Notes",
  category: "bug" as const,
  tier: "tier_1" as const,
  team: "platform" as const,
  tags: [],
  comments: [],
  merged_into: "",
};
const article = { product: "Kite Notes", flags: [], replaced_by: "" };
const chat = { product: "Kite Notes", symptom: "file upload stops halfway", resolution: "", continued_in: "" };

export const tiny: SupportWorld = {
  today: "2026-11-20",
  products: ["Kite Notes", "Ledger Forms"],
  customers: [
    { customer_id: "CUS-1", company: "Larkholt Optics", plan: "team", email: "a@example.com", no_surveys: false },
    { customer_id: "CUS-2", company: "Corvane Print", plan: "free", email: "b@example.com", no_surveys: true },
  ],
  tickets: [
    {
      ...ticket,
      ticket_id: "TCK-1",
      customer_id: "CUS-1",
      subject: "file upload stops halfway",
      priority: "normal",
      status: "open",
      created: "2026-11-01",
      updated: "2026-11-05",
      comments: [
        { date: "2026-11-04", visibility: "public", author: "support", body: "later" },
        { date: "2026-11-02", visibility: "internal", author: "customer", body: "earlier" },
      ],
      tags: ["needs-logs"],
    },
    {
      ...ticket,
      ticket_id: "TCK-2",
      customer_id: "CUS-2",
      subject: "time sheet is greyed out",
      priority: "urgent",
      status: "pending",
      product: "Ledger Forms",
      tier: "tier_2",
      created: "2026-11-10",
      updated: "2026-11-10",
    },
    {
      ...ticket,
      ticket_id: "TCK-3",
      customer_id: "CUS-1",
      subject: "search index returns old data",
      priority: "low",
      status: "closed",
      created: "2026-11-12",
      updated: "2026-11-13",
    },
    {
      ...ticket,
      ticket_id: "TCK-4",
      customer_id: "CUS-1",
      subject: "file upload stops halfway",
      priority: "low",
      status: "open",
      created: "2026-11-14",
      updated: "2026-11-14",
      merged_into: "TCK-1",
    },
  ],
  articles: [
    {
      ...article,
      article_id: "KB-1",
      title: "What to do when the file upload stops halfway",
      symptom: "file upload stops halfway",
      error_code: "E-1",
      audience: "public",
      steps: ["Sign in again", "Clear the cache"],
      updated: "2026-05-01",
    },
    {
      ...article,
      article_id: "KB-2",
      title: "What to do when the file upload is greyed out",
      symptom: "file upload is greyed out",
      error_code: "E-2",
      audience: "internal",
      product: "Ledger Forms",
      steps: ["Check the plan", "Ask an administrator"],
      updated: "2026-09-01",
    },
    {
      ...article,
      article_id: "KB-3",
      title: "What to do when the backup restore stops halfway",
      symptom: "backup restore stops halfway",
      error_code: "E-3",
      audience: "public",
      steps: ["Wait"],
      updated: "2025-01-01",
      replaced_by: "KB-1",
    },
  ],
  issues: [
    {
      issue_id: "ISS-1",
      product: "Kite Notes",
      symptom: "a",
      since_version: "2.1",
      status: "resolved",
      fixed_in: "2.3",
    },
    {
      issue_id: "ISS-2",
      product: "Kite Notes",
      symptom: "b",
      since_version: "2.2",
      status: "investigating",
      fixed_in: "",
    },
    {
      issue_id: "ISS-3",
      product: "Ledger Forms",
      symptom: "c",
      since_version: "4.0",
      status: "fix_scheduled",
      fixed_in: "4.1",
    },
  ],
  chats: [
    {
      ...chat,
      chat_id: "CHT-1",
      customer_id: "CUS-1",
      status: "waiting",
      waiting_minutes: 12,
      team: "mobile",
      messages: [
        { from: "customer", text: "one" },
        { from: "customer", text: "two" },
        { from: "customer", text: "three" },
      ],
    },
    {
      ...chat,
      chat_id: "CHT-2",
      customer_id: "CUS-2",
      status: "waiting",
      waiting_minutes: 30,
      team: "billing",
      messages: [],
    },
    {
      ...chat,
      chat_id: "CHT-3",
      customer_id: "CUS-2",
      status: "active",
      waiting_minutes: 0,
      team: "mobile",
      messages: [],
    },
    {
      ...chat,
      chat_id: "CHT-4",
      customer_id: "CUS-2",
      status: "ended",
      waiting_minutes: 0,
      team: "mobile",
      messages: [],
      resolution: "no_answer",
      continued_in: "CHT-3",
    },
  ],
  emails: [
    {
      email_id: "EML-1",
      customer_id: "CUS-1",
      direction: "inbound",
      date: "2026-11-10",
      subject: "Help",
      body: "Please",
    },
    {
      email_id: "EML-2",
      customer_id: "CUS-1",
      direction: "outbound",
      date: "2026-11-11",
      subject: "Re: Help",
      body: "Yes",
    },
    { email_id: "EML-3", customer_id: "CUS-2", direction: "inbound", date: "2026-11-12", subject: "Hi", body: "There" },
  ],
  follow_ups: [],
  next_tickets: ["TCK-8", "TCK-9"],
  next_emails: ["EML-8", "EML-9"],
  next_follow_ups: ["FUP-1", "FUP-2"],
};

const simulator = simulatorFor({ tools });

/** Calls a function that must work. */
export function does<T>(
  world: SupportWorld,
  tool: string,
  args: Arguments,
): { readonly value: T; readonly world: SupportWorld } {
  const { outcome } = simulator.execute(world, { tool, args });
  if (!outcome.ok) throw new Error(`${tool}: ${outcome.error.code} ${outcome.error.message}`);
  return { value: outcome.observation as unknown as T, world: outcome.world };
}

/** Calls a function that must refuse; gives the code and the message. */
export function refuses(world: SupportWorld, tool: string, args: Arguments): readonly [ToolErrorCode, string] {
  const { outcome } = simulator.execute(world, { tool, args });
  if (outcome.ok) throw new Error(`${tool} worked`);
  return [outcome.error.code, outcome.error.message];
}
