/**
 * What an agent is: tools, a world in which they run, and situations people bring to it.
 *
 * Everything is data or a pure function. A situation carries its own gold policy as a generator (`solve`), which is
 * executed against the world: what is trained on has happened. The wording is separate (`Wording`), so that one
 * situation is asked for in many ways.
 *
 * This file is the door for engines (what it exports lies in the files beside it); `index.ts` is the
 * door for those who want the six agents.
 */
import type { Json, Random } from "../primitives";

export { checkAgent, splitOf, worldContext } from "./check";
export { type ExecutedCall, type Simulator, simulatorFor } from "./execute";
export { inPassing } from "./in-passing";
export { matchesWording } from "./match-wording";
export { all, answer, ask, call, partial, refuse } from "./plan";
export { type Interception, MAXIMUM_STEPS, type PlanRun, type PlanStep, runPlan } from "./run-plan";
export { count, derived, difference, percent, sum } from "./slots";
export { expandWording, WORDING_LIMITS, wordingSlots } from "./wording";

/** Which part of the data a value, frame or family may appear in. Decided by a fixed hash, never by a seed. */
export type Split = "train" | "validation" | "test";

/** JSON Schema (2020-12) in the subset that Vertex and OpenAI both accept. */
export interface JsonSchema {
  readonly type: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly description?: string;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** The value a tool uses when the argument is absent. */
  readonly default?: Json;
  readonly additionalProperties?: boolean;
}

