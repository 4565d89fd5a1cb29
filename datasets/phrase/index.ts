/** Stage 5: gives a verified trajectory its words, its system text and its tools, and renders the conversation. */
import { createRandom, type Random } from "../../primitives";
import { renderCalls, renderReactAnswer, renderReactCall, renderReactObservation } from "../codec";
import type { Engine } from "../engine";
import type {
  Decision,
  Kind,
  Message,
  Observation,
  RowTool,
  ScriptEvent,
  Slots,
  SpokenClass,
  TraceText,
  VerifiedTrajectory,
} from "../types";
import { thoughtValues } from "./engine-wording";
import type { ListSizes } from "./list-sizes";
import { drawMask, type Mask, maskCall, maskTool } from "./mask";
import { blank, release } from "./noise";
import { type Requests, speechOf } from "./requests";
import type { RowStyle } from "./style";
import { minimalSystemPrompt, reactInstruction, servingSystemPrompt, variantSystemPrompt } from "./system-prompt";
import { type Called, calledSoFar, callsAlike, thoughtsBeforeCall, thoughtsBeforeText } from "./thoughts";
import { asRowTool, chooseTools, twinTools } from "./tool-list";
import type { Wear } from "./wear";
import { valueText } from "./words";

export { bareRequests, type Requests, requestFacts, VARIANTS, wordRequests } from "./requests";

/** A conversation in words, with what the gates want to know about it. */
export interface Phrased {
  readonly messages: readonly Message[];
  readonly tools: readonly RowTool[];
  /** Own names of the functions that are shown, natively or in the system text. */
  readonly shown: readonly string[];
  readonly mask: Mask | undefined;
  /** For each calls event in order: the message index of its assistant turns (one, or one per call when split). */
  readonly callTurns: readonly (readonly number[])[];
  readonly texts: readonly TraceText[];
  readonly prompt: string;
  readonly maskedPrompt: string;
  readonly spoken: readonly { readonly class: SpokenClass; readonly masked: string }[];
  readonly noiseEdits: number;
  readonly tags: readonly string[];
}

/** Ways tried to say one thing. */
const PHRASINGS = { answer: 20, reason: 20, clarification: 40, refusal: 80 } as const;

export interface Phrasing {
  readonly style: RowStyle;
  /** The user's side, and the variant in which it is worded. */
  readonly requests: Requests;
  readonly variant: number;
  /** What was said too often already. */
  readonly wear: Wear;
  /** How many functions the rows before showed. */
  readonly sizes: ListSizes;
  /** The functions that a twin's host shows. */
  readonly hostTools?: readonly string[];
}

