/** What calls of the content agent give back, as far as its gold policies read it. */

export type Audit = {
  readonly url: string;
  readonly score: number;
  readonly issues: readonly { readonly check: string; readonly severity: string; readonly detail: string }[];
};

export type Built = { readonly email_id: string; readonly recipients: number };

export type Calendar = {
  readonly entries: readonly {
    readonly id: string;
    readonly type: string;
    readonly channel: string;
    readonly date: string;
    readonly time: string;
    readonly status: string;
  }[];
  readonly total: number;
};

export type Checked = {
  readonly title: string;
  readonly status: string;
  readonly words: number;
  readonly sentences: number;
  readonly longest_sentence_words: number;
  readonly phrase_count?: number;
};

export type Checks = {
  readonly passed: boolean;
  readonly failures: readonly { readonly check: string; readonly detail: string }[];
};

export type Compared = { readonly pages: readonly { readonly url: string; readonly value: number }[] };

export type Keywords = {
  readonly keywords: readonly { readonly keyword: string; readonly searches: number; readonly difficulty: number }[];
  readonly total: number;
};

export type Listed = {
  readonly drafts: readonly {
    readonly draft_id: string;
    readonly title: string;
    readonly status: string;
    readonly words: number;
  }[];
  readonly total: number;
};

export type Made = { readonly draft_id: string; readonly title: string; readonly words: number };

export type Performance = {
  readonly posts_counted: number;
  readonly total: number;
  readonly best: readonly {
    readonly post_id: string;
    readonly draft_id: string;
    readonly channel: string;
    readonly value: number;
  }[];
};

export type Queued = {
  readonly post_id: string;
  readonly draft_id: string;
  readonly channel: string;
  readonly date: string;
  readonly time: string;
};

export type Ranking = {
  readonly keyword: string;
  readonly position: number;
  readonly previous_position: number;
  readonly url: string;
};

export type Results = {
  readonly email_id: string;
  readonly segment_id: string;
  readonly subject: string;
  readonly delivered: number;
  readonly opened: number;
  readonly clicked: number;
  readonly unsubscribed: number;
};

export type Scheduled = {
  readonly date: string;
  readonly time: string;
  readonly recipients: number;
  readonly hours_needed: number;
};

export type Segments = {
  readonly segments: readonly {
    readonly segment_id: string;
    readonly name: string;
    readonly opted_in: number;
    readonly contacts: number;
  }[];
  readonly total: number;
};

export type Slots = { readonly channel: string; readonly date: string; readonly free: readonly string[] };
