/** What stands around a request: a greeting, a fact beside the point, a closing word, a little noise. */
import type { Lexicon } from "../../agents/contract";
import type { Random } from "../../primitives";
import type { Engine } from "../engine";
import { PLAIN_TALK } from "../repertoire";
import type { Trajectory } from "../types";
import { addNoise, hold, release } from "./noise";
import type { RowStyle } from "./style";
import { tellingFact } from "./telling-fact";
import { Speech } from "./words";

const GREETING = /^\[?(hi|hello|hey|morning|good (morning|afternoon|evening|day))\b/i;
const THANKING = /\b(thanks?|cheers|obliged|appreciated?)\b/i;
const THANKS = /\b(thanks?|cheers|obliged|appreciated?|perfect|great|brilliant|lovely|well done)\b/i;

/** What leads to the rest: "For the audit: ...". */
export const LEAD_IN = /^[^.?!\n]{2,60}:\s/;
const LEADS_IN = /:\W*$/;

function talks(trajectory: Trajectory): boolean {
  return trajectory.family === PLAIN_TALK;
}

/** Nobody says hello in the middle of a conversation. */
function isFirst({ script }: Trajectory): boolean {
  const first = script.find((event) => event.kind === "user");
  return first?.kind === "user" && first.stage === "request";
}

/**
 * Nothing leads in twice. A question of principle has no deadline, and who gives thanks asks for nothing: a greeting may stand before,
 * thanks after.
 */
function around(trajectory: Trajectory, bare: string, all: Lexicon): Pick<Lexicon, "openers" | "closers"> {
  const lexicon = LEAD_IN.test(release(bare))
    ? { ...all, openers: all.openers.filter((each) => !LEADS_IN.test(each)) }
    : all;
  if (!isFirst(trajectory)) return { ...lexicon, openers: lexicon.openers.filter((each) => !GREETING.test(each)) };
  if (!talks(trajectory)) return lexicon;
  const isThanks = THANKS.test(bare);
  return {
    openers: isThanks ? [] : lexicon.openers.filter((each) => GREETING.test(each) && !GREETING.test(bare)),
    closers: isThanks ? [] : lexicon.closers.filter((each) => THANKING.test(each)),
  };
}

const FACTS_TRIED = 8;

/** One of the facts that may stand beside the request; undefined where the agent has none to tell. */
function factBeside({ agent }: Engine, { world }: Trajectory, random: Random, attempt: number): string | undefined {
  return agent.aside?.(world, random.fork("aside", attempt));
}

/** All facts that may stand beside the request, as `dress` would say them with this random stream. */
export function factsBeside(engine: Engine, trajectory: Trajectory, random: Random): string[] {
  return Array.from({ length: FACTS_TRIED }, (_, attempt) => factBeside(engine, trajectory, random, attempt) ?? "");
}

/** The first fact that names nothing (a path, a number, an identifier) of the request or of what its calls show: that would be to the point. */
function besideThePoint(
  draw: (attempt: number) => string | undefined,
  concerned: string,
  isTelling: (fact: string) => boolean,
): string | undefined {
  const asked = new Set(namesIn(concerned));
  for (let attempt = 0; attempt < FACTS_TRIED; attempt += 1) {
    const fact = draw(attempt);
    if (fact === undefined || !(namesIn(fact).some((name) => asked.has(name)) || isTelling(fact))) return fact;
  }
  return undefined;
}

/** What is called, observed and said in a row, without the worlds in which it happens: those hold every fact there is. */
function shownIn({ script }: Trajectory): string {
  const shown = script.map((event) =>
    event.kind === "calls" ? event.observations : event.kind === "text" ? event.values : event.slots,
  );
  return JSON.stringify(shown);
}

function namesIn(text: string): string[] {
  const words = release(text).match(/[\w./:-]*\w/g) ?? [];
  const titles = release(text).match(/[A-Z][a-z]+(?: [A-Z][a-z]+)+/g) ?? [];
  return [...words.filter((word) => word.length > 3 && /\w[-./_0-9A-Z]|\d/.test(word)), ...titles];
}

/** Opener, closer, a true fact beside the point, and a little noise. */
export function dress(
  engine: Engine,
  trajectory: Trajectory,
  style: RowStyle,
  bare: string,
  random: Random,
): { text: string; edits: number } {
  const { lexicon } = engine.agent;
  const say = (wordings: readonly string[]) => new Speech(random).user(random.pick(wordings), {}, random);
  const { openers, closers } = around(trajectory, bare, lexicon);
  const fact =
    style.aside &&
    !(talks(trajectory) && (THANKS.test(bare) || GREETING.test(bare))) &&
    trajectory.blueprint.kind !== "other_agent"
      ? besideThePoint(
          (attempt) => factBeside(engine, trajectory, random, attempt),
          `${bare} ${shownIn(trajectory)}`,
          tellingFact(trajectory),
        )
      : undefined;
  const opening = style.opener && openers.length > 0 ? [say(openers)] : [];
  const parts = [
    ...opening,
    ...(fact !== undefined && random.chance(0.5) && mayComeFirst(fact, opening)
      ? [hold(fact), bare]
      : fact !== undefined
        ? [bare, hold(fact)]
        : [bare]),
    ...((style.closer || endsAskedQuestion(trajectory, bare, random)) && closers.length > 0 ? [say(closers)] : []),
  ];
  // A terse request ends without a stop; one is set where another sentence follows.
  // Two requests as a list keep a line each.
  const gap = bare.startsWith("- ") || random.fork("gap").chance(OWN_LINES) ? "\n" : " ";
  const whole = parts.map((part, at) => (at < parts.length - 1 ? stopped(part) : part)).join(gap);
  return style.noise ? addNoise(whole, random.fork("noise")) : { text: whole, edits: 0 };
}

/**
 * Requests that lack something, or ask for what is not there, are seldom worded as questions: a question that can be served more often
 * has words after it, so that a question mark at the end tells nothing.
 */
const QUESTIONS_WITH_CLOSER = 0.25;

function endsAskedQuestion({ blueprint }: Trajectory, bare: string, random: Random): boolean {
  return blueprint.type !== "negative" && bare.endsWith("?") && random.fork("question").chance(QUESTIONS_WITH_CLOSER);
}

/** Rows in which a greeting, an aside or thanks stand on a line of their own: two requests on two lines are not the only line break. */
const OWN_LINES = 0.15;

const AFTERTHOUGHT =
  /^(\(|then I\b|after this|oh, and|by the way|as an aside|side note|also\b|incidentally)|\b(by the way|in passing)\W*$/i;

/** An afterthought follows the request; so does any fact where the opener ends in a colon, which leads to the request. */
function mayComeFirst(fact: string, opening: readonly string[]): boolean {
  return !AFTERTHOUGHT.test(fact) && !opening.some((opener) => release(opener).trimEnd().endsWith(":"));
}

function stopped(part: string): string {
  return /[.!?:,;]\)?$/.test(release(part)) ? part : `${part}.`;
}
