/** `flanstack catalog` in a terminal: which models there are, all facts of one, and what in the facts needs a look. */
import type { Catalog, ModelFacts, ModelRow, Price, StaleFact } from "../catalog";
import type { Problem } from "../primitives";
import { asText, count, dollars, NARROWEST, paint, thousands, wrap } from "./text-block";

export interface CatalogTextOptions {
  /** Columns. Default 80. */
  readonly width?: number;
  readonly colour?: boolean;
  /** The day that days left are counted from. */
  readonly today: string;
}

/** From this width on, days left and long ids have a place of their own. */
const WIDE = 110;
const NARROW_ID = 29;

/** One table per platform, models that can be tuned first. */
export function renderModelList(catalog: Catalog, rows: readonly ModelRow[], options: CatalogTextOptions): string {
  const width = Math.max(options.width ?? 80, NARROWEST);
  const isWide = width >= WIDE;
  const idWidth = isWide ? Math.max(NARROW_ID, ...rows.map((row) => row.id.length)) : NARROW_ID;
  const line = (cells: readonly string[]) =>
    ` ${cells[0]!.padEnd(idWidth)} ${cells[1]!.padEnd(9)}${cells[2]!.padStart(9)}${cells[3]!.padStart(14)}  ${cells[4]!}`;
  const platforms = [...new Set(rows.map((row) => row.platform))];
  const open = rows.filter((row) => row.tuning === "open").length;
  const lines = [
    `flanstack catalog · ${count(rows.length, "model")}, ${open} tunable · ${options.today}`,
    "",
    line(["MODEL", "TUNING", "TRAIN/1M", "TUNED IN/OUT", "ENDS"]),
    ...platforms.flatMap((platform) => [
      "",
      ` ${platform}: ${catalog.platforms[platform]?.title ?? platform}`,
      ...rows.filter((row) => row.platform === platform).flatMap((row) => modelLines(row, isWide, line)),
    ]),
    "",
    ...wrap("TUNING", "sup supervised, pref preference, rl reinforcement; ended, never offered, or unknown", width),
    ...wrap("PRICES", "US dollars per million tokens; ? unknown, which is never taken for 0", width),
    ...wrap("NEXT", "flanstack catalog show MODEL", width),
  ];
  return paint(asText(lines), options.colour ?? false);
}

function modelLines(row: ModelRow, isWide: boolean, line: (cells: readonly string[]) => string): string[] {
  const isAny = row.id === "*";
  const id = isAny ? "* (any model)" : row.id;
  const tuned = row.tunedTokens;
  const cells = [
    methodList(row),
    price(row.trainingUsdPerMillionTokens),
    tuned === null ? "?" : `${number(tuned.input)}/${number(tuned.output)}`,
    endText(row, isWide),
  ];
  // An id is copied by people, so it is never cut: a long one has a line of its own.
  if (!isWide && id.length > NARROW_ID) return [` ${id}`, line(["", ...cells])];
  return [line([id, ...cells])];
}

const SHORT = { supervised: "sup", preference: "pref", reinforcement: "rl" } as const;

function methodList(row: ModelRow): string {
  return row.tuning === "open" ? row.methods.map((method) => SHORT[method]).join("+") : row.tuning;
}

function endText(row: ModelRow, isWide: boolean): string {
  if (isWide) return row.life;
  return row.endsOn === null ? "?" : `${row.endsOnOrLater ? "from " : ""}${row.endsOn}`;
}

