/** A door of its own: who only counts tokens loads neither the facts nor their schema. */
export { countTokens, type TokenCount } from "./count";
export { sumTokens, type TokenTotals } from "./totals";
