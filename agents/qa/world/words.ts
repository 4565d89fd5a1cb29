/** Names the QA world is made of: invented modules, tests, pages and flows. */

const AREAS = [
  "billing",
  "catalog",
  "checkout",
  "accounts",
  "shipping",
  "search",
  "inventory",
  "loyalty",
  "returns",
  "reporting",
  "notifications",
  "pricing",
  "subscriptions",
  "imports",
  "scheduling",
  "messaging",
] as const;

const MODULE_NOUNS = [
  "invoice_totals",
  "tax_rates",
  "credit_notes",
  "address_book",
  "delivery_slots",
  "stock_levels",
  "price_rules",
  "coupon_codes",
  "session_tokens",
  "retry_queue",
  "currency_table",
  "order_merge",
  "refund_window",
  "batch_loader",
  "rate_limits",
  "date_ranges",
  "page_cursor",
  "csv_reader",
  "label_printer",
  "points_ledger",
  "seat_counts",
  "renewal_dates",
  "search_filters",
  "weight_bands",
  "parcel_sizes",
  "fraud_score",
  "audit_trail",
  "template_render",
  "webhook_inbox",
  "unit_convert",
  "usage_meter",
  "dunning_steps",
] as const;

/** Module paths such as billing/tax_rates.py: every noun lives in ten areas. */
export const MODULE_PATHS = MODULE_NOUNS.flatMap((noun, index) =>
  [0, 2, 3, 5, 7, 8, 10, 11, 13, 14].map((shift) => `${AREAS[(index + shift) % AREAS.length]!}/${noun}.py`),
);

const TEST_SUBJECTS = [
  "empty_input",
  "leap_day",
  "negative_amount",
  "duplicate_row",
  "time_zone_shift",
  "half_cent",
  "missing_header",
  "long_name",
  "expired_entry",
  "zero_quantity",
  "two_writers",
  "stale_cache",
  "unicode_label",
  "last_page",
  "upper_bound",
  "lower_bound",
  "partial_batch",
  "null_field",
  "retry_after_error",
  "sorted_output",
] as const;
const TEST_VERBS = [
  "rejects",
  "keeps",
  "handles",
  "reports",
  "skips",
  "merges",
  "restores",
  "counts",
  "refuses",
  "rounds",
] as const;

/** Test names such as test_rejects_leap_day. */
export const TEST_NAMES = TEST_VERBS.flatMap((verb) => TEST_SUBJECTS.map((subject) => `test_${verb}_${subject}`));

const FUNCTION_VERBS = [
  "apply",
  "compute",
  "clamp",
  "split",
  "schedule",
  "allocate",
  "validate",
  "estimate",
  "normalise",
  "expand",
  "merge",
  "rank",
] as const;
const FUNCTION_OBJECTS = [
  "discount",
  "instalments",
  "window",
  "quota",
  "surcharge",
  "allowance",
  "backoff",
  "page_size",
  "batch",
  "deposit",
  "penalty",
  "interval",
  "reserve",
  "threshold",
] as const;
export const FUNCTION_NAMES = FUNCTION_VERBS.flatMap((verb) => FUNCTION_OBJECTS.map((object) => `${verb}_${object}`));

export const PARAMETER_NAMES = [
  "amount_cents",
  "quantity",
  "days",
  "percent",
  "retries",
  "items",
  "weight_grams",
  "page",
  "seats",
  "priority",
  "hours",
  "attempt",
] as const;

export const OWNERS = [
  "team heron",
  "team juniper",
  "team basalt",
  "team lantern",
  "team osprey",
  "team quartz",
  "team willow",
  "team cobalt",
  "team ember",
  "team fjord",
] as const;

export const EXCEPTIONS = [
  ["AssertionError", "expected {a}, got {b}"],
  ["KeyError", "no entry for id {a}"],
  ["ValueError", "{a} is out of the accepted range"],
  ["TimeoutError", "no reply within {a} ms"],
  ["TypeError", "cannot add text to {a}"],
  ["IndexError", "position {a} of a list of {b}"],
] as const;

