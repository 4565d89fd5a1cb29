import type { Tool } from "../../contract";
import type { AnalystWorld } from "../world";
import { matplotlibTools } from "./matplotlib";
import { pandasTools } from "./pandas";
import { sqlTools } from "./sql";
import { tableauTools } from "./tableau";

/** The analyst's four families. */
export const tools: readonly Tool<AnalystWorld>[] = [...pandasTools, ...matplotlibTools, ...sqlTools, ...tableauTools];
