/** The second door, for commands that read and check data; it loads the generator. */

export { type CheckFileOptions, checkFile, detectFormat, type FileReport } from "./check-file";
export { type AgentDifference, diffBuilds } from "./diff";
export { type Engine, prepareEngine } from "./engine";
export { renderGateTable } from "./gate-table";
export { type AgentFlanReport, analyzeAgentFlan, importAgentFlan } from "./import/agent-flan";
export { type FaultReport, mergeFaults, proveVerifier } from "./mutation";
export { renderRow } from "./show";
