/** What the support world is made of. Type aliases, not interfaces, so that every entity is JSON. */
import type { World } from "../../contract";

export type Team = "billing" | "accounts" | "platform" | "mobile" | "integrations";

export type Customer = {
  readonly customer_id: string;
  readonly company: string;
  readonly plan: "free" | "team" | "business" | "enterprise";
  readonly email: string;
  /** No surveys or news; messages about the customer's own tickets are still sent. */
  readonly no_surveys: boolean;
};

export type Status = "open" | "pending" | "solved" | "closed";
export type Priority = "low" | "normal" | "high" | "urgent";
export type Category = "billing" | "access" | "bug" | "how_to" | "outage";
export type Tier = "tier_1" | "tier_2" | "tier_3" | "duty_manager";

export type Comment = {
  readonly date: string;
  readonly visibility: "public" | "internal";
  readonly author: "customer" | "support";
  readonly body: string;
};

export type Ticket = {
  readonly ticket_id: string;
  readonly customer_id: string;
  readonly subject: string;
  readonly product: string;
  readonly category: Category;
  readonly priority: Priority;
  readonly status: Status;
  readonly tier: Tier;
  readonly team: Team;
  readonly created: string;
  readonly updated: string;
  readonly tags: readonly string[];
  readonly comments: readonly Comment[];
  /** The ticket this one was merged into; "" when it stands alone. */
  readonly merged_into: string;
};

export type Article = {
  readonly article_id: string;
  readonly title: string;
  readonly product: string;
  readonly symptom: string;
  readonly error_code: string;
  readonly audience: "public" | "internal";
  readonly steps: readonly string[];
  readonly updated: string;
  readonly flags: readonly string[];
  /** The article that took its place; "" when it is current. */
  readonly replaced_by: string;
};

export type KnownIssue = {
  readonly issue_id: string;
  readonly product: string;
  readonly symptom: string;
  readonly since_version: string;
  readonly status: "investigating" | "fix_scheduled" | "resolved";
  /** Version that holds the repair; "" while there is none. */
  readonly fixed_in: string;
};

export type Chat = {
  readonly chat_id: string;
  readonly customer_id: string;
  readonly product: string;
  readonly symptom: string;
  readonly status: "waiting" | "active" | "ended";
  readonly waiting_minutes: number;
  readonly team: Team;
  readonly messages: readonly { readonly from: "customer" | "support"; readonly text: string }[];
  readonly resolution: string;
  /** The customer's later chat, when this one ended and another began; "" otherwise. */
  readonly continued_in: string;
};

export type Email = {
  readonly email_id: string;
  readonly customer_id: string;
  readonly direction: "inbound" | "outbound";
  readonly date: string;
  readonly subject: string;
  readonly body: string;
};

export type FollowUp = {
  readonly follow_up_id: string;
  readonly ticket_id: string;
  readonly send_on: string;
  readonly template: string;
};

export interface SupportWorld extends World {
  readonly products: readonly string[];
  readonly customers: readonly Customer[];
  readonly tickets: readonly Ticket[];
  readonly articles: readonly Article[];
  readonly issues: readonly KnownIssue[];
  readonly chats: readonly Chat[];
  readonly emails: readonly Email[];
  readonly follow_ups: readonly FollowUp[];
  /** Identifiers that the next tickets, emails and follow-ups take. */
  readonly next_tickets: readonly string[];
  readonly next_emails: readonly string[];
  readonly next_follow_ups: readonly string[];
}
