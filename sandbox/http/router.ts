/** Finds the route of a request. Patterns are matched on the raw path, so that an encoded slash stays inside its segment. */
import type { Route } from "./exchange";

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export interface Router {
  /** The first route that fits; `undefined` when none does. A path that does not decode fits none. */
  match(method: string, path: string): Match | undefined;
}

interface Compiled {
  readonly route: Route;
  readonly expression: RegExp;
  readonly names: readonly string[];
}

export function createRouter(routes: readonly Route[]): Router {
  const byMethod = new Map<string, Compiled[]>();
  for (const route of routes) {
    const list = byMethod.get(route.method) ?? [];
    list.push(compile(route));
    byMethod.set(route.method, list);
  }
  return {
    match(method, path) {
      for (const { route, expression, names } of byMethod.get(method) ?? []) {
        const found = expression.exec(path);
        if (found === null) continue;
        const values = found.slice(1).map(decode);
        if (values.includes(undefined)) return undefined;
        return { route, params: Object.fromEntries(names.map((name, index) => [name, values[index]!])) };
      }
      return undefined;
    },
  };
}

function compile(route: Route): Compiled {
  const names: string[] = [];
  const source = route.pattern
    .split("/")
    .map((segment) =>
      segment.replace(/\{(\w+)\}(:?)|[.*+?^${}()|[\]\\]/g, (text, name: string | undefined, colon: string) => {
        if (name === undefined) return `\\${text}`;
        names.push(name);
        return colon === ":" ? "([^/:]+):" : "([^/]+)";
      }),
    )
    .join("/");
  return { route, expression: new RegExp(`^${source}/?$`), names };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