/** The parameters of a tool: always an object that refuses what it does not name. */
export interface ParametersSchema extends JsonSchema {
  readonly type: "object";
  readonly properties: { readonly [name: string]: JsonSchema };
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

export type Arguments = { readonly [name: string]: Json };

export type ToolErrorCode = "not_found" | "invalid_argument" | "permission" | "conflict" | "rate_limit" | "timeout";

export interface ToolError {
  readonly code: ToolErrorCode;
  /** What a real service would say: names the value and, where useful, the allowed ones. */
  readonly message: string;
}

/** What a tool returns: an observation and the world afterwards, or a typed error (the world is then unchanged). */
export type Outcome<W> =
  | { readonly ok: true; readonly observation: Json; readonly world: W }
  | { readonly ok: false; readonly error: ToolError };

/** One typed function of a tool family. Pure: the same world and arguments give the same outcome. */
export interface Tool<W extends World = World> {
  /** `[a-z0-9_]{1,64}`, unique within the agent, starting with its family: `pytest_run_tests`. */
  readonly name: string;
  /** One of the agent's tool families: `pytest`. */
  readonly family: string;
  /** One of the agent's skills. */
  readonly skill: string;
  /** What it does in a few words, as said after "to": "refresh a workbook". Default: the head of the description. */
  readonly task?: string;
  /** The task of one call, where `task` names more than one can be: "lock an account". */
  taskFor?(args: Arguments): string;
  /** One or two sentences a model can choose by. */
  readonly description: string;
  readonly parameters: ParametersSchema;
  readonly returns: JsonSchema;
  readonly effect: "read" | "write";
  /** Functions whose results show the same to one who reads them: free hours in a calendar. A row that lacks this one lacks them too. */
  readonly alsoBy?: readonly string[];
  /** Parameters whose text the agent writes itself (a reply, a summary); every fact in it must still be grounded. */
  readonly composed?: readonly string[];
  /** Arguments have been validated against `parameters`, and defaults filled in. */
  execute(world: W, args: Arguments): Outcome<W>;
}

/**
 * The state tools work on. JSON only, so that it has a digest; never mutated.
 * Values come from `WorldContext`, which keeps the entities of train, validation and test apart.
 */
export interface World {
  /** ISO date (2026-11-20) on which the conversation takes place. */
  readonly today: string;
}

/** What a world is made from. */
export interface WorldContext {
  readonly random: Random;
  readonly split: Split;
  /** ISO date for `World.today`. */
  readonly today: string;
  /**
   * The values of this kind that belong to this split (about 70 % train, 15 % validation, 15 % test, by a fixed hash of
   * kind and value). Give at least 40 values, so that every split has enough.
   */
  pool<T extends string>(kind: string, values: readonly T[]): readonly T[];
  /** An integer that belongs to this split: for identifiers such as ticket numbers (`TCK-${context.number("ticket", 1000, 9999)}`). */
  number(kind: string, minimum: number, maximum: number): number;
}

/**
 * A text with choices: `[Could you |Please |]check {suite}[ again| once more]?`
 * `[a|b|]` picks one alternative (an empty one is allowed; groups may nest), `{name}` is a slot's wording.
 * All alternatives must read as natural English in every combination.
 */
export type Wording = string;

/** A value that appears in the user's words and goes into arguments. */
export interface Slot {
  /** As it goes into the arguments. */
  readonly value: Json;
  /** How people write it; one is chosen. Default: the value as text. */
  readonly text?: string | readonly string[];
  /**
   * How the value follows from the words, when they differ:
   * `synonym` (listed in the lexicon: "urgent" for high), `relative_date` ("yesterday", from `today`), `quantity` ("two hours" for 120).
   */
  readonly derivation?: "synonym" | "relative_date" | "quantity";
}

export type Slots = { readonly [name: string]: Slot };

export interface Call {
  readonly tool: string;
  readonly args: Arguments;
}

/** What came back from one call. */
export type Observation =
  | { readonly call: Call; readonly ok: true; readonly value: Json }
  | { readonly call: Call; readonly ok: false; readonly error: ToolError };

/** A number computed from visible ones; the verifier computes it again. */
export interface Derived {
  readonly derived: "count" | "sum" | "difference" | "percent";
  readonly inputs: readonly Json[];
  readonly value: number;
}

/** Values for the `{names}` of an assistant wording: seen in the row, or derived from what is seen. */
export type Values = { readonly [name: string]: string | number | boolean | Derived };

/** One assistant turn with calls; several calls run in parallel and must not depend on each other. */
export interface Step {
  readonly calls: readonly Call[];
  /** Why, in one sentence that names only what is already visible. */
  readonly reasons?: readonly Wording[];
  readonly values?: Values;
}

/** How a turn of the conversation ends. */
export interface Closing {
  /** `answer`: done. `partial`: honestly not (fully) done. `ask`: a question back. `refuse`: cannot or must not be done. */
  readonly kind: "answer" | "partial" | "ask" | "refuse";
  readonly wordings: readonly Wording[];
  readonly values: Values;
  /** Names of `values` that a right answer must contain. Default: all. */
  readonly required?: readonly string[];
  /** Functions that this ending holds back on purpose: a row shows them, so that it was free to call them. */
  readonly offers?: readonly string[];
  /** After a question: what the user says, and what happens then. */
  readonly reply?: Turn;
}

/** A gold policy: yields steps, receives their observations, returns the closing. Use `call`, `all`, `answer` ... */
export type Plan = Generator<Step, Closing, readonly Observation[]>;

/** A user turn within a conversation. */
export interface Turn {
  readonly frames: readonly Wording[];
  readonly slots: Slots;
  solve(): Plan;
}

/** A concrete situation in a concrete world. */
export interface Situation<W extends World = World> {
  readonly slots: Slots;
  /** The world with what this situation needs planted in it; default: the world it was drawn from. */
  readonly world?: W;
  /** The gold policy. Closes over the drawn values; reads nothing but its observations afterwards. */
  solve(): Plan;
  /** Turns the user may add once the first is answered; an earlier observation answers some of them without a call. */
  follow?(observations: readonly Observation[]): readonly Turn[];
}

/** A slot that may be left out of the request: the agent then asks for it. */
export interface MissingSlot {
  readonly slot: string;
  /** The request without it. */
  readonly frames: readonly Wording[];
  readonly ask: readonly Wording[];
  /** The user's answer, holding `{slot}`. */
  readonly reply: readonly Wording[];
}

/** A slot that may hold something the tool cannot take. */
export interface InvalidSlot<W extends World = World> {
  readonly slot: string;
  readonly tool: string;
  readonly parameter: string;
  /** The unusable value as the user would say it (out of the enum, out of range, wrong kind, contradictory). */
  draw(world: W, random: Random): Slot;
  /** The explanation; may use all slots and `{allowed}` (the allowed values or range, in words). */
  readonly explain: readonly Wording[];
  readonly allowed: string;
}

/** A family of situations: the unit of clustering, and of keeping families unseen until validation. */
export interface Scenario<W extends World = World> {
  /** snake_case, unique within the agent. */
  readonly family: string;
  readonly skill: string;
  /**
   * `single`: one call. `complex`: one call with nested, array or at least four arguments. `parallel`: one step of
   * several independent calls. `chain`: 2-8 steps. `recovery`: a chain in which a call fails and the agent finds
   * another way. `ambiguous`: looks up, finds several, asks which (ends in `ask` with a `reply`).
   */
  readonly shape: "single" | "complex" | "parallel" | "chain" | "recovery" | "ambiguous";
  /** Chooses values from the world; undefined, or a pick from an empty list, when this world holds no such situation. */
  draw(world: W, random: Random): Situation<W> | undefined;
  /** At least four requests, different in structure; each names every slot the gold policy needs from the user. */
  readonly frames: readonly Wording[];
  readonly missing?: readonly MissingSlot[];
  readonly invalid?: readonly InvalidSlot<W>[];
}

/** A request that must not end in a call. */
export interface Decline<W extends World = World> {
  /** snake_case, unique within the agent; counts as a family. */
  readonly family: string;
  readonly reason:
    | "near_miss_tool" // asks for a function by a name that sounds right and does not exist
    | "operation_absent" // no tool does this
    | "partly_doable" // one half can be done: says so and offers it
    | "invented_result" // wants a result without running anything
    | "policy"; // forbidden by one of the agent's policies
  /** For `policy`: which. */
  readonly policy?: string;
  /** Functions that the replies offer instead: a row shows them, so that nothing is offered that is not there. */
  readonly offers?: readonly string[];
  draw(world: W, random: Random): Slots | undefined;
  readonly frames: readonly Wording[];
  readonly replies: readonly Wording[];
}

/** A rule the agent works under; its text stands in the system prompt. */
export interface Policy {
  readonly id: string;
  readonly text: string;
}

/** How people talk to this agent. */
export interface Lexicon {
  /** What may stand before a request; each a whole sentence or a greeting with its punctuation: "Quick one before standup." */
  readonly openers: readonly Wording[];
  /** What may stand after it: "No rush." */
  readonly closers: readonly Wording[];
  /** Everyday wordings of enum values and the like: { high: ["urgent", "top priority"] }. */
  readonly synonyms: { readonly [value: string]: readonly string[] };
  /** Plain talk that needs no tool although tools are present: thanks, what a term means, advice from general knowledge. */
  readonly chat: readonly { readonly frames: readonly Wording[]; readonly replies: readonly Wording[] }[];
}

/** An agent: six ship with flanstack, and a seventh is a file of the user's own. */
export interface Agent<W extends World = World> {
  /** snake_case, ends in `_agent`; appears in files, labels and flags. */
  readonly name: string;
  /** What it is for, as a noun phrase: "QA and testing". */
  readonly description: string;
  readonly skills: readonly string[];
  /** Tool families in the order of the documentation. */
  readonly families: readonly string[];
  readonly tools: readonly Tool<W>[];
  readonly policies: readonly Policy[];
  createWorld(context: WorldContext): W;
  readonly scenarios: readonly Scenario<W>[];
  readonly declines: readonly Decline<W>[];
  readonly lexicon: Lexicon;
  /** A true fact of this world that has nothing to do with the request, to stand beside it. */
  aside?(world: W, random: Random): string | undefined;
}
