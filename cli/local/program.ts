/** The program of the local stack: the same `index.ts` that `pulumi up` runs. Loaded when it is needed, not before. */
import type { PulumiFn } from "@pulumi/pulumi/automation";

export const stackProgram: PulumiFn = () => (require("../../index") as PulumiFn)();
