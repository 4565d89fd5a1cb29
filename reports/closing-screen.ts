/** The last screen of the local stack: verdict, cost, change and next step at a glance, 80 columns, no colour needed. */

export interface ScreenAgent {
  readonly agent: string;
  readonly trainRows: number;
  readonly validationRows: number;
  readonly tokensPerEpoch: number;
  /** `new`: submitted by this run; `adopted`: found again; `kept`: nothing to do. */
  readonly job: "new" | "adopted" | "kept";
  /** Tool accuracy (0-1) of the simulated models on validation rows; null when it was not measured. */
  readonly tuned: number | null;
  readonly base: number | null;
  /** Policies of known worth stand where they must, and ruined data fell in order and was held; undefined when not run. */
  readonly selfCheck?: { readonly ladder: boolean; readonly ruined: boolean };
}

export interface ClosingScreen {
  readonly version: string;
  readonly stack: string;
  /** `127.0.0.1:8471` */
  readonly sandbox: string;
  readonly phases: readonly { readonly name: string; readonly seconds: number }[];
  readonly agents: readonly ScreenAgent[];
  readonly gates: { readonly passed: number; readonly failed: number; readonly notEvaluated: number };
  /** Whether the token counts are exact or estimated. */
  readonly tokensExact: boolean;
  /** What the same plan would cost for real, in US dollars; undefined when a price is unknown. */
  readonly cost:
    | {
        readonly lowUsd: number;
        readonly highUsd: number;
        readonly monthlyIdleUsd: number | null;
        readonly tunedFactor: number | null;
      }
    | undefined;
  readonly life: readonly string[];
  readonly change: { readonly total: number; readonly changed: number; readonly gitClean: boolean | undefined };
  readonly folder: string;
  readonly report: string | undefined;
  readonly next: readonly { readonly command: string; readonly why: string }[];
}

const LABEL_WIDTH = 9;

/** The screen as lines of at most 80 columns (a path longer than that keeps its length). */
export function renderClosingScreen(screen: ClosingScreen): string {
  const rows = screen.agents.reduce((sum, agent) => sum + agent.trainRows + agent.validationRows, 0);
  const fresh = screen.agents.filter((agent) => agent.job === "new").length;
  const { passed, failed, notEvaluated } = screen.gates;
  const gates =
    failed > 0
      ? `${failed} of ${passed + failed} gates FAILED`
      : `${passed} gates passed${notEvaluated > 0 ? `, ${notEvaluated} not evaluated` : ""}`;
  return [
    `flanstack ${screen.version} · stack ${screen.stack} · sandbox ${screen.sandbox} · cannot bill you`,
    ...wrapItems(screen.phases.map(({ name, seconds }) => `✔ ${name} ${seconds.toFixed(1)} s`)),
    "",
    label("VERDICT", `pipeline works: ${screen.agents.length} agents, ${thousands(rows)} rows, ${fresh} new jobs;`),
    label("", gates),
    label("", "model quality NOT measured: tuning is simulated here"),
    ...selfCheckLines(screen),
    "",
    ...table(screen),
    "",
    ...costLines(screen),
    ...screen.life.map((line, index) => label(index === 0 ? "LIFE" : "", line)),
    label("CHANGE", changeLine(screen)),
    ...(screen.report === undefined ? [] : [label("REPORT", screen.report)]),
    ...nextLines(screen),
  ].join("\n");
}

/** What the evaluation showed about itself: without this a score is only a number. */
function selfCheckLines({ agents }: ClosingScreen): string[] {
  const checked = agents.flatMap(({ selfCheck }) => (selfCheck === undefined ? [] : [selfCheck]));
  if (checked.length === 0) return [];
  const ruined = checked.filter((each) => each.ruined).length;
  const ladder = checked.filter((each) => each.ladder).length;
  const of = checked.length;
  return [
    label("", `self-check: told good data from ruined data for ${ruined} of ${of} agents,`),
    label("", `tuned above base, majority and nearest prompt for ${ladder} of ${of}`),
  ];
}

function table(screen: ClosingScreen): string[] {
  const tokens = screen.tokensExact ? "TOKENS/EPOCH" : "~TOKENS/EPOCH";
  const header = ` ${"AGENT".padEnd(16)}${"ROWS".padEnd(10)}${tokens.padEnd(15)}${"JOB".padEnd(9)}${"TUNED".padEnd(7)}BASE   (simulated)`;
  const lines = screen.agents.map((agent) => {
    const splits = `${agent.trainRows}/${agent.validationRows}`;
    return ` ${agent.agent.padEnd(16)}${splits.padEnd(10)}${short(agent.tokensPerEpoch).padEnd(15)}${agent.job.padEnd(9)}${score(agent.tuned).padEnd(7)}${score(agent.base)}`;
  });
  return [header, ...lines, " TUNED, BASE: right tool on validation rows; a small learner plays Gemini here"];
}

function costLines({ cost }: ClosingScreen): string[] {
  if (cost === undefined) return [label("COST", "spent $0.00 · for real: unknown (a price is missing)")];
  const monthly = cost.monthlyIdleUsd === null ? [] : [`monthly $${cost.monthlyIdleUsd.toFixed(0)} when idle`];
  const factor = cost.tunedFactor === null ? [] : [`tuned tokens at ${cost.tunedFactor}x the base price`];
  const more = [...monthly, ...factor].join(", ");
  return [
    label("COST", `spent $0.00 · for real, estimated: once ${dollarRange(cost.lowUsd, cost.highUsd)}`),
    ...(more === "" ? [] : [label("", more)]),
  ];
}

function changeLine({ change, folder }: ClosingScreen): string {
  const what =
    change.changed === 0
      ? `none: ${change.total} resources as declared`
      : `${change.changed} of ${change.total} resources`;
  const git = change.gitClean === undefined ? "" : change.gitClean ? ", git status clean" : ", git status NOT clean";
  return `${what} under ${folder}${git}`;
}

function nextLines({ next }: ClosingScreen): string[] {
  const width = Math.max(...next.map(({ command }) => command.length)) + 2;
  return next.map(({ command, why }, index) => label(index === 0 ? "NEXT" : "", `${command.padEnd(width)}${why}`));
}

function label(name: string, text: string): string {
  return ` ${name.padEnd(LABEL_WIDTH)}${text}`.trimEnd();
}

/** Puts items on lines of at most 80 columns. */
function wrapItems(items: readonly string[]): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 3 + item.length <= 80) lines[lines.length - 1] = `${last}   ${item}`;
    else lines.push(` ${item}`);
  }
  return lines;
}

/** "$17-36"; cents below ten dollars. */
function dollarRange(low: number, high: number): string {
  const digits = high < 10 ? 2 : 0;
  const [from, to] = [low.toFixed(digits), high.toFixed(digits)];
  return from === to ? `$${from}` : `$${from}-${to}`;
}

function score(value: number | null): string {
  return value === null ? "-" : value.toFixed(2);
}

/** 312,842 → "313k". */
function short(count: number): string {
  return count >= 10_000 ? `${Math.round(count / 1000)}k` : String(count);
}

function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
