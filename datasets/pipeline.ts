/**
 * The way of the data, in order:
 * blueprint → assign → simulate → verify → phrase → audit → export → card.
 *
 * This file drives the stages up to the audit for one block of one agent; `build.ts` writes what comes out.
 * Rows depend on the settings, the block and the agents' sources alone.
 */
import { createRandom, FlanstackError } from "../primitives";
import { Assigner, type Assignment } from "./assign";
import { planBlueprints } from "./blueprint";
import { compileRow } from "./compile";
import { Coverage } from "./coverage";
import { canHost, type Engine, familiesFor } from "./engine";
import { equivalentCalls } from "./gates/decision";
import { MIX } from "./mix";
import { normaliseText, type Similar, SimilarityIndex, Sought } from "./near-duplicates";
import { bareRequests, LACKING, type Phrased, phrase, VARIANTS, wordRequests } from "./phrase";
import { ListSizes } from "./phrase/list-sizes";
import { type RowStyle, styleOf } from "./phrase/style";
import { Wear } from "./phrase/wear";
import { countWords, isLongEnough, lengthDistance, PromptLengths, requestOf } from "./prompt-lengths";
import { PLAIN_TALK } from "./repertoire";
import type { NormalSettings } from "./settings";
import { simulate } from "./simulate";
import type { Blueprint, Call, Example, ScriptEvent, TraceCall, Trajectory, VerifiedTrajectory } from "./types";
import { verify } from "./verify";
import { checkPlayed } from "./verify-row";

/** How often each gate or stage refused a draw, and for which reasons. */
export interface Funnel {
  /** Draws made, rows kept. */
  drawn: number;
  kept: number;
  readonly refused: Map<string, Map<string, number>>;
}

export interface Block {
  readonly examples: readonly Example[];
  readonly funnel: Funnel;
}

const ATTEMPTS = 110;
/** From this attempt on, any family may make a row, and it is kept even if it resembles another of its split; the set gate counts those. */
const STRICT_ATTEMPTS = 40;
/** Up to this attempt, no turn of the user stands in another row word for word. */
const UNSAID_ATTEMPTS = 96;
/** After so many requests that resembled others, openers, closers and asides are used whatever the row's style says. */
const DRESSED_FROM = 4;
/** Small talk is about one thing, until it has been said in every other way. */
const TALKS_ON_FROM = 16;
/** Until this attempt, a row that was drawn for what no row has used must use it. */
const COVERING_ATTEMPTS = 12;
/** Other positives tried when a twin cannot be made from the planned one. */
const SPARE_HOSTS = 16;
/** From this attempt on, a positive no longer has to suit a twin; the negative then stands alone. */
const HOSTING_ATTEMPTS = 24;
const MOST_STEPS = 8;
const NEAR = 0.6;
const TOO_NEAR = 0.97;
/** Up to UNSAID_ATTEMPTS, what is held out resembles less what is trained on: the limit of the gate `validation_prompt_in_train`. */
const LEAKED = 0.7;
/** A turn of so many words is said in one row only. */
const LEAST_WORDS = 4;

interface Made {
  readonly example: Example;
  readonly assignment: Assignment;
  readonly style: RowStyle;
  readonly variant: number;
  /** Own names of the functions that are shown. */
  readonly shown: readonly string[];
  /** The user's messages, and the words of the first. */
  readonly requests: readonly string[];
  readonly words: number;
}

/** What the words of a row must be like. */
interface Wanted {
  readonly style: RowStyle;
  readonly twin: Made | undefined;
  readonly attempt: number;
  readonly split: Blueprint["split"];
  /** Words of the first request; undefined when any number will do. */
  readonly length: number | undefined;
}

interface Refusal {
  readonly refused: string;
  readonly reason: string;
  /** Of a request of another length than the wanted one. */
  readonly isShort?: boolean;
}

