/** Pages and flows of the tested site. */
import type { WorldContext } from "../../contract";
import type { Browser, Defect, Flow, Page, PageElement, Violation } from "./types";
import * as words from "./words";

const BROWSERS: readonly Browser[] = ["chrome", "firefox", "edge", "safari"];
const IMPACTS = ["minor", "moderate", "serious", "critical"] as const;
const ROLES = ["button", "link", "textbox", "checkbox", "heading"] as const;

export function createPages(context: WorldContext): Page[] {
  const { random } = context;
  return random.sample(context.pool("page", words.PAGE_PATHS), 6).map((path) => {
    const elements = createElements(context);
    return {
      path,
      elements,
      violations: createViolations(context, elements),
      server_ms: random.int(60, 900),
      transfer_kb: random.int(120, 4200),
      budget_ms: random.int(9, 30) * 100,
    };
  });
}

/** Seven elements; two of them, a button and a link, share a label, as on real pages. */
function createElements(context: WorldContext): PageElement[] {
  const { random } = context;
  const labels = random.sample(words.ELEMENT_LABELS, 6);
  const numbers = new Set<number>();
  while (numbers.size < 7) numbers.add(context.number("element", 100, 4999));
  return [...numbers].map((number, index) => ({
    locator: `#el-${number}`,
    role: index === 5 ? ("button" as const) : index === 6 ? ("link" as const) : random.pick(ROLES),
    label: index === 6 ? labels[5]! : labels[index]!,
    visible: random.chance(0.8),
  }));
}

function createViolations(context: WorldContext, elements: readonly PageElement[]): Violation[] {
  const { random } = context;
  return random.sample(words.RULES, random.int(1, 5)).map(([rule, level]) => ({
    rule,
    level,
    impact: random.pick(IMPACTS),
    locator: random.pick(elements).locator,
  }));
}

export function createFlows(context: WorldContext, pages: readonly Page[]): Flow[] {
  const { random } = context;
  return random.sample(context.pool("flow", words.FLOW_NAMES), 6).map((name, index) => {
    const steps = random.sample(pages, 4).map((page, position) => ({
      name: `${words.STEP_VERBS[position]!} ${page.path}`,
      page: page.path,
      locator: random.pick(page.elements).locator,
    }));
    return {
      name,
      steps,
      defects:
        index % 3 === 0
          ? []
          : [
              createDefect(
                context,
                steps.map((step) => step.name),
              ),
            ],
    };
  });
}

function createDefect(context: WorldContext, steps: readonly string[]): Defect {
  const { random } = context;
  const byBrowser = random.chance(0.7);
  return {
    browser: byBrowser ? random.pick(BROWSERS.slice(0, 3)) : "",
    viewport: byBrowser ? "" : random.pick(["tablet", "mobile"] as const),
    step: random.pick(steps.slice(1)),
    message: random.pick(words.DEFECT_MESSAGES),
  };
}
