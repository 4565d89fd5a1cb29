/** One test fails, two tests fail: fits nouns and verbs of a wording to the numbers in it. */
import type { Values, Wording } from "../../contract";

const SINGULAR: { readonly [plural: string]: string } = {
  buttons: "button",
  cases: "case",
  classes: "class",
  elements: "element",
  entries: "entry",
  errors: "error",
  failures: "failure",
  files: "file",
  fixes: "fix",
  slowdowns: "slowdown",
  gaps: "gap",
  headings: "heading",
  lines: "line",
  methods: "method",
  modules: "module",
  passes: "pass",
  points: "point",
  repairs: "repair",
  steps: "step",
  tests: "test",
  times: "time",
  violations: "violation",
};
const VERBS: { readonly [plural: string]: string } = {
  are: "is",
  were: "was",
  have: "has",
  fail: "fails",
  pass: "passes",
  reach: "reaches",
  carry: "carries",
  hold: "holds",
  stop: "stops",
  work: "works",
};

/** The wordings with the singular beside every number that is 1, and without "all 2". */
export function agree(wordings: readonly Wording[], values: Values): readonly Wording[] {
  const named = (number: number) =>
    Object.entries(values).flatMap(([name, value]) =>
      (typeof value === "object" ? value.value : value) === number ? [name] : [],
    );
  const [ones, twos] = [named(1), named(2)];
  if (ones.length === 0 && twos.length === 0) return wordings;
  const fit = wordings.filter(
    (wording) => !ones.some((name) => isShareOf(wording, name)) && !twos.some((name) => isAllOf(wording, name)),
  );
  return (fit.length > 0 ? fit : wordings).map((wording) => ones.reduce(toSingular, wording));
}

/** "2 of 3" and "all 3" say nothing where there is one. */
function isShareOf(wording: Wording, name: string): boolean {
  return new RegExp(`\\b([Oo]f|[Aa]ll|[Bb]oth)( the)? \\{${name}\\}`).test(wording);
}

/** Of two one says "both". */
function isAllOf(wording: Wording, name: string): boolean {
  return new RegExp(`\\b([Aa]ll|[Ee]ach of|[Ee]very one of|[Nn]one of|[Nn]ot one of)( the)? \\{${name}\\}`).test(
    wording,
  );
}

function toSingular(wording: Wording, name: string): Wording {
  const nouns = Object.keys(SINGULAR).join("|");
  const verbs = Object.keys(VERBS).join("|");
  return wording
    .replace(
      new RegExp(`(\\{${name}\\}(?: (?!of\\b)(?:[a-z]+|\\{[a-z]+\\}))?) (${nouns})\\b(?: (${verbs})\\b)?`, "g"),
      (_, before: string, noun: string, verb: string | undefined) =>
        `${before} ${SINGULAR[noun]}${verb === undefined ? "" : ` ${VERBS[verb]}`}`,
    )
    .replace(new RegExp(`\\b([Tt]here) (are|were) \\{${name}\\}`, "g"), (_, there: string, verb: string) => {
      return `${there} ${VERBS[verb]} {${name}}`;
    });
}
