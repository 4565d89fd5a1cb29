/** A marketing team's desk: drafts, campaigns, pages and keywords, posts, mailing segments and emails. */
import type { Random } from "../../primitives";
import type { World, WorldContext } from "../contract";
import * as words from "./words";

export const KINDS = ["blog_post", "landing_page", "product_page", "newsletter", "social_post"] as const;
export const TONES = ["friendly", "formal", "playful", "direct"] as const;
export const STATUSES = ["draft", "in_review", "approved"] as const;
export const CHANNELS = ["microblog", "photo_feed", "short_video", "professional"] as const;
export const INTENTS = ["informational", "commercial", "transactional"] as const;
export const REGIONS = ["north", "south", "east", "west"] as const;

export type Tone = (typeof TONES)[number];

export type Draft = {
  readonly draft_id: string;
  readonly title: string;
  readonly kind: (typeof KINDS)[number];
  readonly product: string;
  readonly status: (typeof STATUSES)[number];
  readonly campaign_id: string;
  readonly body: readonly string[];
};

export type Campaign = {
  readonly campaign_id: string;
  readonly name: string;
  readonly product: string;
  readonly start: string;
  readonly end: string;
};

export type Page = {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly headings: number;
  readonly images: number;
  readonly images_without_alt: number;
  readonly internal_links: number;
  readonly word_count: number;
  readonly load_ms: number;
};

export type Keyword = {
  readonly keyword: string;
  readonly searches: number;
  readonly difficulty: number;
  readonly intent: (typeof INTENTS)[number];
  /** Our place in the results; 0 when it is not tracked. */
  readonly position: number;
  readonly previous_position: number;
  readonly url: string;
};

export type Post = {
  readonly post_id: string;
  readonly draft_id: string;
  readonly campaign_id: string;
  readonly channel: (typeof CHANNELS)[number];
  readonly date: string;
  readonly time: string;
  readonly status: "queued" | "published";
  readonly impressions: number;
  readonly clicks: number;
  readonly reactions: number;
};

export type Segment = {
  readonly segment_id: string;
  readonly name: string;
  readonly interest: string;
  readonly region: (typeof REGIONS)[number];
  readonly contacts: number;
  readonly opted_in: number;
};

export type SubjectLine = { readonly text: string; readonly share: number };

export type Email = {
  readonly email_id: string;
  readonly draft_id: string;
  readonly segment_id: string;
  readonly campaign_id: string;
  readonly subject_lines: readonly SubjectLine[];
  readonly status: "draft" | "checked" | "scheduled" | "sent";
  readonly date: string;
  readonly time: string;
  readonly delivered: number;
  readonly opened: number;
  readonly clicked: number;
  readonly unsubscribed: number;
};

/** What the team talks about but has not made yet; people name these in requests. */
export type Ideas = {
  readonly titles: readonly string[];
  readonly subjects: readonly string[];
  readonly descriptions: readonly string[];
  readonly audiences: readonly string[];
};

export interface ContentWorld extends World {
  readonly topics: readonly string[];
  readonly products: readonly string[];
  readonly drafts: readonly Draft[];
  readonly campaigns: readonly Campaign[];
  readonly pages: readonly Page[];
  readonly keywords: readonly Keyword[];
  readonly posts: readonly Post[];
  readonly segments: readonly Segment[];
  readonly emails: readonly Email[];
  readonly ideas: Ideas;
  /** Identifiers that the next new things will get. */
  readonly next: {
    readonly drafts: readonly string[];
    readonly posts: readonly string[];
    readonly emails: readonly string[];
  };
}

/** The ISO date so many days after (or before) another. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Sentences of a text about a product for an audience. */
export function writeBody(tone: Tone, product: string, audience: string, sentences: number): string[] {
  const templates = words.SENTENCES[tone];
  return Array.from({ length: sentences }, (_, index) =>
    (templates[index % templates.length] as string).replace("%", product).replace("@", audience),
  );
}

