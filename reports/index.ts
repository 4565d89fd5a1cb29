export { type CatalogTextOptions, renderCatalogReview, renderModelFacts, renderModelList } from "./catalog-text";
export { type ClosingScreen, renderClosingScreen, type ScreenAgent } from "./closing-screen";
export { renderBrowseHtml, renderBrowseRows } from "./data-browse-html";
export { dataHeadline, renderDataReportHtml } from "./data-report-html";
export { type Chart, confusionPlot, forestPlot, ladderPlot, lossPlot } from "./evaluation-charts";
export { renderEvaluationHtml } from "./evaluation-html";
export { COMMENT_MARK, type MarkdownOptions, renderEvaluationMarkdown } from "./evaluation-markdown";
export {
  type ComparisonLine,
  renderComparison,
  renderScores,
  renderVerdicts,
  type ValueLine,
} from "./evaluation-text";
export { type InvestmentTextOptions, renderInvestment } from "./investment-text";
export {
  type EndingModel,
  type MigrationText,
  renderEndingModels,
  renderJudgement,
  renderMigration,
  renderPrice,
} from "./migration-text";
export { type PlanTextOptions, renderPlanText } from "./plan-text";
export { type ProbeText, renderProbe } from "./probe-text";
