/** `flanstack roi` in a terminal: against which baseline tuning pays, how much, and from which volume on. */
import type { Comparison, InvestmentReport } from "../catalog";
import { asText, count, dollars, NARROWEST, paint, thousands, wrap } from "./text-block";

export interface InvestmentTextOptions {
  /** Columns. Default 80. */
  readonly width?: number;
  readonly colour?: boolean;
}

export function renderInvestment(report: InvestmentReport, options: InvestmentTextOptions = {}): string {
  const width = Math.max(options.width ?? 80, NARROWEST);
  const block = (label: string, text: string) => wrap(label, text, width);
  const { investment, tuned, comparisons } = report;
  const runs = Math.ceil(investment.months / investment.monthsBetweenRuns);
  const lines = [
    `flanstack roi · ${report.provider} · ${report.date}`,
    "",
    ...block("VERDICT", verdict(comparisons)),
    ...block(
      "TRAFFIC",
      `${count(investment.tasksPerMonth, "task")} a month, ${tokens(tuned.inputTokens)} in, ${tokens(tuned.outputTokens)} out, over ${count(investment.months, "month")}`,
    ),
    ...block("INVESTED", investedText(report, runs)),
    "",
    ...table(comparisons, width),
    "",
    ...report.notes.flatMap((note, index) => block(index === 0 ? "NOTE" : "", note)),
    ...block("FORMULA", "docs/cost.md; RETURN is net: 0 % means that the money came back"),
  ];
  return paint(asText(lines), options.colour ?? false);
}

function verdict(comparisons: readonly Comparison[]): string {
  const paying = comparisons.filter(({ savedUsd, investedUsd }) => savedUsd > investedUsd);
  const names = (list: readonly Comparison[]) => list.map(({ baseline }) => baseline).join(", ");
  if (paying.length === comparisons.length) return `pays against every baseline named (${names(comparisons)})`;
  const rest = comparisons.filter((each) => !paying.includes(each));
  if (paying.length === 0) return `does not pay against ${names(rest)}`;
  return `pays against ${names(paying)}; does not against ${names(rest)}`;
}

function investedText({ investment, tuned }: InvestmentReport, runs: number): string {
  const { trainingUsd, evaluationUsd, labourUsd, months } = investment;
  const hosting = tuned.hostingUsdPerMonth ?? 0;
  return [
    `${count(runs, "run")} x (training ${dollars(trainingUsd)} + evaluation ${dollars(evaluationUsd)} + labour ${dollars(labourUsd)})`,
    ...(hosting === 0 ? [] : [`+ ${count(months, "month")} x hosting ${dollars(hosting)}`]),
    `= ${dollars(runs * (trainingUsd + evaluationUsd + labourUsd) + months * hosting)}`,
  ].join(" ");
}

/** Columns of numbers, beside the names. */
const NUMBERS_WIDTH = 53;
const NARROW_NAME = 27;

function table(comparisons: readonly Comparison[], width: number): string[] {
  const nameOf = (each: Comparison) => `${each.baseline}${each.per === "solved task" ? " (per solved task)" : ""}`;
  const longest = Math.max(...comparisons.map((each) => nameOf(each).length)) + 1;
  const nameWidth = Math.max(NARROW_NAME, Math.min(longest, width - NUMBERS_WIDTH));
  const line = (cells: readonly string[]) =>
    ` ${cells[0]!.padEnd(nameWidth)}${cells[1]!.padStart(11)}${cells[2]!.padStart(11)}${cells[3]!.padStart(12)}${cells[4]!.padStart(8)}${cells[5]!.padStart(10)}`;
  return [
    line(["PER 1,000 TASKS AGAINST", "BASELINE", "TUNED", "SAVED", "RETURN", "PAYS FROM"]),
    ...comparisons.flatMap((each) => {
      const cells = [
        perThousand(each.baselineUsdPerTask),
        perThousand(each.tunedUsdPerTask),
        signed(each.savedUsd),
        returnText(each.returnRatio),
        breakEven(each.breakEvenTasksPerMonth),
      ];
      const name = nameOf(each);
      return name.length >= nameWidth ? [` ${name}`, line(["", ...cells])] : [line([name, ...cells])];
    }),
    " Pays from: tasks a month at which the money comes back",
  ];
}

function perThousand(usd: number): string {
  return Number.isFinite(usd) ? dollars(usd * 1000) : "no success";
}

function signed(usd: number): string {
  if (!Number.isFinite(usd)) return usd > 0 ? "unbounded" : "-unbounded";
  return usd < 0 ? `-${dollars(-usd)}` : dollars(usd);
}

function returnText(ratio: number | null): string {
  if (ratio === null) return "free";
  return Number.isFinite(ratio) ? `${thousandsSigned(Math.round(ratio * 100))} %` : "-";
}

function breakEven(tasks: number | "never"): string {
  return tasks === "never" ? "never" : thousands(Math.ceil(tasks));
}

function thousandsSigned(value: number): string {
  return value < 0 ? `-${thousands(-value)}` : thousands(value);
}

function tokens(value: number): string {
  return count(Math.round(value), "token");
}
