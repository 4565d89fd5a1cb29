/** Puts words to one event: which text a value has is decided once per conversation. */
import { expandWording } from "../../agents/contract";
import type { Random } from "../../primitives";
import type { ScriptEvent, Slots, Values, Wording } from "../types";
import { hold } from "./noise";

/** Texts chosen for the values of one conversation. */
export class Speech {
  private readonly texts = new Map<string, string>();

  constructor(private readonly random: Random) {}

  /** What the user says; values are held. */
  user(wording: Wording, slots: Slots, random: Random): string {
    return expandWording(wording, random, (name, before) =>
      hold(atStart(this.slotText(name, slots), slots[name], before)),
    );
  }

  /** What the assistant says, and which values it names; values are held. In questions and refusals it repeats the user's own words for a value. */
  assistant(
    event: Extract<ScriptEvent, { kind: "text" }>,
    slots: Slots,
    random: Random,
  ): { text: string; used: ReadonlySet<string> } {
    const echoes = event.decision === "ask" || event.decision === "refuse";
    const used = new Set<string>();
    const text = this.withValues(random.pick(event.wordings), event.values, random, echoes ? slots : {}, used);
    return { text, used };
  }

  withValues(wording: Wording, values: Values, random: Random, slots: Slots = {}, used?: Set<string>): string {
    return expandWording(wording, random, (name) => {
      used?.add(name);
      const slot = slots[name];
      const value = values[name];
      if (slot !== undefined && (value === slot.value || value === JSON.stringify(slot.value)))
        return hold(this.slotText(name, slots));
      if (value === undefined)
        throw new RangeError(`wording ${JSON.stringify(wording)} names {${name}}, which has no value`);
      return hold(valueText(value));
    });
  }

  slotText(name: string, slots: Slots): string {
    const slot = slots[name];
    if (slot === undefined) throw new RangeError(`a wording names {${name}}, which is not drawn`);
    const { value, text: wordings } = slot;
    if (wordings === undefined) return typeof value === "string" ? value : JSON.stringify(value);
    if (typeof wordings === "string") return wordings;
    if (wordings.length === 1) return wordings[0]!;
    const key = `${name}=${JSON.stringify([value, wordings])}`;
    const known = this.texts.get(key);
    if (known !== undefined) return known;
    const text = this.random.fork("slot", name).pick(wordings);
    this.texts.set(key, text);
    return text;
  }
}

/** Everyday words for a value begin with a capital where they begin a sentence; names and identifiers stay as they are. */
function atStart(text: string, slot: Slots[string] | undefined, before: string): string {
  const begins = slot?.derivation !== undefined && /(^|[^.][.!?]\s+)$/.test(before);
  return begins ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}

export function valueText(value: Values[string]): string {
  return typeof value === "object" ? String(value.value) : String(value);
}
