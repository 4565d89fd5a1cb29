/** `flanstack agent`: agents of the user's own, made and checked. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Command } from "commander";
import { parse } from "yaml";
import { knownAgentNames, loadAgent, OWN_AGENTS_FOLDER } from "../../agents";
import { checkAgent } from "../../agents/contract";
import { type TakenTools, takeMcp, takeOpenApi } from "../../agents/skeleton";
import { FlanstackError, renderProblem } from "../../primitives";
import { EXAMPLE_TOOLS, skeletonFiles } from "../agent/skeleton-files";
import type { CliContext } from "../context";
import { ROOT } from "./data-files";

interface NewOptions {
  readonly from?: string;
  readonly fromMcp?: string;
  readonly description?: string;
  readonly skip?: boolean;
  readonly json?: boolean;
}

/** @param root the checkout, below which own agents lie */
export function agentCommand(context: CliContext, root: string = ROOT): Command {
  return new Command("agent")
    .description(
      "Agents of your own: a working start from an OpenAPI or MCP description, and the check every agent must pass.",
    )
    .addCommand(
      new Command("new")
        .description(
          `Writes a working agent into ${OWN_AGENTS_FOLDER}/NAME, with its test: your functions, a generic world behind them, generic words around them.`,
        )
        .argument("<name>", "snake_case, ends in _agent")
        .option("--from <file>", "take the functions over from an OpenAPI 3 description (JSON or YAML)")
        .option("--from-mcp <file>", "take them over from an MCP server's answer to tools/list (JSON)")
        .option("--description <text>", "what the agent is for, as a noun phrase")
        .option("--skip", "leave out functions that cannot be taken over, instead of writing nothing")
        .option("--json", "print what was written as JSON")
        .addHelpText(
          "after",
          "\nExamples:\n  flanstack agent new shop_agent\n  flanstack agent new shop_agent --from openapi.yaml\n  flanstack agent new issues_agent --from-mcp tools.json --skip",
        )
        .action((name: string, options: NewOptions) => create(context, root, name, options)),
    )
    .addCommand(
      new Command("check")
        .description(
          "Draws, executes and words everything of an agent many times. Exit code 1 when it breaks the contract.",
        )
        .argument("<name>", "one of the six, or your own")
        .option("--json", "print the problems as JSON")
        .action((name: string, options: { readonly json?: boolean }) => check(context, name, options)),
    );
}

function create(context: CliContext, root: string, name: string, options: NewOptions): void {
  const folder = join(root, OWN_AGENTS_FOLDER, name);
  checkName(name, folder);
  const taken = takeOver(context, options);
  if (taken.problems.length > 0 && (options.skip !== true || taken.tools.length === 0))
    throw FlanstackError.fromProblems(
      `Not every function can be taken over (--skip leaves these out); nothing was written`,
      taken.problems,
    );
  const description = options.description ?? (taken.title || name.replace(/_agent$/, "").replaceAll("_", " "));
  const files = skeletonFiles({ name, description, tools: taken.tools });
  writeNew(folder, files);
  const renamed = taken.tools.filter(({ source }) => source !== undefined);
  if (options.json === true) {
    context.write(
      JSON.stringify(
        { agent: name, folder, files: Object.keys(files), tools: taken.tools, skipped: taken.problems },
        null,
        2,
      ),
    );
    return;
  }
  for (const problem of taken.problems) context.writeError(` SKIPPED  ${renderProblem(problem)}`);
  const shown = relative(context.cwd, folder) || folder;
  context.write(
    [
      ` AGENT    ${name}: ${taken.tools.length} functions in ${new Set(taken.tools.map(({ family }) => family)).size} families`,
      ` FILES    ${shown}: ${Object.keys(files).join(", ")}`,
      ...(renamed.length === 0
        ? []
        : [
            ` RENAMED  ${renamed.map((tool) => `${tool.source} → ${tool.name}`).join(", ")} (function names are lower case)`,
          ]),
      " LATER    gates on wording and on the mix fail until you write your own scenarios and words: a generic agent repeats itself",
      ` NEXT     flanstack agent check ${name}`,
      `          npx vitest run ${shown}`,
      `          flanstack data build --out data --agents ${name} --count 60`,
    ].join("\n"),
  );
}

function check(context: CliContext, name: string, options: { readonly json?: boolean }): void {
  const agent = loadAgent(name);
  const problems = checkAgent(agent);
  if (options.json === true) context.write(JSON.stringify(problems, null, 2));
  else if (problems.length === 0)
    context.write(
      ` ✔ ${name}: ${agent.tools.length} functions, ${agent.scenarios.length} scenario families, ${agent.declines.length} refusals, ${agent.scenarios.reduce((sum, each) => sum + each.frames.length, 0)} frames`,
    );
  else for (const problem of problems) context.write(renderProblem(problem));
  if (problems.length > 0) context.setExitCode(1);
}

function checkName(name: string, folder: string): void {
  const fail = (code: string, message: string, fix: string) => {
    throw new FlanstackError(message, { code, path: name, fix });
  };
  if (!/^[a-z][a-z0-9_]{0,50}_agent$/.test(name))
    fail("agent_name", `${name} is no name for an agent.`, "Use snake_case ending in _agent, such as shop_agent.");
  if (existsSync(folder) || knownAgentNames().includes(name))
    fail("agent_exists", `There is an agent ${name} already.`, "Choose another name; an agent is never overwritten.");
}

function takeOver(context: CliContext, options: NewOptions): TakenTools {
  if (options.from !== undefined && options.fromMcp !== undefined)
    throw new FlanstackError("--from and --from-mcp name two sources.", {
      code: "two_sources",
      fix: "Give one of them; more functions can be added to definitions.ts by hand.",
    });
  if (options.from !== undefined) return takeOpenApi(readDocument(context, options.from), options.from);
  if (options.fromMcp !== undefined) return takeMcp(readDocument(context, options.fromMcp), options.fromMcp);
  return { title: "", tools: EXAMPLE_TOOLS, problems: [] };
}

/** JSON, or YAML, of which JSON is a part. */
function readDocument(context: CliContext, path: string): unknown {
  try {
    return parse(readFileSync(resolve(context.cwd, path), "utf8"));
  } catch (cause) {
    throw new FlanstackError(`Cannot read ${path}: ${(cause as Error).message.split("\n")[0]}`, {
      code: "cannot_read",
      path,
      fix: "Name a JSON or YAML file that exists and may be read.",
      cause,
    });
  }
}

/** All files or none. */
function writeNew(folder: string, files: { readonly [name: string]: string }): void {
  const growing = `${folder}.${process.pid}.tmp`;
  try {
    mkdirSync(growing, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(growing, name), text);
    renameSync(growing, folder);
  } catch (cause) {
    rmSync(growing, { recursive: true, force: true });
    throw new FlanstackError(`Cannot write ${folder}: ${(cause as Error).message}`, {
      code: "cannot_write",
      path: folder,
      fix: "Check that the checkout can be written to.",
      cause,
    });
  }
}
