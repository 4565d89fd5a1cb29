/** Requests that look like the security agent's work and must not end in a call. */
import type { Decline } from "../contract";
import { ruleDeclines } from "./declines-rules";
import { scopeDeclines } from "./declines-scope";
import type { SecurityWorld } from "./world";

export const declines: readonly Decline<SecurityWorld>[] = [...scopeDeclines, ...ruleDeclines];
