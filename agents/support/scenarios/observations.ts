/** What the functions return, as gold policies read it. */
import type { Comment } from "../world";

export type TicketSummary = {
  readonly ticket_id: string;
  readonly customer_id: string;
  readonly subject: string;
  readonly product: string;
  readonly category: string;
  readonly priority: string;
  readonly status: string;
  readonly tier: string;
  readonly team: string;
  readonly created: string;
  readonly updated: string;
  readonly tags: readonly string[];
};
export type TicketDetails = TicketSummary & { readonly comments: readonly Comment[] };
export type TicketList = { readonly total: number; readonly tickets: readonly TicketSummary[] };
export type NewTicket = {
  readonly ticket_id: string;
  readonly status: string;
  readonly priority: string;
  readonly team: string;
};
export type TicketChange = {
  readonly ticket_id: string;
  readonly status: string;
  readonly priority: string;
  readonly tags: readonly string[];
};
export type Escalation = { readonly ticket_id: string; readonly tier: string; readonly team: string };
export type CommentAdded = { readonly comments: number; readonly visibility: string };
export type ArticleSummary = {
  readonly article_id: string;
  readonly title: string;
  readonly product: string;
  readonly audience: string;
  readonly updated: string;
};
export type ArticleList = { readonly total: number; readonly articles: readonly ArticleSummary[] };
export type ArticleDetails = ArticleSummary & { readonly steps: readonly string[]; readonly flags: readonly string[] };
export type CodeMeaning = {
  readonly error_code: string;
  readonly meaning: string;
  readonly product: string;
  readonly article_id: string;
};
export type IssueList = {
  readonly issues: readonly {
    readonly issue_id: string;
    readonly symptom: string;
    readonly since_version: string;
    readonly status: string;
    readonly fixed_in: string;
  }[];
};
export type WaitingList = {
  readonly chats: readonly {
    readonly chat_id: string;
    readonly customer_id: string;
    readonly product: string;
    readonly team: string;
    readonly waiting_minutes: number;
  }[];
};
export type Transcript = {
  readonly chat_id: string;
  readonly customer_id: string;
  readonly product: string;
  readonly topic: string;
  readonly status: string;
  readonly messages: readonly { readonly from: string; readonly text: string }[];
};
export type Transfer = { readonly team: string; readonly position: number };
export type MailList = {
  readonly emails: readonly {
    readonly email_id: string;
    readonly direction: string;
    readonly date: string;
    readonly subject: string;
    readonly body: string;
  }[];
};
export type SentMail = { readonly email_id: string; readonly to: string; readonly subject: string };
export type FollowUpPlan = { readonly follow_up_id: string; readonly send_on: string; readonly template: string };