const CLASS_STEMS = [
  "Voucher",
  "Ledger",
  "Parcel",
  "Mandate",
  "Receipt",
  "Basket",
  "Customs",
  "Payout",
  "Calendar",
  "Barcode",
  "Remittance",
  "Allocation",
  "Statement",
  "Waybill",
  "Pallet",
] as const;
const CLASS_ROLES = [
  "Parser",
  "Router",
  "Importer",
  "Formatter",
  "Validator",
  "Mailer",
  "Cache",
  "Migration",
  "Scheduler",
  "Archive",
  "Resolver",
  "Exporter",
] as const;

/** Class names such as WaybillRouterTest. */
export const CLASS_NAMES = CLASS_STEMS.flatMap((stem) => CLASS_ROLES.map((role) => `${stem}${role}Test`));

const SERVICE_HEADS = [
  "address",
  "tariff",
  "postcode",
  "ledger",
  "courier",
  "identity",
  "consent",
  "fx",
  "sms",
  "geo",
  "stock",
  "tax",
] as const;
const SERVICE_TAILS = ["lookup", "gateway", "feed", "registry", "broker", "mirror", "relay", "index"] as const;

/** Dependencies a class talks to, such as tariff-feed. */
export const DEPENDENCY_NAMES = SERVICE_HEADS.flatMap((head) => SERVICE_TAILS.map((tail) => `${head}-${tail}`));

const PAGE_SECTIONS = [
  "account",
  "orders",
  "checkout",
  "basket",
  "returns",
  "rewards",
  "settings",
  "invoices",
  "catalogue",
  "support",
  "team",
  "reports",
] as const;
const PAGE_VIEWS = ["overview", "edit", "history", "review", "confirm", "filter", "compare", "export", "new"] as const;

/** Page paths such as orders/history. */
export const PAGE_PATHS = PAGE_SECTIONS.flatMap((section) => PAGE_VIEWS.map((view) => `${section}/${view}`));

export const ELEMENT_LABELS = [
  "Save",
  "Continue",
  "Apply code",
  "Delete",
  "Back",
  "Add another",
  "Download",
  "Quantity",
  "Postcode",
  "Remember me",
  "Delivery date",
  "Order note",
  "Total",
  "Terms",
  "Sort by",
  "Show more",
] as const;

export const RULES = [
  ["image-alternative", "A"],
  ["label-missing", "A"],
  ["keyboard-trap", "A"],
  ["contrast-text", "AA"],
  ["focus-visible", "AA"],
  ["resize-text", "AA"],
  ["contrast-enhanced", "AAA"],
  ["target-size", "AAA"],
  ["heading-order", "A"],
  ["link-purpose", "AAA"],
] as const;

const FLOW_ACTORS = [
  "guest",
  "returning customer",
  "team admin",
  "trial user",
  "wholesale buyer",
  "invited member",
  "gift sender",
  "supplier",
] as const;
const FLOW_GOALS = [
  "checkout",
  "address change",
  "order return",
  "plan upgrade",
  "invoice download",
  "password change",
  "basket merge",
  "seat removal",
  "voucher redemption",
  "profile export",
  "delivery rebooking",
  "reorder",
] as const;

/** Flow names such as guest checkout. */
export const FLOW_NAMES = FLOW_ACTORS.flatMap((actor) => FLOW_GOALS.map((goal) => `${actor} ${goal}`));

export const STEP_VERBS = ["open", "fill in", "submit", "confirm", "review"] as const;

export const DEFECT_MESSAGES = [
  "click was caught by the cookie bar",
  "element not found after the layout change",
  "text field lost its value on blur",
  "page did not react to the click within 10 s",
  "unexpected redirect to the sign-in page",
  "date picker stayed open",
] as const;