/** Makes all rows of one block. @throws FlanstackError when a kind of row cannot be made from this agent */
export function generateBlock(engine: Engine, settings: NormalSettings, block: number): Block {
  const agent = engine.agent.name;
  const blueprints = planBlueprints(settings, agent, block, (host, twin) => canHost(engine, host, twin));
  const made: Made[] = [];
  const prompts = new Map(blueprints.map(({ split }) => [split, new SimilarityIndex()]));
  const turns = new Map<string, string>();
  const hosting = new Set<Made>();
  const coverage = new Coverage(engine);
  const sizes = new ListSizes();
  const lengths = new PromptLengths([settings.seed, agent, block]);
  const funnel: Funnel = { drawn: 0, kept: 0, refused: new Map() };
  // What is made for a test is judged by itself, so that the rows to be trained on are the same with and without it.
  const tested = blueprints.findIndex((blueprint) => blueprint.split === "test");
  const trained = tested === -1 ? blueprints.length : tested;
  let assigner = new Assigner(engine, trained);
  let wear = new Wear(trained);

  for (const [position, blueprint] of blueprints.entries()) {
    if (position === tested) {
      assigner = new Assigner(engine, blueprints.length - tested);
      wear = new Wear(blueprints.length - tested);
    }
    const row = makeRow(blueprint);
    made.push(row);
    // Held apart from other rows: all that the user wrote, and the first request alone.
    for (const text of new Set([row.example.prompt, requestOf(row.example)]))
      prompts.get(blueprint.split)!.add(row.example.row.id, text);
    for (const turn of ownTurns(row.requests)) if (!turns.has(turn)) turns.set(turn, row.example.row.id);
    sizes.keep(blueprint.type, blueprint.split, row.shown.length, engine.agent.tools.length);
    if (blueprint.type === "react") wear.keepTurns(...reasonedTurns(row.example));
    if (blueprint.twin === undefined) wear.keep("prompt", row.example.prompt);
    for (const { class: kind, masked } of row.example.spoken) wear.keep(kind, masked);
    assigner.keep(row.assignment);
    coverage.keep(row.example.trace.calls.map((call) => ownCall(row.example, call)));
    funnel.kept += 1;
  }
  return { examples: made.map((each) => each.example), funnel };

  /** The positive a negative was planned for, then others of its split that could stand in. */
  function hostsFor(blueprint: Blueprint): Made[] {
    const planned = blueprint.twin === undefined ? undefined : made[blueprint.twin];
    if (planned === undefined) return [];
    const kinds = MIX.find((entry) => entry.kind === blueprint.kind)?.hosts ?? [];
    // Only what can be turned into this kind is tried: a request that lacks nothing can lack no value.
    const suited = new Set(familiesFor(engine, blueprint.kind).map(({ scenario }) => scenario.family));
    const spare = made.filter(
      (each) =>
        each !== planned &&
        suited.has(each.assignment.choice.family) &&
        !hosting.has(each) &&
        each.example.split === blueprint.split &&
        each.assignment.blueprint.host === undefined &&
        !(LACKING.has(blueprint.kind) && each.shown.length === engine.agent.tools.length) &&
        kinds.includes(each.example.kind),
    );
    // A host of the wanted length is taken, so that length tells nothing; else any other of its kinds.
    const wanted = lengths.wanted(blueprint, made) ?? 0;
    const all = [planned, ...spare];
    const fresh = all.filter((each) => !assigner.isWorn(each.assignment.choice));
    // A small agent has few frames: there a worn one is better than no twin.
    const free = fresh.length > 0 ? fresh : all;
    const distances = new Map(free.map((each) => [each, lengthDistance(each.words, wanted)]));
    const near = free.sort((left, right) => distances.get(left)! - distances.get(right)!).slice(0, SPARE_HOSTS);
    return near.includes(planned) || !free.includes(planned) ? near : [...near, planned];
  }

  /** Words a trajectory so that it resembles no row before it; a twin has its host's words and is not asked. */
  function wordFreshly(
    trajectory: VerifiedTrajectory,
    { style, twin, attempt, split, length }: Wanted,
  ): { readonly phrased: Phrased; readonly requests: readonly string[]; readonly variant: number } | Refusal {
    let refusal: Refusal = { refused: "", reason: "" };
    const fixed = twin?.variant;
    const except = new Set(twin === undefined ? [] : [twin.example.row.id]);
    const hostTools = twin === undefined ? {} : { hostTools: twin.shown };
    for (let variant = fixed ?? 0; variant < (fixed ?? VARIANTS - 1) + 1; variant += 1) {
      const requests = wordRequests(engine, trajectory, { style, variant });
      const { prompt } = requests;
      const [first = ""] = requests.texts;
      const words = countWords(first);
      if (twin === undefined && length !== undefined && !isLongEnough(words, length, attempt)) {
        refusal = { refused: "length", reason: `${words} words instead of about ${length}`, isShort: words < length };
        continue;
      }
      const reason = prompt.slice(0, 80);
      const repeated =
        attempt < UNSAID_ATTEMPTS ? ownTurns(requests.texts).find((turn) => isSaid(turn, except)) : undefined;
      if (repeated !== undefined) {
        refusal = { refused: "duplicate", reason: `a turn of another row: ${repeated.slice(0, 80)}` };
        continue;
      }
      // A small agent runs out of first requests; what is written in all then has to differ.
      const texts = [...new Set(attempt < STRICT_ATTEMPTS ? [prompt, first] : [prompt])];
      const resembled = mostAlike(texts, except, (other) =>
        attempt < STRICT_ATTEMPTS ? NEAR : other === split || attempt >= UNSAID_ATTEMPTS ? TOO_NEAR : LEAKED,
      );
      if (resembled !== undefined) {
        const refused = resembled.similarity === 1 ? "duplicate" : "near-duplicate";
        refusal = { refused, reason: `${reason} | ${resembled.id}` };
        continue;
      }
      refusal = { refused: "worn wording", reason };
      if (fixed === undefined && attempt < STRICT_ATTEMPTS && !wear.allows("prompt", prompt)) continue;
      const phrased = phrase(engine, trajectory, { style, requests, variant, wear, sizes, ...hostTools });
      const isWorn = phrased.spoken.some(
        (each) => each.class !== "reason" && each.class !== "answer" && !wear.allows(each.class, each.masked),
      );
      if (!isWorn || attempt >= HOSTING_ATTEMPTS) return { phrased, requests: requests.texts, variant };
    }
    return refusal;
  }

  /** The request most like one of these, if it is at least as like as its split may be. */
  function mostAlike(
    texts: readonly string[],
    except: ReadonlySet<string>,
    limitOf: (split: Blueprint["split"]) => number,
  ): Similar | undefined {
    const sought = texts.map((text) => new Sought(text));
    return [...prompts]
      .flatMap(([split, index]) =>
        sought.flatMap((text) => {
          const found = index.nearest(text, except);
          return found !== undefined && found.similarity >= limitOf(split) ? [found] : [];
        }),
      )
      .sort((left, right) => right.similarity - left.similarity)[0];
  }

  function isSaid(turn: string, except: ReadonlySet<string>): boolean {
    const by = turns.get(turn);
    return by !== undefined && !except.has(by);
  }

  function makeRow(planned: Blueprint): Made {
    const { host: _twin, earlier: _served, ...alone } = planned;
    let blueprint = planned;
    const hosts = hostsFor(planned);
    const id = rowId(settings, agent, block, blueprint);
    const wanted = lengths.wanted(blueprint, made);
    let lastReason = "the agent has nothing of this kind";
    let wasShort = false;
    let repeats = 0;
    let plain: RowStyle | undefined; // the same for a blueprint with a host and without
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt === HOSTING_ATTEMPTS) blueprint = alone;
      const key = [settings.seed, agent, block, blueprint.split, blueprint.type, blueprint.index, attempt];
      // A twin replays its host's draw; when that gives nothing, the negative stands on its own.
      const twin = hosts[attempt];
      const tries = Math.max(0, attempt - hosts.length);
      const assignment =
        twin === undefined
          ? assigner.assign(
              blueprint,
              key,
              createRandom(...key, "assign"),
              attempt < COVERING_ATTEMPTS && coverage.isSoughtBy(blueprint)
                ? ({ family }) => coverage.isWorthADraw(blueprint, family)
                : undefined,
            )
          : { blueprint: asTwin(blueprint, twin), choice: twin.assignment.choice, key: twin.assignment.key };
      if (assignment === undefined) break;
      funnel.drawn += 1;
      const refuse = (stage: string, reason: string) => {
        lastReason = `${stage}: ${reason}`;
        count(funnel, stage, `${assignment.choice.family}: ${reason}`);
        if (twin === undefined) assigner.avoid(assignment.choice);
      };
      const { family } = assignment.choice;
      const isForCoverage = attempt < COVERING_ATTEMPTS && coverage.isWorthADraw(blueprint, family);
      const simulated = simulate(engine, {
        ...assignment,
        ...(wanted === undefined ? {} : { isFit: (request) => mayBeOfLength(request, assignment.key, wanted, tries) }),
      });
      const isNew = simulated.ok && coverage.isUsedBy(simulated.trajectory);
      // What did not come about says nothing about the values that the family uses.
      if (isForCoverage && simulated.ok) coverage.record(blueprint, family, isNew);
      if (!simulated.ok) {
        refuse("simulate", simulated.reason);
        continue;
      }
      if (isForCoverage && !isNew) {
        refuse("coverage", "uses nothing that no row has used yet");
        continue;
      }
      const verified = verify(engine, simulated.trajectory);
      if (!verified.ok) {
        refuse("verify", verified.reason);
        continue;
      }
      const { trajectory } = verified;
      plain ??= styleOf(settings, agent, block, blueprint);
      const dressed = wasShort ? fullyDressed(plain, tries) : dressMore(plain, repeats);
      const stands = trajectory.family === PLAIN_TALK && repeats < TALKS_ON_FROM;
      const style = twin?.style ?? (stands ? { ...dressed, aside: false } : dressed);
      const worded = wordFreshly(trajectory, { style, twin, attempt: tries, split: blueprint.split, length: wanted });
      if ("refused" in worded) {
        if (worded.isShort === undefined) repeats += 1;
        else wasShort = worded.isShort;
        refuse(worded.refused, worded.reason);
        continue;
      }
      const { phrased, requests, variant } = worded;
      if (blueprint.type === "react" && phrased.callTurns.flat().length > MOST_STEPS) {
        refuse("steps", "ReAct text would need too many steps for it");
        continue;
      }
      const example = compileRow({
        engine,
        trajectory,
        phrased,
        id,
        seed: settings.seed,
        accept: equivalentCalls(engine, trajectory, phrased),
        ...(twin === undefined ? {} : { twinId: twin.example.row.id }),
      });
      const findings = checkPlayed(engine, example.row, trajectory);
      const first = findings[0];
      if (first !== undefined) {
        refuse(first.gate, `${first.pointer} ${first.message}`);
        continue;
      }
      if (twin !== undefined) hosting.add(twin);
      return {
        example,
        assignment,
        style,
        variant,
        shown: phrased.shown,
        requests,
        words: countWords(requestOf(example)),
      };
    }
    throw new FlanstackError(
      `${agent}: no ${blueprint.kind} row (${blueprint.split}) could be made; last: ${lastReason}`,
      {
        code: "row_not_made",
        path: agent,
        fix: "Give the agent more families, frames or values of this kind, or ask for fewer rows.",
      },
    );
  }
}