/** Every fact of one model with its source and age. */
export function renderModelFacts(
  catalog: Catalog,
  model: ModelFacts,
  life: string,
  options: CatalogTextOptions,
): string {
  const width = Math.max(options.width ?? 80, NARROWEST);
  const block = (label: string, text: string) => wrap(label, text, width);
  const platform = catalog.platforms[model.platform];
  const { limits } = model;
  const said = (value: number | null, what: string) => (value === null ? [] : [`${thousands(value)} ${what}`]);
  const limitTexts = [
    ...said(limits.tokensPerExample, "tokens per example"),
    ...said(limits.trainingFileBytes, "bytes per file"),
    ...said(limits.minExamples, "rows at least"),
    ...said(limits.advisedExamples, "rows advised"),
    ...said(limits.maxExamples, "rows at most"),
    ...said(limits.validationMaxExamples, "validation rows at most"),
    ...(limits.adapterSizes === null ? [] : [`adapters ${limits.adapterSizes.join(", ")}`]),
    ...(limits.maxEpochs === null ? [] : [`epochs ${limits.minEpochs ?? 1} to ${limits.maxEpochs}`]),
  ];
  const lines = [
    `${model.platform}/${model.id} · ${platform?.title ?? model.platform}`,
    "",
    ...(model.aliases.length === 0 ? [] : block("ALIASES", model.aliases.join(", "))),
    ...block(
      "TUNING",
      Object.entries(model.tunable)
        .map(([method, answer]) => `${method} ${answer}`)
        .join(", "),
    ),
    ...(model.tunableUntil === null ? [] : block("", `no new job from ${model.tunableUntil} on`)),
    ...block("LIFE", life),
    ...block("CALLS", `function-call parts in training data: ${model.functionCallPartsInTuningData}`),
    ...model.probes.flatMap((probe) =>
      block("", `${probe.question}: ${probe.answer}, settled by a job on ${probe.checkedOn} (${probe.source})`),
    ),
    ...block("PLACES", `tuned in ${places(model.tuningRegions)}; served from ${places(model.servingLocations)}`),
    ...block("LIMITS", limitTexts.length === 0 ? "none known" : limitTexts.join("; ")),
    ...priceLines(catalog, model, options.today, width),
    ...(model.accountRule === null ? [] : block("ACCOUNT", model.accountRule)),
    ...model.notes.flatMap((note, index) => block(index === 0 ? "NOTES" : "", note)),
    ...block("SOURCE", `${sourceOf(catalog, model.source)} (checked ${model.checkedOn}, ${model.confidence})`),
  ];
  return paint(asText(lines), options.colour ?? false);
}

const PRICES: Readonly<Record<keyof ModelFacts["prices"], string>> = {
  trainingUsdPerMillionTokens: "training, per 1M tokens",
  baseInputUsdPerMillionTokens: "base input, per 1M",
  baseOutputUsdPerMillionTokens: "base output, per 1M",
  tunedInputUsdPerMillionTokens: "tuned input, per 1M",
  tunedOutputUsdPerMillionTokens: "tuned output, per 1M",
  tunedFactor: "tuned tokens = base times",
  hostingUsdPerHour: "hosting, per hour and deployment",
};

function priceLines(catalog: Catalog, model: ModelFacts, today: string, width: number): string[] {
  const known = Object.entries(model.prices) as [keyof ModelFacts["prices"], Price | null][];
  return known.flatMap(([name, fact], index) => {
    const value = fact === null ? "unknown" : name === "tunedFactor" ? String(fact.value) : dollars(fact.value);
    const from =
      fact === null
        ? ""
        : ` (${days(fact.checkedOn, today)} old, ${fact.confidence}: ${sourceOf(catalog, fact.source)})`;
    return wrap(index === 0 ? "PRICES" : "", `${PRICES[name]} ${value}${from}`, width);
  });
}

function days(from: string, to: string): string {
  return count(Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)), "day");
}

function sourceOf(catalog: Catalog, source: string): string {
  return catalog.sources[source]?.title ?? source;
}

function places(list: readonly string[] | null): string {
  return list === null ? "unknown places" : list.join(", ");
}

function price(value: number | null): string {
  return value === null ? "?" : number(value);
}

/** `3.00`, `0.375`: at least cents, at most four digits. */
function number(value: number): string {
  if (value === 0) return "0";
  const digits = String(Number(value.toFixed(4))).split(".")[1]?.length ?? 0;
  return value.toFixed(Math.max(2, digits));
}

/** What a maintainer of the facts should look at. @param stale every fact that is too old, oldest first */
export function renderCatalogReview(
  findings: readonly Problem[],
  stale: readonly StaleFact[],
  options: CatalogTextOptions,
): string {
  const width = Math.max(options.width ?? 80, NARROWEST);
  const unknown = findings.filter((each) => each.code !== "facts_stale");
  const parts = [
    ...(stale.length === 0 ? [] : [`${count(stale.length, "stale fact")}`]),
    ...(unknown.length === 0 ? [] : [`${count(unknown.length, "tunable model")} with unknown facts`]),
  ];
  const verdict = parts.length === 0 ? "every fact about tunable models is known and fresh" : parts.join(", ");
  const lines = [
    `flanstack catalog check · ${options.today}`,
    "",
    ...wrap("VERDICT", verdict, width),
    ...stale.flatMap((fact, index) =>
      wrap(
        index === 0 ? "STALE" : "",
        `${fact.platform}/${fact.model} ${fact.fact}, ${count(fact.ageDays, "day")} old: ${fact.source}`,
        width,
      ),
    ),
    ...unknown.flatMap((each, index) =>
      wrap(index === 0 ? "UNKNOWN" : "", `${each.path}: ${each.message.replace(/^Unknown: /, "")}`, width),
    ),
    ...(parts.length === 0
      ? []
      : wrap(
          "NEXT",
          "state what is true today in a file of your own, and name it in flanstack:catalog (docs/catalog.md)",
          width,
        )),
  ];
  return paint(asText(lines), options.colour ?? false);
}
