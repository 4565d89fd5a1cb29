import type { SandboxAdmin } from "./sandbox-admin";

/** Steers runs of this machine as the suite steers a sandbox; there is no wire on which a request could fail or be counted. */
export function adminOfRuns(own: Pick<SandboxAdmin, "advance" | "steer" | "reset">): SandboxAdmin {
  const refuse = () => Promise.reject(new Error("a run has no wire"));
  return {
    url: "",
    fault: refuse,
    clearFaults: refuse,
    faults: refuse,
    held: refuse,
    release: refuse,
    createRequests: refuse,
    requests: refuse,
    ...own,
  };
}