export function phrase(engine: Engine, trajectory: VerifiedTrajectory, phrasing: Phrasing): Phrased {
  const { style, variant, requests, wear } = phrasing;
  const random = createRandom(...trajectory.key, "phrase");
  const speech = speechOf(random, variant);
  const text = style.rendering === "text";
  const tools = rowTools(engine, trajectory, phrasing, random.fork("tools", trajectory.blueprint.kind));
  const names = new Set(engine.agent.tools.map((tool) => tool.name));

  const said: Message[] = [];
  const texts: TraceText[] = [];
  const callTurns: number[][] = [];
  const spoken: { class: SpokenClass; masked: string }[] = [];
  let slots: Slots = {};
  let users = 0;
  let called: Called | undefined;
  let last: Observation | undefined;
  const given = new Set<string>();
  const push = (message: Message): number => said.push(message); // the system message comes first, so length is the index
  const draft = trajectory.script.map((event, index) => ({
    event,
    words: random.fork("event", index, trajectory.blueprint.kind),
  }));
  const mask = style.masked && !text ? drawMask(tools, random.fork("mask")) : undefined;

  for (const { event, words } of draft) {
    if (event.kind === "user") {
      slots = { ...slots, ...event.slots };
      push({ role: "user", content: requests.texts[users]!, loss: false });
      users += 1;
    } else if (event.kind === "text") {
      const spokenAs = classOf(event.decision);
      const { text: content, used } = freshest(spokenAs, (attempt) =>
        speech.assistant(event, slots, words.fork(attempt)),
      );
      spoken.push({ class: spokenAs, masked: blank(content) });
      const shown = release(content);
      const thought = () => {
        const pool = thoughtsBeforeText(event.decision, called, trajectory.blueprint.kind);
        const wording = unsaid(pool, words.fork("thought"));
        given.add(wording);
        return wording;
      };
      const turn = push({
        role: "assistant",
        content: text
          ? renderReactAnswer(shown, release(speech.withValues(thought(), {}, words.fork("choice"))))
          : shown,
        loss: true,
      });
      texts.push({
        turn,
        decision: event.decision,
        required: event.required.flatMap((name) =>
          used.has(name) && shown.includes(valueText(event.values[name]!)) ? [valueText(event.values[name]!)] : [],
        ),
      });
      called = undefined;
      last = undefined;
    } else {
      called = calledSoFar(event, effectOf, called);
      callTurns.push(text ? sayReactCalls(event, words) : [sayCalls(event, words)]);
    }
  }

  /** How worn a text is; one that this row has said already is worn out. */
  function wornness(kind: SpokenClass, said: string): number {
    return given.has(said) ? Number.MAX_SAFE_INTEGER : wear.wornness(kind, blank(said));
  }

  /** Of several ways to say it, the first that was never said so; else the least worn. */
  function freshest<T extends { readonly text: string }>(kind: SpokenClass, say: (attempt: number) => T): T {
    let best = say(0);
    let least = wornness(kind, best.text);
    for (let attempt = 1; attempt < PHRASINGS[kind] && least > 0; attempt += 1) {
      const said = say(attempt);
      const worn = wornness(kind, said.text);
      if (worn >= least) continue;
      best = said;
      least = worn;
    }
    return best;
  }

  function reasonFor(event: Extract<ScriptEvent, { kind: "calls" }>, words: Random): string {
    const mayReason = trajectory.blueprint.type === "react" && event.reasons.length > 0 && event.event !== "mistake";
    if (!mayReason || style.reasons >= reasonChance(trajectory, wear.reasonShare)) return "";
    const { text: reason, wording } = freshest("reason", (attempt) => {
      const stream = words.fork(attempt);
      const wording = unsaid(event.reasons, stream);
      return { text: speech.withValues(wording, event.values, stream), wording };
    });
    if (given.has(reason) || !wear.allows("reason", blank(reason))) return "";
    given.add(reason).add(wording);
    return reason;
  }

  function sayCalls(event: Extract<ScriptEvent, { kind: "calls" }>, words: Random): number {
    const reason = reasonFor(event, words);
    if (reason !== "") spoken.push({ class: "reason", masked: blank(reason) });
    const calls = event.calls.map((call) => maskCall({ name: call.tool, arguments: call.args }, mask));
    const turn = push({
      role: "assistant",
      content: renderCalls(calls, release(reason)),
      loss: event.event !== "mistake",
    });
    for (const observation of event.observations) {
      push({ role: "tool", content: JSON.stringify(observationValue(observation)), loss: false });
    }
    return turn;
  }

  function effectOf(tool: string): "read" | "write" {
    return engine.simulator.tools.get(tool)!.effect;
  }

  /** One of these wordings that the row has not had; where it has had them all, any. */
  function unsaid(wordings: readonly string[], words: Random): string {
    const fresh = wordings.filter((each) => !given.has(each));
    return words.pick(fresh.length > 0 ? fresh : wordings);
  }

  /** ReAct knows one action per step: parallel calls follow each other, so no reason may say that they go together. */
  function sayReactCalls(event: Extract<ScriptEvent, { kind: "calls" }>, words: Random): number[] {
    return event.calls.map((call, index) => {
      const tool = engine.simulator.tools.get(call.tool)!;
      const own = event.reasons.length > 0 && event.calls.length === 1;
      const { text: thought, wording } = freshest("reason", (attempt) => {
        const stream = words.fork(index, attempt);
        const pool = own ? event.reasons : thoughtsBeforeCall(event, index, effectOf, last);
        const wording = unsaid(pool, stream);
        return {
          text: speech.withValues(
            wording,
            own ? event.values : thoughtValues(tool, call.args, callsAlike(event.calls, index)),
            stream,
          ),
          wording,
        };
      });
      spoken.push({ class: "reason", masked: blank(thought) });
      given.add(thought).add(wording);
      const turn = push({
        role: "assistant",
        content: renderReactCall({ name: call.tool, arguments: call.args }, release(thought)),
        loss: event.event !== "mistake",
      });
      const observation = event.observations[index]!;
      push({ role: "user", content: renderReactObservation(observationValue(observation)), loss: false });
      last = observation;
      return turn;
    });
  }

  const shownTools =
    mask === undefined ? tools : tools.map((tool) => maskTool(tool, mask, random.fork("paraphrase", tool.name)));
  const nativeTools = text ? [] : shownTools;
  const dated = requests.texts.some((content) => RELATIVE.test(content)) || needsToday(trajectory);
  const system = systemText(engine, trajectory, { style, dated, ...(text ? { tools } : {}) }, random.fork("system"));
  const assistantWords = said.filter((message) => message.role !== "tool").map((message) => message.content);
  const unmaskable = mask !== undefined && assistantWords.some((content) => mentions(content, names));
  if (unmaskable) return phrase(engine, trajectory, { ...phrasing, style: { ...style, masked: false } });
  return {
    messages: [{ role: "system", content: system, loss: false }, ...said],
    tools: nativeTools,
    shown: tools.map((tool) => tool.name),
    mask,
    callTurns,
    texts,
    prompt: requests.prompt,
    maskedPrompt: requests.maskedPrompt,
    spoken,
    noiseEdits: requests.noiseEdits,
    tags: [
      ...(text ? ["react_text"] : []),
      ...(mask === undefined ? [] : ["masked"]),
      ...(requests.noiseEdits > 0 ? ["noise"] : []),
      ...(style.system === "variant" ? [] : [`system:${style.system}`]),
      ...(shownTools.length === engine.agent.tools.length ? ["all_tools"] : []),
    ],
  };
}

