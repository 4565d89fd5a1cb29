/** Which room may import which. The failure says where an import belongs. */
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(__dirname, "../..");

/** Room → rooms it may import. `agents/contract` and `agents` are two doors of one room. */
const MAY_IMPORT: { readonly [room: string]: readonly string[] } = {
  primitives: [],
  catalog: ["primitives"],
  agents: ["primitives"],
  datasets: ["agents/contract", "catalog", "primitives"],
  tuning: ["catalog", "primitives"],
  inference: ["catalog", "primitives"],
  evaluation: ["inference", "agents/contract", "datasets", "catalog", "primitives"],
  serving: ["inference", "evaluation", "agents/contract", "datasets", "catalog", "primitives"],
  monitoring: ["serving", "evaluation", "datasets", "catalog", "primitives"],
  reports: ["evaluation", "catalog", "datasets", "tuning", "primitives"], // types only, checked below
  components: [
    "agents",
    "agents/contract",
    "datasets",
    "tuning",
    "inference",
    "evaluation",
    "serving",
    "monitoring",
    "reports",
    "catalog",
    "primitives",
  ],
  policy: ["catalog", "primitives"],
  sandbox: ["primitives"],
};

/** Packages that only some rooms may use. */
const PACKAGE_ROOMS: readonly { readonly pattern: RegExp; readonly rooms: readonly string[]; readonly why: string }[] =
  [
    {
      pattern: /^@pulumi\//,
      rooms: ["components", "policy", "sandbox", "cli", "."],
      why: "only components/, policy/, the sandbox's provider and the composing files know Pulumi",
    },
    { pattern: /^vitest$|^fast-check$/, rooms: [], why: "tests only" },
  ];

interface Import {
  readonly file: string;
  readonly room: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function sourceFiles(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (["node_modules", ".venv", ".git", ".flanstack", "build", "test", "examples", "docs"].includes(entry.name))
      return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.(ts|mts|cts)$/.test(entry.name) && !/\.(test|bench)\.ts$/.test(entry.name) ? [path] : [];
  });
}

function importsOf(path: string): Import[] {
  const file = relative(root, path);
  const room = file.includes("/") ? file.split("/")[0]! : ".";
  const text = readFileSync(path, "utf8");
  const found: Import[] = [];
  const statement = /^\s*(import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?["']([^"']+)["']/gm;
  for (const [, keyword, type, specifier] of text.matchAll(statement)) {
    if (keyword === "export" && specifier === undefined) continue;
    found.push({ file, room, specifier: specifier!, typeOnly: type !== undefined });
  }
  for (const [, specifier] of text.matchAll(/\b(?:require|import)\(\s*["']([^"']+)["']\s*\)/g)) {
    found.push({ file, room, specifier: specifier!, typeOnly: false });
  }
  return found;
}

const files = sourceFiles();
const imports = files.flatMap(importsOf);

/** The room an import leads to, with the second door of agents/ told apart; undefined inside the same room. */
function targetRoom({ file, room, specifier }: Import): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const target = relative(root, resolve(root, dirname(file), specifier));
  const targetTop = target.includes("/") ? target.split("/")[0]! : target;
  if (targetTop === room) return undefined;
  if (targetTop === "agents") return target === "agents/contract" ? "agents/contract" : "agents";
  return targetTop;
}

describe("imports", () => {
  it("sees the code (an empty listing would prove nothing)", () => {
    expect(files.length).toBeGreaterThan(40);
    expect(imports.length).toBeGreaterThan(100);
  });

  it("point one way between rooms", () => {
    const wrong = imports.flatMap((each) => {
      const target = targetRoom(each);
      const allowed = MAY_IMPORT[each.room];
      if (target === undefined || allowed === undefined || allowed.includes(target)) return [];
      return [
        `${each.file} imports ${each.specifier}: ${each.room}/ may import ${allowed.join(", ") || "no room"}; take it as an argument, or move the code`,
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("go through a room's door", () => {
    const wrong = imports.flatMap((each) => {
      const target = targetRoom(each);
      if (target === undefined || MAY_IMPORT[target.split("/")[0]!] === undefined) return [];
      const path = relative(root, resolve(root, dirname(each.file), each.specifier));
      const doors = [target, `${target}/index`, "agents/contract", "agents/names", "catalog/tokens"];
      // Each provider's adapter is a door of its own, so that a stack loads only the SDK it needs.
      const isAdapter = /^tuning\/adapters\/[a-z]+$/.test(path);
      if (doors.includes(path) || isAdapter || each.file.startsWith("cli/")) return [];
      return [`${each.file} imports ${each.specifier}: use the door ${target}/index.ts`];
    });
    expect(wrong).toEqual([]);
  });

  it("of reports/ are types only: drawing needs no engine", () => {
    const wrong = imports.filter(
      (each) =>
        each.room === "reports" &&
        targetRoom(each) !== undefined &&
        !each.typeOnly &&
        targetRoom(each) !== "primitives",
    );
    expect(wrong.map((each) => `${each.file}: import type from ${each.specifier}`)).toEqual([]);
  });

  it("of one agent stay with the contract", () => {
    const wrong = imports.filter((each) => {
      const match = /^agents\/([^/]+)\//.exec(each.file);
      if (match === null || !each.specifier.startsWith(".")) return false;
      const path = relative(root, resolve(root, dirname(each.file), each.specifier));
      return !path.startsWith(`agents/${match[1]}`) && path !== "agents/contract" && !path.startsWith("primitives");
    });
    expect(wrong.map((each) => `${each.file} imports ${each.specifier}: an agent knows only the contract`)).toEqual([]);
  });

  it("of packages stay where they belong", () => {
    const wrong = imports.flatMap((each) =>
      PACKAGE_ROOMS.filter(
        ({ pattern, rooms }) =>
          pattern.test(each.specifier) && !rooms.includes(each.room) && each.file !== "vitest.config.mts",
      ).map(({ why }) => `${each.file} imports ${each.specifier}: ${why}`),
    );
    expect(wrong).toEqual([]);
  });

  it("name Node's own modules with node:", () => {
    const wrong = imports.filter((each) => builtinModules.includes(each.specifier));
    expect(wrong.map((each) => `${each.file}: write node:${each.specifier}`)).toEqual([]);
  });

  it("of primitives/ do no I/O", () => {
    const wrong = imports.filter(
      (each) => each.room === "primitives" && /^node:(fs|net|http|https|child_process|os)/.test(each.specifier),
    );
    expect(wrong.map((each) => `${each.file} imports ${each.specifier}`)).toEqual([]);
  });

  it("have no circles", () => {
    const graph = new Map(
      files.map((path) => [relative(root, path), importsOf(path).filter((each) => !each.typeOnly)]),
    );
    const state = new Map<string, "open" | "done">();
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]) => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        circles.push([...trail.slice(trail.indexOf(file)), file].join(" → "));
        return;
      }
      state.set(file, "open");
      for (const each of graph.get(file) ?? []) {
        if (!each.specifier.startsWith(".")) continue;
        const target = relative(root, resolve(root, dirname(file), each.specifier));
        const next = [`${target}.ts`, `${target}/index.ts`].find((candidate) => graph.has(candidate));
        if (next !== undefined) visit(next, [...trail, file]);
      }
      state.set(file, "done");
    };
    for (const file of graph.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe("rooms", () => {
  it.each(Object.keys(MAY_IMPORT).filter((room) => files.some((file) => relative(root, file).startsWith(`${room}/`))))(
    "%s/ has a door",
    (room) => {
      expect(files.map((file) => relative(root, file))).toContain(`${room}/index.ts`);
    },
  );
});
