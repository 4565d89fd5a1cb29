/** What stands around a request: a greeting, a fact beside the point, a closing word, a little noise. */
import type { Lexicon } from "../../agents/contract";
import type { Random } from "../../primitives";
import type { Engine } from "../engine";
import { PLAIN_TALK } from "../repertoire";
import type { Trajectory } from "../types";
import { announces, closes, goesWith } from "./go-together";
import { addNoise, hold, release } from "./noise";
import type { RowStyle } from "./style";
import { tellingFact } from "./telling-fact";
import { Speech } from "./words";

const GREETING = /^\[?(hi|hello|hey|morning|afternoon|evening|good (morning|afternoon|evening|day))\b/i;
const SMALL_TALK =
  /\b(how are (you|things)|how do you do|how.s (it|your day)|how is (the|your)|busy day|quiet night|all calm|everything (fine|all right)|are you (around|there))\b/i;
const THANKING = /\b(thanks?|cheers|obliged|appreciated?)\b/i;
const THANKS = /\b(thanks?|cheers|obliged|appreciated?|perfect|great|brilliant|lovely|well done)\b/i;

/** How two requests may begin: as a list, or with a word on their order. */
const ORDERED = /^(- |Two things[.,])/;

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

/** Whether nothing more is said by the user. */
function isLast({ script }: Trajectory): boolean {
  const last = script.findLast((event) => event.kind === "user");
  return last?.kind === "user" && last.stage === "request";
}

/**
 * Nothing leads in twice. A question of principle has no deadline, and who gives thanks asks for nothing: a greeting may stand before,
 * thanks after.
 */
function openersFor(trajectory: Trajectory, bare: string, { openers: all }: Lexicon): readonly string[] {
  const request = release(bare);
  const about = { isFirst: isFirst(trajectory), isTwo: trajectory.tags?.includes("two_requests") === true };
  const leadsInAlready = LEAD_IN.test(request) || (about.isTwo && ORDERED.test(request));
  const openers = all.filter(
    (each) => !(leadsInAlready && LEADS_IN.test(each)) && announces(each, request, about) && goesWith(each, [request]),
  );
  if (!about.isFirst) return openers.filter((each) => !GREETING.test(each));
  if (!talks(trajectory)) return openers;
  return THANKS.test(bare) ? [] : openers.filter((each) => GREETING.test(each) && !GREETING.test(bare));
}

function closersFor(trajectory: Trajectory, bare: string, { closers }: Lexicon): readonly string[] {
  if (!isFirst(trajectory) || !talks(trajectory)) return closers;
  const isEnough = THANKS.test(bare) || GREETING.test(bare) || SMALL_TALK.test(bare);
  return isEnough ? [] : closers.filter((each) => THANKING.test(each));
}

/** Agents with fewer topics to talk about than this say more beside them: else they would repeat themselves. */
const FEW_TOPICS = 8;

/** A fact goes beside a request: not beside thanks, a question of principle or a request of another agent's. */
function takesFact({ agent }: Engine, trajectory: Trajectory, bare: string): boolean {
  if (!talks(trajectory)) return trajectory.blueprint.kind !== "other_agent";
  return agent.lexicon.chat.length < FEW_TOPICS && !THANKS.test(bare) && !GREETING.test(bare);
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

/** A fact for beside the request and what is said with it; undefined where none goes there. */
function asideFor(
  engine: Engine,
  trajectory: Trajectory,
  bare: string,
  said: readonly string[],
  random: Random,
): string | undefined {
  if (!takesFact(engine, trajectory, bare)) return undefined;
  const isTelling = tellingFact(trajectory);
  return besideThePoint(
    (attempt) => factBeside(engine, trajectory, random, attempt),
    `${bare} ${shownIn(trajectory)}`,
    (each) => isTelling(each) || !goesWith(each, said),
  );
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
  // What is not said is not looked for: it takes longer than all the rest.
  const openers = style.opener ? openersFor(trajectory, bare, lexicon) : [];
  const opening = openers.length > 0 ? [say(openers)] : [];
  const said = [bare, ...opening].map(release);
  const fact = style.aside ? asideFor(engine, trajectory, bare, said, random) : undefined;
  const factFirst = fact !== undefined && random.chance(0.5) && mayComeFirst(fact, opening);
  const place = { isLast: isLast(trajectory), afterAside: fact !== undefined && !factFirst };
  const before = fact === undefined ? said : [...said, fact];
  const closing =
    style.closer || endsAskedQuestion(trajectory, bare, random)
      ? closersFor(trajectory, bare, lexicon).filter((each) => closes(each, place) && goesWith(each, before))
      : [];
  const asked = fact === undefined ? [bare] : factFirst ? [hold(fact), bare] : [bare, hold(fact)];
  const parts = [...opening, ...asked, ...(closing.length > 0 ? [say(closing)] : [])];
  // A terse request ends without a stop; one is set where another sentence follows.
  // Two requests as a list keep a line each.
  const gap = bare.startsWith("- ") || random.fork("gap").chance(ownLines(trajectory)) ? "\n" : " ";
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

/**
 * Rows in which a greeting, an aside or thanks stand on a line of their own: two requests on two lines are not the only line break.
 * Negatives and their hosts are seldom two requests; they have as many line breaks all the same.
 */
const OWN_LINES = { two: 0.12, one: 0.22 } as const;

function ownLines({ blueprint }: Trajectory): number {
  return blueprint.type === "negative" || blueprint.host !== undefined ? OWN_LINES.one : OWN_LINES.two;
}

const AFTERTHOUGHT =
  /^(\(|then\b|after (this|that)|next stop|take your time|oh, and|by the way|as an aside|side note|also\b|incidentally)|\b(by the way|in passing|in parallel|follows another day|comes after this|time for this now)\W*$/i;

/** An afterthought follows the request; so does any fact where the opener ends in a colon, which leads to the request. */
function mayComeFirst(fact: string, opening: readonly string[]): boolean {
  return !AFTERTHOUGHT.test(fact) && !opening.some((opener) => release(opener).trimEnd().endsWith(":"));
}

function stopped(part: string): string {
  return /[.!?:,;]\)?$/.test(release(part)) ? part : `${part}.`;
}