export function createWorld(context: WorldContext): ContentWorld {
  const { random, today } = context;
  const topics = random.sample(context.pool("topic", words.TOPICS), 3);
  const makes = random.sample(context.pool("make", words.MAKES), 4);
  const products = makes.map((make, index) => `${make} ${topics[index % topics.length]}`);
  const audiences = random.sample(context.pool("audience", words.AUDIENCES), 5);
  const ids = (kind: string, prefix: string, count: number, low: number, high: number) =>
    different(count, () => `${prefix}-${context.number(kind, low, high)}`);
  const titleAbout = (product: string) =>
    aboutTopic(random.pick(words.HEADLINES), topics.find((topic) => product.endsWith(topic)) ?? topics[0]!);
  const perTopic = (count: number, templates: readonly string[]) =>
    topics.flatMap((topic) => random.sample(templates, count).map((template) => aboutTopic(template, topic)));

  const names = random.sample(context.pool("campaign", CAMPAIGN_NAMES), 3);
  const campaigns = ids("campaign_id", "CMP", 3, 100, 999).map((campaign_id, index): Campaign => {
    const start = shiftDate(today, random.int(-25, -2));
    return {
      campaign_id,
      name: names[index]!,
      product: products[index]!,
      start,
      end: shiftDate(start, random.int(30, 60)),
    };
  });
  const draftIds = ids("draft", "DR", 12, 1000, 9999);
  const drafts = draftIds.slice(0, 8).map((draft_id, index): Draft => {
    const campaign = campaigns[index % campaigns.length]!;
    const tone = random.pick(TONES);
    return {
      draft_id,
      title: titleAbout(campaign.product),
      kind: random.pick(KINDS),
      product: campaign.product,
      status: STATUSES[(index + random.int(0, 1)) % STATUSES.length]!,
      campaign_id: campaign.campaign_id,
      body: random.shuffle(writeBody(tone, campaign.product, random.pick(audiences), random.int(3, 6))),
    };
  });
  const keywords = topics.flatMap((topic) => createKeywords(topic, random));
  const pages = different(6, () => random.pick(keywords).url).map((url) => createPage(url, topics, random));
  const segments = ids("segment", "SEG", 5, 100, 999).map((segment_id, index): Segment => {
    const contacts = random.int(300, 9800);
    return {
      segment_id,
      name: audiences[index]!,
      interest: topics[index % topics.length]!,
      region: random.pick(REGIONS),
      contacts,
      opted_in: Math.floor(contacts * (0.5 + random.float() * 0.45)),
    };
  });
  const postIds = ids("post", "PST", 16, 10000, 99999);
  const posts = createPosts(postIds.slice(0, 11), drafts, today, random);
  const emailIds = ids("email", "EM", 9, 1000, 9999);
  const emails = emailIds.slice(0, 6).map((email_id, index) => {
    const draft = drafts[(index + 1) % drafts.length]!;
    return createEmail(
      email_id,
      index < 3,
      draft,
      segments[index % segments.length]!,
      titleAbout(draft.product),
      today,
      random,
    );
  });

  return {
    today,
    topics,
    products,
    drafts,
    campaigns,
    pages,
    keywords,
    posts,
    segments,
    emails,
    ideas: {
      titles: perTopic(4, words.HEADLINES),
      subjects: perTopic(4, words.HEADLINES),
      descriptions: perTopic(3, words.DESCRIPTIONS),
      audiences,
    },
    next: { drafts: draftIds.slice(8), posts: postIds.slice(11), emails: emailIds.slice(6) },
  };
}

const CAMPAIGN_NAMES = words.CAMPAIGN_FIRST.flatMap((first) =>
  words.CAMPAIGN_SECOND.map((second) => `${first} ${second}`),
);