const REASON_SHARE = 0.4;

/** Not every step has a reason to give, and some are worn out: the share of the rows before steers that of the next. */
function reasonChance(trajectory: VerifiedTrajectory, share: number | undefined): number {
  const steps = trajectory.script.filter((event) => event.kind === "calls");
  const withReasons = steps.filter((event) => event.kind === "calls" && event.reasons.length > 0);
  if (withReasons.length === 0) return 0;
  const steer = share === undefined ? 1 : Math.min(2.5, Math.max(0.25, 1 + 10 * (REASON_SHARE - share)));
  return Math.min(1, (REASON_SHARE * steer * steps.length) / withReasons.length);
}

export function observationValue(observation: Observation) {
  return observation.ok
    ? observation.value
    : { error: { code: observation.error.code, message: observation.error.message } };
}

function classOf(decision: Decision): SpokenClass {
  if (decision === "ask") return "clarification";
  return decision === "refuse" ? "refusal" : "answer";
}

function mentions(content: string, names: ReadonlySet<string>): boolean {
  const outside = content.replace(/<tool_call>[\s\S]*?<\/tool_call>/g, "");
  return [...names].some((name) => outside.includes(name));
}

/** Negatives whose functions are taken away. */
export const LACKING: ReadonlySet<Kind> = new Set(["tool_removed", "no_tools", "operation_removed"]);

/** Negatives that a function could nearly serve and that may show the whole list, each or its host. */
const NEAR: ReadonlySet<Kind> = new Set(["near_miss", "invalid_value", "missing_required", "ambiguous_entity"]);

function rowTools(
  engine: Engine,
  { needs, forbids, blueprint, withoutTools }: VerifiedTrajectory,
  { sizes, hostTools }: Phrasing,
  random: Random,
): RowTool[] {
  if (withoutTools) return [];
  const { agent } = engine;
  if (hostTools !== undefined) return twinTools({ agent, needs, forbids }, hostTools, random).map(asRowTool);
  const allowed = agent.tools.filter((tool) => !forbids.includes(tool.name)).length;
  const { type, split } = blueprint;
  const willLack = blueprint.host !== undefined && LACKING.has(blueprint.host);
  const isNear = NEAR.has(blueprint.host ?? blueprint.kind);
  const all = agent.tools.length;
  const size = sizes.choose({ type, split, needed: needs.length, allowed, all, willLack, isNear }, random);
  const lookalikes = blueprint.kind === "lookalike" || blueprint.kind === "tool_removed";
  return chooseTools({ agent, needs, forbids, size, lookalikes }, random).map(asRowTool);
}

function systemText(
  engine: Engine,
  trajectory: VerifiedTrajectory,
  { style, dated, tools }: { readonly style: RowStyle; readonly dated: boolean; readonly tools?: readonly RowTool[] },
  random: Random,
): string {
  const { world, policies, blueprint } = trajectory;
  const handsOver = blueprint.kind === "other_agent";
  const others = style.colleagues || handsOver ? engine.others().map((other) => other.agent) : [];
  const system =
    style.system === "serving"
      ? servingSystemPrompt({
          agent: engine.agent,
          others: engine.others().map((other) => other.agent),
          today: world.today,
          policies: "all",
        })
      : style.system === "minimal" && !handsOver
        ? minimalSystemPrompt(
            { agent: engine.agent, others: [], policies, ...(dated ? { today: world.today } : {}) },
            random,
          )
        : variantSystemPrompt({ agent: engine.agent, others, policies: "all", today: world.today }, random);
  return tools === undefined ? system : `${system}\n\n${reactInstruction(tools)}`;
}

const RELATIVE =
  /\b(today|tonight|yesterday|tomorrow|ago|last|next|this (week|month|quarter|year|morning)|now|recent|overdue|(mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;

/** What only today decides: a date alone does not show that it has passed. */
const OVERDUE = /\boverdue\b/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the row cannot be understood without knowing the day. */
function needsToday(trajectory: VerifiedTrajectory): boolean {
  // A date that is too near or too far is so by the day on which it is said.
  const judgesDates = trajectory.blueprint.kind === "invalid_value";
  return trajectory.script.some((event) => {
    if (event.kind === "user")
      return (
        (judgesDates && Object.values(event.slots).some(({ value }) => DATE.test(String(value)))) ||
        RELATIVE.test(event.wording) ||
        Object.values(event.slots).some(
          (slot) => slot.derivation === "relative_date" || [slot.text ?? ""].flat().some((text) => RELATIVE.test(text)),
        )
      );
    if (event.kind === "calls") return JSON.stringify(event.calls).includes(trajectory.world.today);
    const told = JSON.stringify([event.wordings, event.values]);
    return told.includes(trajectory.world.today) || OVERDUE.test(told);
  });
}
