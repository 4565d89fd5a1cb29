/** The rules the QA agent works under. */
import type { Policy } from "../../contract";

export const policies: readonly Policy[] = [
  { id: "no_production", text: "Tests and flows run in staging, preview or nightly, never against production." },
  {
    id: "no_green_washing",
    text: "A test is repaired, or quarantined with an end date; it is never deleted, weakened or marked as passed to make a build green.",
  },
  { id: "no_customer_data", text: "Data of real customers is not used in tests, not even in part." },
  { id: "measured_only", text: "Results are reported only when a function returned them in this conversation." },
];
