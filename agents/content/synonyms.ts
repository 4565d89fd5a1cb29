/** Everyday words for the values that tools take. */
export const synonyms: { readonly [value: string]: readonly string[] } = {
  blog_post: ["blog post", "blog article", "post for the blog"],
  landing_page: ["landing page"],
  product_page: ["product page"],
  newsletter: ["newsletter text", "newsletter piece"],
  social_post: ["social post", "short social text"],
  in_review: ["in review", "under review"],
  approved: ["signed off", "approved"],
  microblog: ["the microblog"],
  photo_feed: ["the photo feed"],
  short_video: ["the short video channel"],
  professional: ["the professional network"],
  word_count: ["word count", "amount of text"],
  internal_links: ["internal links", "number of internal links"],
  load_ms: ["load time", "loading speed"],
  score: ["audit score", "SEO score"],
  words: ["longest first", "by length, longest on top"],
  title: ["alphabetically by title", "ordered by title"],
  searches: ["most searched first", "by search volume"],
  difficulty: ["easiest first", "by difficulty, easy ones on top"],
  any: ["any time of day", "at any time of day"],
};

/** Words a value can be read from in sentences that do not name it by itself ("hand it to the reviewers"). */
export const implied: { readonly [value: string]: readonly string[] } = {
  social_post: ["social post"],
  newsletter: ["newsletter"],
  draft: ["drafts", "reopen", "unlock", "back to draft", "unreviewed"],
  in_review: ["review", "reviewers", "reviewed"],
  approved: ["approve", "approval", "go-ahead"],
  difficulty: ["easiest", "lowest-difficulty", "least difficult"],
};
