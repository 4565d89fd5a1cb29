/** The invented names of the analyst's world, combined from word lists. */

/** Every first word with every second one. */
function combine(first: readonly string[], second: readonly string[], separator: string): readonly string[] {
  return first.flatMap((left) => second.map((right) => `${left}${separator}${right}`));
}

const PLACE_STEMS = ["Alder", "Birch", "Corn", "Dun", "Elm", "Fern", "Gorse", "Hazel", "Ivy", "Juni", "Kings", "Lark"];
const PLACE_ENDS = ["moor", "wick", "ford", "stead", "combe", "haven", "gate", "mere"];
/** Stores, depots, plants and sites. */
export const PLACES = combine(PLACE_STEMS, PLACE_ENDS, "");

const PRODUCT_STEMS = ["Copper", "Linen", "Maple", "Slate", "Velvet", "Amber", "Cobalt", "Willow", "Pebble", "Saffron"];
const PRODUCT_ENDS = ["Kettle", "Lamp", "Notebook", "Chair", "Backpack", "Blender", "Rug", "Speaker"];
export const PRODUCTS = combine(PRODUCT_STEMS, PRODUCT_ENDS, " ");

const PARTNER_STEMS = ["Orvel", "Tamber", "Quinster", "Marrin", "Velden", "Cindel", "Harrow", "Peldon"];
const PARTNER_ENDS = ["crest", "wheel", "way", "port", "loop", "fern"];
/** Carriers, channels and suppliers. */
export const PARTNERS = combine(PARTNER_STEMS, PARTNER_ENDS, "");

const DISTRICT_STEMS = ["Upper", "Lower", "Inner", "Outer", "East", "West", "Old", "New"];
const DISTRICT_ENDS = ["Coast", "Valley", "Lakes", "Plains", "Hills", "Delta"];
export const DISTRICTS = combine(DISTRICT_STEMS, DISTRICT_ENDS, " ");

const TEAM_STEMS = ["Demand", "Margin", "Retail", "Field", "Supply", "Growth", "Pricing", "Partner"];
const TEAM_ENDS = ["Planning", "Desk", "Insights", "Operations", "Circle", "Office"];
export const TEAMS = combine(TEAM_STEMS, TEAM_ENDS, " ");

const WORKBOOK_STEMS = [
  "Margin",
  "Churn",
  "Basket",
  "Funnel",
  "Stock",
  "Freight",
  "Season",
  "Loyalty",
  "Quota",
  "Yield",
];
const WORKBOOK_ENDS = ["Pulse", "Radar", "Tracker", "Board", "Monitor", "Atlas"];
export const WORKBOOKS = combine(WORKBOOK_STEMS, WORKBOOK_ENDS, " ");

/** Business units and projects; the second half of a table's name. */
export const UNITS = [
  ...["harbor", "summit", "meadow", "canyon", "lagoon", "prairie", "glacier", "orchard", "quarry", "beacon"],
  ...["anchor", "cinder", "dahlia", "ember", "falcon", "garnet", "heron", "indigo", "jasper", "kestrel"],
  ...["lilac", "marlin", "nectar", "onyx", "poplar", "quartz", "raven", "sable", "tundra", "umber"],
  ...["violet", "walnut", "yarrow", "zephyr", "aspen", "basalt", "clover", "drift", "fjord", "grove"],
  ...["hollow", "island", "jetty", "kelp", "linden", "mosaic", "nimbus", "opal", "pine", "reef"],
] as const;

const TITLE_STEMS = ["Quarter", "Spring", "Autumn", "Board", "Launch", "Budget", "Holiday", "Midyear"];
const TITLE_ENDS = ["Review", "Outlook", "Snapshot", "Digest", "Roundup", "Scorecard"];
/** Titles of charts and reports. */
export const TITLES = combine(TITLE_STEMS, TITLE_ENDS, " ");

const LABEL_STEMS = ["approved", "draft", "agreed", "revised", "interim", "current"];
const LABEL_ENDS = ["plan", "target", "break-even", "budget", "ceiling", "floor", "goal"];
/** What a reference line is called. */
export const LABELS = combine(LABEL_STEMS, LABEL_ENDS, " ");

const MEAN_STEMS = ["mean", "average", "overall mean", "overall average", "column mean", "column average"];
const MEAN_ENDS = ["line", "reference", "baseline", "benchmark", "marker", "level", "mark"];
/** What a line at the mean is called. */
export const MEAN_LABELS = combine(MEAN_STEMS, MEAN_ENDS, " ");

const START_STEMS = ["starting", "opening", "first-month", "initial", "month-one", "first"];
const START_ENDS = ["level", "total", "mark", "line", "value", "reference", "figure"];
/** What a line at the total of the first month is called. */
export const START_LABELS = combine(START_STEMS, START_ENDS, " ");

/** What a table is about: its dimensions (with where their names come from) and its measures with their range. */
export interface Subject {
  readonly name: string;
  readonly place: string;
  readonly thing: string;
  readonly things: "product" | "partner";
  readonly measures: readonly (readonly [name: string, minimum: number, maximum: number])[];
}

export const SUBJECTS: readonly Subject[] = [
  { name: "sales", place: "store", thing: "product", things: "product", measures: [["units", 4, 90], ["revenue", 200, 9000]] },
  { name: "returns", place: "store", thing: "product", things: "product", measures: [["pieces", 1, 30], ["refund", 10, 900]] },
  { name: "shipments", place: "depot", thing: "carrier", things: "partner", measures: [["parcels", 20, 700], ["freight", 90, 4000]] },
  { name: "visits", place: "region", thing: "channel", things: "partner", measures: [["sessions", 80, 6000], ["signups", 2, 240]] },
  { name: "production", place: "plant", thing: "product", things: "product", measures: [["output", 100, 3000], ["scrap", 1, 80]] },
  { name: "energy", place: "plant", thing: "supplier", things: "partner", measures: [["kilowatts", 300, 9000], ["cost", 60, 2500]] },
  { name: "bookings", place: "venue", thing: "agency", things: "partner", measures: [["seats", 5, 400], ["deposit", 50, 5000]] },
  { name: "stock", place: "depot", thing: "product", things: "product", measures: [["pallets", 1, 120], ["reorders", 1, 40]] },
  { name: "calls", place: "region", thing: "partner", things: "partner", measures: [["inquiries", 10, 900], ["minutes", 30, 5000]] },
  { name: "leads", place: "region", thing: "source", things: "partner", measures: [["contacts", 3, 300], ["pipeline", 500, 90000]] },
]; // biome-ignore format: one subject per line