/** A twin of a message with two requests lacks what both of them need. */
function asTwin(blueprint: Blueprint, { example }: Made): Blueprint {
  return example.row.tags.includes("two_requests") ? { ...blueprint, two: true } : blueprint;
}

/** Whether some variant of a request is short enough: what stands around it makes it longer, never shorter. */
function mayBeOfLength(request: ScriptEvent, key: Trajectory["key"], wanted: number, attempt: number): boolean {
  for (let variant = 0; variant < VARIANTS; variant += 1) {
    const words = countWords(bareRequests({ key, script: [request] }, variant)[0]!);
    if (words <= wanted || isLongEnough(words, wanted, attempt)) return true;
  }
  return false;
}

/** What the user wrote, message by message; a bare answer such as an identifier is nobody's own. */
function ownTurns(requests: readonly string[]): string[] {
  return requests.map(normaliseText).filter((text) => text.split(" ").length >= LEAST_WORDS);
}

/** Call turns of a row in native form, and how many say why. */
function reasonedTurns({ messages }: Example): [turns: number, withReason: number] {
  const turns = messages.filter((message) => message.role === "assistant" && message.content.includes("<tool_call>"));
  return [turns.length, turns.filter((message) => !message.content.startsWith("<tool_call>")).length];
}

/** A call under the agent's own names. */
function ownCall({ trace }: Example, call: TraceCall): Call {
  const own = (key: string) => trace.masked?.[`${call.name}.${key}`]?.split(".").at(-1) ?? key;
  return {
    tool: trace.masked?.[call.name] ?? call.name,
    args: Object.fromEntries(Object.entries(call.arguments).map(([key, value]) => [own(key), value])),
  };
}

export function count(funnel: Funnel, stage: string, reason: string): void {
  const reasons = funnel.refused.get(stage) ?? new Map<string, number>();
  reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  funnel.refused.set(stage, reasons);
}

/** When an agent's wordings run short, what stands around a request keeps prompts apart. */
function fullyDressed(style: RowStyle, attempt: number): RowStyle {
  return { ...style, opener: true, closer: true, aside: style.aside || attempt % 3 === 2 };
}

function dressMore(style: RowStyle, repeats: number): RowStyle {
  if (repeats < DRESSED_FROM) return style;
  return { ...style, opener: repeats % 3 !== 0, closer: repeats % 3 !== 1, aside: repeats % 2 === 1 };
}

function rowId(settings: NormalSettings, agent: string, block: number, blueprint: Blueprint): string {
  const build = block === 0 ? `${settings.seed}` : `${settings.seed}.${block}`;
  const part = blueprint.split === "test" ? "test-" : blueprint.split === "validation" ? "val-" : "";
  return `${agent}-${build}-${part}${blueprint.type}-${String(blueprint.index).padStart(3, "0")}`;
}
