/** `flanstack probe` in a terminal: what was asked, what came back, and where it was written. */
import { asText, NARROWEST, paint, wrap } from "./text-block";

export interface ProbeAnswerText {
  readonly question: string;
  readonly answer: "yes" | "no" | "open";
  readonly reason: string;
}

export interface ProbeText {
  readonly model: string;
  readonly date: string;
  readonly answers: readonly ProbeAnswerText[];
  /** Absent when the service refused to make one. */
  readonly job?: string;
  /** Whether this run submitted the job, or found one that had run before. */
  readonly isNew: boolean;
  readonly isSimulated: boolean;
  /** Where the answers were written; absent when they were not. */
  readonly file?: string;
  readonly next: readonly string[];
}

export function renderProbe(
  probe: ProbeText,
  options: { readonly width?: number; readonly colour?: boolean } = {},
): string {
  const width = Math.max(options.width ?? 80, NARROWEST);
  const block = (label: string, text: string) => wrap(label, text, width);
  const lines = [
    `flanstack probe · ${probe.model} · ${probe.date}${probe.isSimulated ? " · simulated" : ""}`,
    "",
    ...probe.answers.flatMap(({ question, answer, reason }, index) =>
      block(index === 0 ? "ANSWER" : "", `${question}: ${answer === "open" ? "still unknown" : answer} (${reason})`),
    ),
    ...block(
      "JOB",
      probe.job === undefined ? "none was made" : `${probe.job}${probe.isNew ? "" : " (ran before; nothing was paid)"}`,
    ),
    ...block("FILE", probe.file ?? "not written"),
    ...probe.next.flatMap((text, index) => block(index === 0 ? "NEXT" : "", text)),
  ];
  return paint(asText(lines), options.colour ?? false);
}
