/** The shapes that pass from stage to stage: Blueprint → Assignment → Trajectory → VerifiedTrajectory → Example. */
import type { Agent, Call, Observation, Slots, Split, ToolError, Values, Wording, World } from "../agents/contract";
import type { Json } from "../primitives";

export type RowType = "tflan" | "react" | "negative";
export type HallucinationType = "non_existent_tool" | "invalid_parameters" | "unsupported_action" | "out_of_scope";
export type Difficulty = "easy" | "medium" | "hard";
export type Rendering = "native" | "text" | "mixed";
export type FormatName =
  | "canonical"
  | "gemini"
  | "gemini_preference"
  | "openai"
  | "openai_preference"
  | "trl"
  | "text"
  | "messages"
  | "anthropic"
  | "parquet";

/** What a row practises, finer than its type: the rows of the mix table. */
export type Kind =
  | "single"
  | "no_call"
  | "lookalike"
  | "complex"
  | "parallel"
  | "short_chain"
  | "long_chain"
  | "recovery_environment"
  | "recovery_mistake"
  | "clarification"
  | "follow_up"
  | "near_miss"
  | "tool_removed"
  | "no_tools"
  | "invalid_value"
  | "missing_required"
  | "ambiguous_entity"
  | "operation_removed"
  | "operation_absent"
  | "partly_doable"
  | "invented_result"
  | "other_agent"
  | "plain_talk"
  | "policy";

export type Role = "system" | "user" | "assistant" | "tool";

export interface Message {
  readonly role: Role;
  readonly content: string;
  /** Whether this message is trained on; only assistant messages may be. */
  readonly loss: boolean;
}

/** The canonical row. Every key stands in every row and every message, so that any loader reads it. */
export interface Row {
  readonly id: string;
  readonly type: RowType;
  readonly agent: string;
  readonly hallucination_type: HallucinationType | null;
  readonly conversations: readonly Message[];
  /** JSON text: a list of `{ name, description, parameters }`. */
  readonly tools: string;
  /** JSON text of a `Trace`. */
  readonly trace: string;
  readonly tags: readonly string[];
  readonly family: string;
  readonly frame_id: string;
  readonly difficulty: Difficulty;
  readonly seed: number;
}

/** A tool as a row shows it to a model. */
export interface RowTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: { readonly [key: string]: Json };
}

/** A call as a row writes it. */
export interface RowCall {
  readonly name: string;
  readonly arguments: { readonly [name: string]: Json };
}

/** How a call came about and what it did. */
export interface TraceCall extends RowCall {
  /** Index of the assistant message that holds it. */
  readonly turn: number;
  readonly observation: Json;
  readonly ok: boolean;
  /** Digest of the world before and after. */
  readonly before: string;
  readonly after: string;
  /** JSON pointer of an argument → where its value comes from. */
  readonly provenance: { readonly [pointer: string]: string };
  /** `mistake`: the agent's own slip, not trained on; `fault`: the service failed for a moment. */
  readonly event?: "mistake" | "fault";
}

/** How an assistant message without a call decides. */
export type Decision = "answer" | "partial" | "ask" | "refuse";

export interface TraceText {
  readonly turn: number;
  readonly decision: Decision;
  /** What a right message must contain, as text. */
  readonly required: readonly string[];
}

export interface Trace {
  readonly version: 1;
  readonly kind: Kind;
  readonly split: Split;
  readonly today: string;
  /** The keys of the random stream that made this row, for replay. */
  readonly key: readonly (string | number)[];
  /** The kind of the negative that is made from this row. */
  readonly host?: Kind;
  readonly calls: readonly TraceCall[];
  readonly texts: readonly TraceText[];
  /** Calls that are as good as the ones of `turn`: same observation, same state. */
  readonly accept: readonly { readonly turn: number; readonly calls: readonly RowCall[] }[];
  /** Masked name → the tool's own name; parameters as `tool.parameter`. Absent in rows that are not masked. */
  readonly masked?: { readonly [masked: string]: string };
  /** Index of a user message that a model has worded → the words of the grammar. Absent in rows that keep those. */
  readonly paraphrased?: { readonly [message: string]: string };
}

/** One row to be made: nothing drawn yet. */
export interface Blueprint {
  readonly type: RowType;
  readonly kind: Kind;
  readonly hallucinationType: HallucinationType | null;
  readonly split: Split;
  /** Position within the type, over all splits: with seed, agent and type it names the random stream. */
  readonly index: number;
  /** For a negative with a positive twin: the twin's position in the list of blueprints. */
  readonly twin?: number;
  /** For a positive that a twin is made from: what the twin will need. */
  readonly host?: Kind;
  /** Whether earlier requests of the same conversation stand before this one. */
  readonly history?: boolean;
  /** For a negative: whether others were asked and served before. */
  readonly earlier?: boolean;
  /** For a negative: its twin makes two requests in one message. */
  readonly two?: boolean;
}

/** One side of the conversation after the other, as it happened, before it has words. */
export type ScriptEvent<W extends World = World> =
  | { readonly kind: "user"; readonly wording: Wording; readonly slots: Slots; readonly stage: "request" | "later" }
  | {
      readonly kind: "calls";
      readonly calls: readonly Call[];
      readonly observations: readonly Observation[];
      readonly before: readonly W[];
      readonly after: readonly W[];
      readonly reasons: readonly Wording[];
      readonly values: Values;
      readonly event?: "mistake" | "fault";
    }
  | {
      readonly kind: "text";
      readonly decision: Decision;
      readonly wordings: readonly Wording[];
      readonly values: Values;
      readonly required: readonly string[];
      /** Functions that were held back on purpose. */
      readonly offers?: readonly string[];
    };

/** What happened in the world: executed, not yet worded. */
export interface Trajectory<W extends World = World> {
  readonly blueprint: Blueprint;
  readonly family: string;
  readonly frameId: string;
  readonly script: readonly ScriptEvent<W>[];
  readonly world: W;
  /** Tools that must be in the row. */
  readonly needs: readonly string[];
  /** Tools that must not be in the row, since they would change the right answer. */
  readonly forbids: readonly string[];
  /** Whether the row has no tools at all. */
  readonly withoutTools: boolean;
  /** Policies that the row's system text must hold. */
  readonly policies: readonly string[];
  readonly tags: readonly string[];
  readonly key: readonly (string | number)[];
  /** The value that the request leaves out, where it is never told. */
  readonly lacks?: Json;
}

declare const verified: unique symbol;
/** A trajectory whose calls were executed again with the same result. Only `verify` makes one. */
export type VerifiedTrajectory<W extends World = World> = Trajectory<W> & { readonly [verified]: true };

/** A row with what the gates and twins need to know about how it was worded. */
export interface Example {
  readonly row: Row;
  readonly split: Split;
  readonly kind: Kind;
  readonly messages: readonly Message[];
  readonly tools: readonly RowTool[];
  readonly trace: Trace;
  /** What the user wrote, all turns, one per line. */
  readonly prompt: string;
  /** The same with slot values as `_`, and without asides and noise. */
  readonly maskedPrompt: string;
  /** Assistant texts by class, values as `_`. */
  readonly spoken: readonly { readonly class: SpokenClass; readonly masked: string }[];
  readonly noiseEdits: number;
}

export type SpokenClass = "answer" | "clarification" | "refusal" | "reason";

export type AnyAgent = Agent<World>;

export type { Agent, Call, Json, Observation, Slots, Split, ToolError, Values, Wording, World };
