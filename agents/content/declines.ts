/** Requests that look like the content agent's work and must not end in a call. */
import type { Decline } from "../contract";
import { ruleDeclines } from "./declines-rules";
import { scopeDeclines } from "./declines-scope";
import type { ContentWorld } from "./world";

export const declines: readonly Decline<ContentWorld>[] = [...scopeDeclines, ...ruleDeclines];
