/** A content world small enough to know by heart, for the tests of the tools. */
import type { Json } from "../../../primitives";
import { simulatorFor, type ToolErrorCode } from "../../contract";
import type { ContentWorld, Email, Page, Post } from "../world";
import { tools } from ".";

const page = (url: string, changes: Partial<Page>): Page => ({
  url: `https://www.example.com/${url}`,
  title: "A title that is long enough",
  description: "Says what it is.",
  headings: 1,
  images: 4,
  images_without_alt: 0,
  internal_links: 5,
  word_count: 500,
  load_ms: 1000,
  ...changes,
});

const post = (post_id: string, changes: Partial<Post>): Post => ({
  post_id,
  draft_id: "DR-3",
  campaign_id: "CMP-1",
  channel: "microblog",
  date: "2026-11-18",
  time: "09:00",
  status: "published",
  impressions: 100,
  clicks: 10,
  reactions: 5,
  ...changes,
});

const email = (email_id: string, changes: Partial<Email>): Email => ({
  email_id,
  draft_id: "DR-3",
  segment_id: "SEG-1",
  campaign_id: "CMP-1",
  subject_lines: [{ text: "Short", share: 100 }],
  status: "draft",
  date: "",
  time: "",
  delivered: 0,
  opened: 0,
  clicked: 0,
  unsubscribed: 0,
  ...changes,
});

export const GOOD = "https://www.example.com/good";
export const BAD = "https://www.example.com/bad";
export const SLOW = "https://www.example.com/slow";

export const tiny: ContentWorld = {
  today: "2026-11-20",
  topics: ["lamp"],
  products: ["Acme lamp"],
  campaigns: [
    { campaign_id: "CMP-1", name: "One", product: "Acme lamp", start: "2026-11-01", end: "2026-12-01" },
    { campaign_id: "CMP-2", name: "Two", product: "Bolt lamp", start: "2026-11-01", end: "2026-12-01" },
  ],
  drafts: [
    {
      draft_id: "DR-1",
      title: "B",
      kind: "blog_post",
      product: "Acme lamp",
      status: "draft",
      campaign_id: "CMP-1",
      body: ["One two three.", "The lamp is easy.", "An easy lamp lasts."],
    },
    {
      draft_id: "DR-2",
      title: "C",
      kind: "newsletter",
      product: "Acme lamp",
      status: "in_review",
      campaign_id: "CMP-1",
      body: ["Only five words in here."],
    },
    {
      draft_id: "DR-3",
      title: "A",
      kind: "blog_post",
      product: "Bolt lamp",
      status: "approved",
      campaign_id: "CMP-2",
      body: ["Done."],
    },
  ],
  pages: [
    page("good", {}),
    page("bad", {
      title: "Short",
      description: "",
      headings: 2,
      images_without_alt: 1,
      internal_links: 0,
      load_ms: 3000,
    }),
    page("slow", { load_ms: 4000, word_count: 900 }),
  ],
  keywords: [
    {
      keyword: "small lamp",
      searches: 100,
      difficulty: 50,
      intent: "commercial",
      position: 4,
      previous_position: 2,
      url: GOOD,
    },
    {
      keyword: "cheap lamp",
      searches: 300,
      difficulty: 80,
      intent: "transactional",
      position: 9,
      previous_position: 9,
      url: BAD,
    },
    {
      keyword: "quiet lamp",
      searches: 200,
      difficulty: 10,
      intent: "commercial",
      position: 0,
      previous_position: 0,
      url: SLOW,
    },
  ],
  posts: [
    post("PST-1", {}),
    post("PST-2", { date: "2026-11-19", impressions: 300, clicks: 2 }),
    post("PST-3", { channel: "photo_feed", impressions: 50 }),
    post("PST-4", { status: "queued", date: "2026-11-22", time: "10:00", impressions: 0, clicks: 0, reactions: 0 }),
    post("PST-5", { status: "queued", date: "2026-11-22", time: "11:00", impressions: 0, clicks: 0, reactions: 0 }),
  ],
  segments: [
    { segment_id: "SEG-1", name: "north fans", interest: "lamp", region: "north", contacts: 100, opted_in: 90 },
    { segment_id: "SEG-2", name: "south fans", interest: "lamp", region: "south", contacts: 1000, opted_in: 500 },
  ],
  emails: [
    email("EM-1", {}),
    email("EM-2", {
      status: "sent",
      date: "2026-11-10",
      time: "07:30",
      delivered: 80,
      opened: 40,
      clicked: 8,
      unsubscribed: 1,
    }),
    email("EM-3", { draft_id: "DR-1", segment_id: "SEG-2", subject_lines: [{ text: "x".repeat(46), share: 100 }] }),
    email("EM-4", { segment_id: "SEG-2", status: "checked" }),
  ],
  ideas: { titles: [], subjects: [], descriptions: [], audiences: [] },
  next: { drafts: ["DR-8", "DR-9"], posts: ["PST-8", "PST-9"], emails: ["EM-8", "EM-9"] },
};

const simulator = simulatorFor({ tools });
export type Arguments = { readonly [name: string]: Json };

/** What a call gives, and the world after it. @throws Error when it fails */
export function does<T>(
  world: ContentWorld,
  tool: string,
  args: Arguments,
): { readonly value: T; readonly world: ContentWorld } {
  const { outcome } = simulator.execute(world, { tool, args });
  if (!outcome.ok) throw new Error(`${tool}: ${outcome.error.code} ${outcome.error.message}`);
  return { value: outcome.observation as unknown as T, world: outcome.world };
}

/** The code of the error a call ends in; undefined when it goes well. */
export function refuses(world: ContentWorld, tool: string, args: Arguments): ToolErrorCode | undefined {
  const { outcome } = simulator.execute(world, { tool, args });
  return outcome.ok ? undefined : outcome.error.code;
}
