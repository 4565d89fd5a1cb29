/** Names the support world is made of: invented companies, products, symptoms and steps. */

const COMPANY_HEADS = [
  "Tarnwick",
  "Velmora",
  "Brindlemere",
  "Quillhaven",
  "Ostrell Lane",
  "Fennimore Gate",
  "Larkholt",
  "Dunmarrow",
  "Sablecombe",
  "Thistledown",
  "Corvane",
  "Mirelle Bay",
  "Hollowfern",
  "Pennacre",
  "Zephyrine",
  "Wrenfield",
  "Alderquay",
  "Glintmoor",
] as const;
const COMPANY_TAILS = [
  "Tools",
  "Bakeries",
  "Freight",
  "Optics",
  "Print",
  "Gardens",
  "Textiles",
  "Ceramics",
  "Rentals",
  "Logistics",
] as const;

/** Company names such as Larkholt Optics. */
export const COMPANIES = COMPANY_HEADS.flatMap((head) => COMPANY_TAILS.map((tail) => `${head} ${tail}`));

const PRODUCT_HEADS = [
  "Beacon",
  "Harbor",
  "Ledger",
  "Pilot",
  "Meadow",
  "Signal",
  "Kite",
  "Anchor",
  "Cobble",
  "Drift",
  "Ember",
  "Loom",
] as const;
const PRODUCT_TAILS = ["Sync", "Desk", "Forms", "Vault", "Planner", "Invoices", "Board", "Notes"] as const;

/** Product names such as Kite Planner. */
export const PRODUCTS = PRODUCT_HEADS.flatMap((head) => PRODUCT_TAILS.map((tail) => `${head} ${tail}`));

const FEATURES = [
  "calendar import",
  "invoice export",
  "password reset",
  "file upload",
  "email digest",
  "mobile login",
  "shared folder",
  "report builder",
  "time sheet",
  "contact list",
  "backup restore",
  "barcode scan",
  "currency switch",
  "guest access",
  "push notification",
  "search index",
] as const;
const FAILURES = [
  "stops halfway",
  "shows a blank page",
  "returns old data",
  "takes several minutes",
  "asks for a sign-in again",
  "drops special characters",
  "ignores the time zone",
  "creates duplicates",
  "is greyed out",
  "ends without a message",
] as const;

/** Symptoms such as invoice export stops halfway. */
export const SYMPTOMS = FEATURES.flatMap((feature) => FAILURES.map((failure) => `${feature} ${failure}`));

export const STEPS = [
  "Sign out on every device and sign in again",
  "Clear the local cache under Settings, Storage",
  "Update the app to the current version",
  "Switch the account to the new connector",
  "Turn the feature off, wait, and turn it on",
  "Reconnect the workspace under Integrations",
  "Set the time zone of the workspace",
  "Remove the old device from the device list",
  "Repeat the import with the sample file",
  "Ask an administrator to renew the permission",
  "Rebuild the index under Settings, Maintenance",
  "Save the file as UTF-8 and upload it again",
  "Allow pop-up windows for the sign-in page",
  "Delete the failed job and start it anew",
  "Choose the default printer and print a test page",
  "Check that the plan includes the feature",
] as const;

export const COMMENTS = [
  "Asked for the exact time of the last attempt.",
  "Reproduced with a fresh workspace.",
  "Waiting for a log file.",
  "Suggested a restart, no change.",
  "Confirmed that only one office is affected.",
  "Called back, nobody reached.",
  "Sent the steps, no answer so far.",
  "The workaround helped for two days.",
  "A colleague sees the same on another account.",
  "Screenshots arrived.",
  "The problem began after the last update.",
  "Asked whether other browsers work.",
] as const;

/** Comments that only a customer can have written; the others are notes of the desk. */
export const FROM_CUSTOMERS: readonly string[] = [
  "The workaround helped for two days.",
  "A colleague sees the same on another account.",
  "The problem began after the last update.",
];

export const TAGS = [
  "renewal-soon",
  "vip-office",
  "after-update",
  "needs-logs",
  "mobile-only",
  "data-import",
  "contract-review",
  "second-contact",
  "training-wish",
  "regional-outage",
] as const;

export const CONFIRMATIONS = [
  "It works again since this morning, thank you.",
  "All fine now, the matter is settled for us.",
  "Solved on our side, you may close this.",
] as const;

export const COMPLAINTS = [
  "Still the same here, nothing has changed.",
  "We tried it twice and it fails as before.",
  "No improvement so far, please have another look.",
] as const;
