/** Part of gate 5: each text is one that its wordings can give, with the values that were seen and those it must state. */
import { matchesWording } from "../../agents/contract";
import type { Engine } from "../engine";
import { isParaphrased, slotTexts, statedValues } from "../paraphrase/requests";
import { paraphraseObjection } from "../paraphrase/rules";
import type { Finding, ReadRow, ReadTurn } from "../parse-row";
import { bareRequests, requestFacts, VARIANTS } from "../phrase";
import { heldValues } from "../phrase/noise";
import { valueText } from "../phrase/words";
import type { ScriptEvent, Slots, Trajectory } from "../types";

const OPTION = /\[[^\]]*\]/g;

export function checkWords(engine: Engine, row: ReadRow, trajectory: Trajectory): Finding[] {
  const findings: Finding[] = [];
  const report = (turn: number, message: string) =>
    findings.push({ gate: "grounding", pointer: `/conversations/${turn}/content`, message });
  const users = row.turns.filter((turn) => turn.message.role === "user" && turn.observation === undefined);
  const requests = trajectory.script.filter((event) => event.kind === "user");
  const noisy = row.row.tags.includes("noise");
  if (users.length !== requests.length)
    report(0, `holds ${users.length} user messages; the replay has ${requests.length}`);
  let facts: string | undefined;
  const factsBeside = () => {
    facts ??= requestFacts(engine, trajectory).join("\n");
    return facts;
  };
  const originals = row.trace?.paraphrased ?? {};
  if (
    isParaphrased(row.row) !==
    Object.keys(originals).some((index) => users.some((turn) => turn.index === Number(index)))
  )
    findings.push({ gate: "paraphrase", pointer: "/trace/paraphrased", message: "does not say what was paraphrased" });
  requests.forEach((event, index) => {
    const turn = users[index];
    if (turn === undefined || event.kind !== "user") return;
    const isRequest = event.stage === "request";
    const original = originals[turn.index];
    const text = original ?? turn.text;
    const says =
      noisy && isRequest
        ? keepsValues(trajectory, index, text)
        : matchesWording(event.wording, text, (name) => slotTexts(event.slots, name), { inside: isRequest });
    if (!says) report(turn.index, "is not what its frame and values say");
    else if (original !== undefined) findings.push(...checkParaphrase(turn, original, event));
    else if (isRequest && !statesFacts(text, event, factsBeside))
      report(turn.index, "states a number beside the request that its world does not hold");
  });
  const texts = row.turns.filter((turn) => turn.message.role === "assistant" && turn.calls.length === 0);
  let slots: Slots = {};
  let position = 0;
  for (const event of trajectory.script) {
    if (event.kind === "user") slots = { ...slots, ...event.slots };
    if (event.kind !== "text") continue;
    const turn = texts[position];
    position += 1;
    if (turn === undefined) continue;
    const said = saidWordings(event, turn.text, slots);
    if (said.length === 0) report(turn.index, "is not what its wordings and values say");
    const traced = row.trace?.texts[position - 1]?.required ?? [];
    if (said.length > 0 && !said.some((wording) => isRequired(event, wording, turn.text, traced)))
      findings.push({
        gate: "decision",
        pointer: `/trace/texts/${position - 1}/required`,
        message: "is not what a right answer must say",
      });
  }
  findings.push(...checkReasons(row, trajectory));
  return findings;
}

/** Other words for the same request: the trace holds those of the grammar. */
function checkParaphrase(turn: ReadTurn, original: string, event: UserEvent): Finding[] {
  const objection = paraphraseObjection(original, turn.text, statedValues(event, original));
  if (objection === undefined) return [];
  const pointer = `/conversations/${turn.index}/content`;
  return [{ gate: "paraphrase", pointer, message: `${objection.rule}: ${objection.reason}` }];
}

type UserEvent = Extract<ScriptEvent, { kind: "user" }>;
type TextEvent = Extract<ScriptEvent, { kind: "text" }>;

/** Whether a text must say exactly these values, in this wording of it: what an option holds may be said or not. */
function isRequired(event: TextEvent, wording: string, text: string, traced: readonly string[]): boolean {
  const valuesIn = (part: string) =>
    event.required
      .filter((name) => part.includes(`{${name}}`))
      .map((name) => valueText(event.values[name]!))
      .filter((value) => text.includes(value));
  const all = valuesIn(wording);
  return (
    valuesIn(wording.replace(OPTION, "")).every((value) => traced.includes(value)) &&
    traced.every((value) => all.includes(value))
  );
}

/** The wordings of an event that can give a text. */
function saidWordings(event: TextEvent, text: string, slots: Slots): readonly string[] {
  const echoes = event.decision === "ask" || event.decision === "refuse";
  const fill = (name: string): string[] => [
    ...(event.values[name] === undefined ? [] : [valueText(event.values[name])]),
    ...(echoes && slots[name] !== undefined ? slotTexts(slots, name) : []),
  ];
  return event.wordings.filter((wording) => matchesWording(wording, text, fill));
}

function checkReasons(row: ReadRow, trajectory: Trajectory): Finding[] {
  if (row.isReactText) return [];
  const turns = row.turns.filter((turn) => turn.calls.length > 0);
  const events = trajectory.script.filter((event) => event.kind === "calls");
  return turns.flatMap((turn, index): Finding[] => {
    const event = events[index];
    if (turn.text === "" || event?.kind !== "calls") return [];
    const fill = (name: string) => (event.values[name] === undefined ? [] : [valueText(event.values[name])]);
    if (event.reasons.some((reason) => matchesWording(reason, turn.text, fill))) return [];
    return [
      {
        gate: "grounding",
        pointer: `/conversations/${turn.index}/content`,
        message: "gives a reason that none of its wordings gives",
      },
    ];
  });
}

/** Typing errors leave values alone: all of them stand in the text, in their order. */
function keepsValues(trajectory: Trajectory, index: number, text: string): boolean {
  return Array.from({ length: VARIANTS }, (_, variant) => bareRequests(trajectory, variant)[index]!).some((words) => {
    let from = 0;
    return heldValues(words).every((value) => {
      const at = text.indexOf(value, from);
      from = at + value.length;
      return at >= 0;
    });
  });
}

/** What stands around a request is true: its numbers are the world's, or those of the request itself. */
function statesFacts(text: string, event: UserEvent, factsBeside: () => string): boolean {
  const own = [event.wording, ...Object.keys(event.slots).flatMap((name) => slotTexts(event.slots, name))];
  const beside = numbersOf(text, new Set(own.flatMap((words) => numbersOf(words))));
  if (beside.length === 0) return true;
  const facts = new Set(numbersOf(factsBeside()));
  return beside.every((number) => facts.has(number));
}

function numbersOf(text: string, but: ReadonlySet<string> = new Set()): string[] {
  return (text.match(/\d+/g) ?? []).filter((number) => !but.has(number));
}
