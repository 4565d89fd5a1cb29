/** The second door, for commands that read and check data; it loads the generator. */

export { browseRows } from "./browse-rows";
export { plannedFiles } from "./build-agent";
export { type CheckFileOptions, checkFiles, type DataFile, detectFormat, type FileReport } from "./check-file";
export { type AgentDifference, diffBuilds } from "./diff";
export { type Engine, prepareEngine } from "./engine";
export { LINE_FORMATS } from "./export";
export { exportSplitOf } from "./export/format";
export { renderFile } from "./export/render-file";
export { type FoundRows, findRows, forgetRows, type Holding } from "./forget";
export { renderGateTable } from "./gate-table";
export { CALIBRATED_LIMITS, type Calibration, calibrate, promptOfLine } from "./gates/calibrate";
export { type AgentFlanReport, analyzeAgentFlan } from "./import/agent-flan";
export { type ImportedFile, importRows } from "./import/rows";
export { joinShards } from "./join";
export { type FaultReport, mergeFaults, proveVerifier } from "./mutation";
export { mutationTotals } from "./mutation/report";
export { type ParaphraseLine, readParaphrases } from "./paraphrase/paraphrase-file";
export { judgeParaphrase, valuesToKeep, type WantedParaphrase, wantedParaphrases } from "./paraphrase/wanted";
export { type CachedBuild, choosePruning, type Pruning, pruneBuilds } from "./prune";
export {
  type BuildFolder,
  newestBuild,
  openBuild,
  reportFacts,
} from "./report-facts";
export { renderRow } from "./show";
