/** One ticket is open, two tickets are open: fits nouns and verbs of a wording to the numbers in it. */
import type { Values, Wording } from "../../contract";

const SINGULAR: { readonly [plural: string]: string } = {
  articles: "article",
  chats: "chat",
  comments: "comment",
  customers: "customer",
  issues: "issue",
  "look-ups": "look-up",
  mails: "mail",
  messages: "message",
  minutes: "minute",
  notices: "notice",
  people: "person",
  steps: "step",
  tags: "tag",
  tickets: "ticket",
  times: "time",
};
const VERBS: { readonly [plural: string]: string } = {
  are: "is",
  were: "was",
  have: "has",
  belong: "belongs",
  go: "goes",
  wait: "waits",
  match: "matches",
  carry: "carries",
};

/** The wordings with the singular beside every number that is 1. */
export function agree(wordings: readonly Wording[], values: Values): readonly Wording[] {
  const ones = Object.entries(values).flatMap(([name, value]) =>
    (typeof value === "object" ? value.value : value) === 1 ? [name] : [],
  );
  if (ones.length === 0) return wordings;
  const alone = wordings.filter((wording) => !ones.some((name) => isShareOf(wording, name)));
  return (alone.length > 0 ? alone : wordings).map((wording) => ones.reduce(toSingular, wording));
}

/** "2 of 3" and "all 3" say nothing where there is one. */
function isShareOf(wording: Wording, name: string): boolean {
  return new RegExp(`\\b([Oo]f|[Aa]ll|[Bb]oth)( the)? \\{${name}\\}`).test(wording);
}

function toSingular(wording: Wording, name: string): Wording {
  const nouns = Object.keys(SINGULAR).join("|");
  const verbs = Object.keys(VERBS).join("|");
  return wording
    .replace(
      new RegExp(`(\\{${name}\\}(?: (?!of\\b)[a-z]+)?) (${nouns})\\b(?: (${verbs})\\b)?`, "g"),
      (_, before: string, noun: string, verb: string | undefined) =>
        `${before} ${SINGULAR[noun]}${verb === undefined ? "" : ` ${VERBS[verb]}`}`,
    )
    .replace(new RegExp(`\\b([Tt]here) (are|were) \\{${name}\\}`, "g"), (_, there: string, verb: string) => {
      return `${there} ${VERBS[verb]} {${name}}`;
    });
}
