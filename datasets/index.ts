/** The door of the data. Cheap to import: the generator is loaded when something has to be made. */

export { countBlocks, type Shard } from "./blocks";
export type { AgentRows } from "./browse-rows";
export { type AgentReference, type BuildInput, buildDatasets } from "./build";
export {
  holdsCallSyntax,
  type ParsedMessage,
  parseCalls,
  parseReact,
  renderCalls,
  renderReactAnswer,
  renderReactCall,
  renderReactObservation,
} from "./codec";
export type { GateResult } from "./gates/gate";
export {
  type BuiltAgent,
  type BuiltDatasets,
  type BuiltFile,
  type FunnelReport,
  type GateCounts,
  GENERATOR_VERSION,
  type RowCounts,
} from "./manifest";
export { licenceObjection } from "./mixed-in/licences";
export { isMixedIn } from "./mixed-in/mixed-row";
export type { MixSource } from "./mixed-in/source";
export { parseReactTools, servingSystemPrompt } from "./phrase/system-prompt";
export type { AgentFacts, DataReport } from "./report-facts";
export {
  type AgentSettings,
  checkSettings,
  DEFAULT_SETTINGS,
  FORMATS,
  type NormalSettings,
  normaliseSettings,
} from "./settings";
export { startingWorld } from "./starting-world";
export type {
  Decision,
  Difficulty,
  FormatName,
  HallucinationType,
  Kind,
  Message,
  Rendering,
  Role,
  Row,
  RowCall,
  RowTool,
  RowType,
  Split,
  Trace,
  TraceCall,
  TraceText,
} from "./types";
