/**
 * The forgetting guardrail: cases nobody here wrote, from an installed `bfcl-eval` (Berkeley Function-Calling Leaderboard,
 * live and irrelevance categories). They are read where they lie and never copied; without them the guardrail says so.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { ToolDeclaration } from "../../inference";
import { hashFraction } from "../../primitives";
import { matchesGroundTruth } from "../parity/ground-truth";
import type { EvaluationRow } from "../row";
import { guardrailRow } from "./guardrail-row";
