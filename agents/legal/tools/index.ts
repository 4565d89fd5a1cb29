import type { Tool } from "../../contract";
import type { LegalWorld } from "../world";
import { clauseTools } from "./clause-extractor";
import { documentTools } from "./document-parser";
import { regulationTools } from "./regulation-db";
import { riskTools } from "./risk-analyzer";

/** The lawyer's four families. */
export const tools: readonly Tool<LegalWorld>[] = [...documentTools, ...regulationTools, ...riskTools, ...clauseTools];
