export { type ClosingScreen, renderClosingScreen, type ScreenAgent } from "./closing-screen";
export { type PlanTextOptions, renderPlanText } from "./plan-text";