function createKeywords(topic: string, random: Random): Keyword[] {
  return random.sample(words.MODIFIERS, 6).map((modifier, index) => {
    const keyword = `${modifier} ${topic}`;
    const position = index < 4 ? random.int(1, 48) : 0;
    const moved = random.chance(0.6) ? random.int(2, 14) : -random.int(0, 9);
    return {
      keyword,
      searches: random.int(4, 900) * 10,
      difficulty: random.int(8, 92),
      intent: random.pick(INTENTS),
      position,
      previous_position: position === 0 ? 0 : Math.max(1, position - moved),
      url: `https://www.example.com/${random.pick(words.SECTIONS)}/${keyword.replaceAll(" ", "-")}`,
    };
  });
}

function createPage(url: string, topics: readonly string[], random: Random): Page {
  const topic = topics.find((each) => url.includes(each.replaceAll(" ", "-"))) ?? topics[0]!;
  const headline = aboutTopic(random.pick(words.HEADLINES), topic);
  const images = random.int(2, 18);
  return {
    url,
    title: random.chance(0.5) ? headline : `${headline} - everything you ever wanted to know about it, and more`,
    description: random.chance(0.5) ? aboutTopic(random.pick(words.DESCRIPTIONS), topic) : "",
    headings: random.pick([0, 1, 1, 1, 2, 3]),
    images,
    images_without_alt: random.chance(0.5) ? random.int(1, images) : 0,
    internal_links: random.int(0, 14),
    word_count: random.int(180, 2400),
    load_ms: random.int(600, 4800),
  };
}

function createPosts(ids: readonly string[], drafts: readonly Draft[], today: string, random: Random): Post[] {
  const taken = new Set<string>();
  return ids.map((post_id, index): Post => {
    const published = index < 6;
    const draft = drafts[index % drafts.length]!;
    let channel = random.pick(CHANNELS);
    let date = shiftDate(today, published ? -random.int(1, 12) : random.int(1, 6));
    let time = `${String(random.int(8, 20)).padStart(2, "0")}:00`;
    while (taken.has(`${channel} ${date} ${time}`)) {
      channel = random.pick(CHANNELS);
      date = shiftDate(date, published ? -1 : 1);
      time = `${String(random.int(8, 20)).padStart(2, "0")}:00`;
    }
    taken.add(`${channel} ${date} ${time}`);
    const impressions = published ? random.int(400, 24000) : 0;
    return {
      post_id,
      draft_id: draft.draft_id,
      campaign_id: draft.campaign_id,
      channel,
      date,
      time,
      status: published ? "published" : "queued",
      impressions,
      clicks: Math.floor(impressions * random.float() * 0.08),
      reactions: Math.floor(impressions * random.float() * 0.12),
    };
  });
}

function createEmail(
  email_id: string,
  sent: boolean,
  draft: Draft,
  segment: Segment,
  subject: string,
  today: string,
  random: Random,
): Email {
  const delivered = sent ? segment.opted_in - random.int(0, 40) : 0;
  const opened = Math.floor(delivered * (0.12 + random.float() * 0.4));
  return {
    email_id,
    draft_id: draft.draft_id,
    segment_id: segment.segment_id,
    campaign_id: draft.campaign_id,
    subject_lines: [{ text: subject, share: 100 }],
    status: sent ? "sent" : "draft",
    date: sent ? shiftDate(today, -random.int(2, 20)) : "",
    time: sent ? `${String(random.int(7, 19)).padStart(2, "0")}:30` : "",
    delivered,
    opened,
    clicked: Math.floor(opened * random.float() * 0.4),
    unsubscribed: Math.floor(delivered * random.float() * 0.01),
  };
}

/** A headline about a topic: "A % worth keeping" and "office chair" give "An office chair worth keeping". */
function aboutTopic(template: string, topic: string): string {
  const text = /^[aeiou]/.test(topic) ? template.replace(/\b([Aa]) %/, "$1n %") : template;
  return text.replace("%", topic);
}

function different(count: number, draw: () => string): string[] {
  const found = new Set<string>();
  for (let tries = 0; found.size < count && tries < 2000; tries += 1) found.add(draw());
  return [...found];
}
