/** The rules the security agent works under. */
import type { Policy } from "../contract";

export const policies: readonly Policy[] = [
  { id: "own_systems", text: "Scan and test only our own hosts; never anybody else's systems." },
  { id: "defence", text: "Defensive work only: no attack code, no instructions for breaking in, no hiding of traces." },
  { id: "secrets", text: "Never show, send or ask for passwords or key material; refer to keys by their identifier." },
  { id: "logs", text: "Records of events and sign-ins are never changed or deleted." },
];
