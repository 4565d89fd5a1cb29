/** `flanstack data forget`: takes rows out of every build and object, and names each job and model that was trained on them. */
import { join, resolve } from "node:path";
import { Command } from "commander";
import { readApproved, writeApproved } from "../../approved-data";
import type { DataObject } from "../../components";
import type { Engine, FoundRows, Holding } from "../../datasets/tools";
import { findRows, forgetRows } from "../../datasets/tools";
import { FORGOTTEN_FILE, readForgotten, writeForgotten } from "../../forgotten";
import { FlanstackError } from "../../primitives";
import type { TrainedOn } from "../../tuning";
import type { Upload } from "../../tuning/adapters/openai";
import type { CliContext } from "../context";
import { readStackFile } from "../stack-file";
import type { KeptAnswers } from "./data-copies";
import { engineOf, ROOT } from "./data-files";

interface ForgetOptions {
  readonly in: readonly string[];
  readonly stack: string;
  readonly ledger?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** What was found, and is to go. */
interface Findings {
  readonly ids: readonly string[];
  readonly found: FoundRows;
  /** Training files that hold or held the rows. */
  readonly digests: ReadonlySet<string>;
  readonly objects: readonly DataObject[];
  /** Files at OpenAI. */
  readonly uploads: readonly Upload[];
  /** Places where evaluations keep answers about the rows; they stay. */
  readonly answers: readonly KeptAnswers[];
  readonly trained: TrainedOn | undefined;
  /** Approvals of data that holds the rows. */
  readonly approvals: number;
  /** What could not be asked, and why. */
  readonly unasked: readonly string[];
}

/** An id as the generator gives it. */
const GENERATED = /^[a-z][a-z0-9_]*-\d+(\.\d+)?-(val-|test-)?(tflan|react|negative)-\d+$/;

/** @param root the checkout: its cache, its list and its approvals */
export function forgetCommand(context: CliContext, root: string = ROOT): Command {
  return new Command("forget")
    .description(
      `Takes rows out of every build, data object and approval, keeps them out of later builds (${FORGOTTEN_FILE}), and names each job and model that was trained on them.\nWithout --yes it only says what it would do.`,
    )
    .argument("<id...>", "such as qa_agent-7-react-012")
    .option(
      "--in <path>",
      "a folder that `data build` wrote, or a JSONL file of canonical rows; repeatable (always: the build cache)",
      (path: string, earlier: readonly string[]) => [...earlier, path],
      [],
    )
    .option("--stack <name>", "whose bucket and ledger are looked at, as Pulumi.<name>.yaml names them", "dev")
    .option("--ledger <address>", "another ledger: gs://bucket/prefix or file:///folder")
    .option("--yes", "do it; objects and rows cannot be brought back")
    .option("--json", "print as JSON")
    .addHelpText(
      "after",
      "\nModels keep what they have learned: retire those that are named, or tune again (the next plan does, on data without the rows).\nSafe to run again, also after it was cut off.\n\nExamples:\n  flanstack data forget qa_agent-7-react-012 --in data\n  flanstack data forget qa_agent-7-react-012 qa_agent-7-negative-004 --in data --stack prod --yes",
    )
    .action((ids: readonly string[], options: ForgetOptions) => forget(context, root, [...new Set(ids)], options));
}

async function forget(
  context: CliContext,
  root: string,
  ids: readonly string[],
  options: ForgetOptions,
): Promise<void> {
  const findings = await look(context, root, ids, options);
  const isDone = options.yes === true;
  if (isDone) await act(context, root, findings);
  context.write(
    options.json === true
      ? JSON.stringify(describe(findings, isDone), null, 2)
      : render(context, findings, isDone).join("\n"),
  );
}

async function look(
  context: CliContext,
  root: string,
  ids: readonly string[],
  options: ForgetOptions,
): Promise<Findings> {
  const paths = options.in.map((path) => resolve(context.cwd, path));
  const found = findRows(ids, join(root, "build"), paths);
  const earlier = readForgotten(root).filter(({ id }) => ids.includes(id));
  const known = new Set([...found.holdings.flatMap((each) => each.ids), ...earlier.map(({ id }) => id)]);
  const strange = ids.filter((id) => !known.has(id) && !GENERATED.test(id));
  if (strange.length > 0)
    throw FlanstackError.fromProblems(
      "flanstack data forget",
      strange.map((id) => ({
        code: "no_row",
        path: id,
        message: "stands in no build and in none of the places named with --in",
        fix: "Ids stand first in each line of <agent>_train.jsonl and <agent>_val.jsonl; name their folder with --in.",
      })),
    );
  const files = found.holdings.flatMap((each) => each.files);
  const digests = new Set([
    ...files.filter(({ split }) => split === "train").map(({ sha256 }) => sha256),
    ...earlier.flatMap((row) => row.digests),
  ]);
  const stack = { name: options.stack, values: readStackFile(root, options.stack) };
  // Loaded here: no other command of `flanstack data` needs the cloud's libraries.
  const { findObjects, findTrained } = require("./data-lineage") as typeof import("./data-lineage");
  const { findAnswers, findUploads } = require("./data-copies") as typeof import("./data-copies");
  const { trained, ...asked } = await findTrained(context, stack, options.ledger, digests, found.seen);
  const { objects, ...listed } = await findObjects(context, stack, files, trained);
  const { uploads, ...sent } = await findUploads(context.environment, stack, ids, files, digests, trained);
  return {
    ids,
    found,
    digests,
    objects,
    uploads,
    answers: await findAnswers(context.environment, root, options.ledger ?? stack.values.ledger, ids),
    trained,
    approvals: readApproved(root).filter(({ digest }) => digests.has(digest)).length,
    unasked: [...asked.unasked, ...listed.unasked, ...sent.unasked],
  };
}

/** The list first: from then on no build makes the rows again, whatever happens to the rest. */
async function act(context: CliContext, root: string, findings: Findings): Promise<void> {
  const { ids, found, digests, objects, uploads } = findings;
  const own = (id: string) =>
    found.holdings
      .filter((each) => each.ids.includes(id))
      .flatMap((each) => each.files.filter(({ split }) => split === "train").map(({ sha256 }) => sha256));
  writeForgotten(root, [...readForgotten(root), ...ids.map((id) => ({ id, digests: own(id) }))]);
  const { removeDataObject } = require("../../components") as typeof import("../../components");
  for (const object of objects) await removeDataObject(object, context.environment);
  const { removeUploads } = require("./data-copies") as typeof import("./data-copies");
  await removeUploads(context.environment, uploads);
  if (findings.approvals > 0)
    writeApproved(
      root,
      readApproved(root).filter(({ digest }) => !digests.has(digest)),
    );
  const engines = new Map<string, Engine>();
  forgetRows(found, ids, join(root, "build"), (agent) => engineOf(engines, agent));
}

function describe({ ids, found, objects, uploads, answers, trained, approvals, unasked }: Findings, isDone: boolean) {
  return {
    done: isDone,
    ids,
    twins: Object.fromEntries([...found.twins].map(([id, twins]) => [id, [...twins]])),
    places: found.holdings.map(({ kind, path, ids: held, files }) => ({
      kind,
      path,
      ids: held,
      files: files.map(({ name, format, split, sha256 }) => ({ name, format, split, sha256 })),
    })),
    objects,
    uploads,
    answers,
    jobs: (trained?.claims ?? []).map(({ jobKey, digest, spec, owner, account, jobName, jobState }) => ({
      jobKey,
      digest,
      agent: owner.agent,
      stack: owner.stack,
      provider: spec.provider,
      account,
      baseModel: spec.baseModel,
      jobName,
      jobState,
      trainDigest: spec.trainDigest,
      ...(spec.parentDigest === undefined ? {} : { parentDigest: spec.parentDigest }),
    })),
    jobsOnUnknownData: trained === undefined ? null : trained.unknown.map(({ jobKey }) => jobKey),
    approvals,
    unasked,
  };
}

function render(context: CliContext, findings: Findings, isDone: boolean): string[] {
  const { ids, found, objects, uploads, answers, trained, approvals, unasked } = findings;
  const would = isDone ? "" : "would be ";
  const nowhere = ids.filter((id) => !found.holdings.some((each) => each.ids.includes(id)));
  return [
    ` ROWS      ${ids.length}: ${ids.join(", ")}`,
    ...[...found.twins].map(
      ([id, twins]) => ` TWIN      ${[...twins].join(", ")} has the same words as ${id}: forget it too if they must go`,
    ),
    ...(nowhere.length === 0 ? [] : [` NOWHERE   ${nowhere.join(", ")}: in no build here; kept out of later ones`]),
    ...found.holdings.map((each) => ` ${placeOf(context, each, would)}`),
    ...objects.map(({ bucket, name, generation }) => ` OBJECT    gs://${bucket}/${name}#${generation} ${would}deleted`),
    ...uploads.map(({ id, name }) => ` UPLOAD    ${name} (${id}) ${would}deleted at OpenAI`),
    ...answers.map(
      (each) =>
        ` ANSWERS   ${each.place}: ${each.answers} about them stay, since a verdict may rest on them; delete the file if they must go`,
    ),
    ...(approvals === 0 ? [] : [` APPROVED  ${approvals} approvals in flanstack.lock ${would}taken back`]),
    ...(trained?.claims ?? []).map(
      ({ jobKey, owner, spec, jobName, jobState }) =>
        ` TRAINED   ${jobKey.slice(0, 8)} ${owner.agent} (${owner.stack}) on ${spec.baseModel}: ${jobName ?? "no job yet"}${jobState === undefined ? "" : `, ${jobState}`}`,
    ),
    ...(trained !== undefined && trained.claims.length === 0 ? [" TRAINED   no job of the ledger"] : []),
    ...((trained?.unknown.length ?? 0) === 0
      ? []
      : [` UNKNOWN   ${trained!.unknown.length} jobs whose training files are not here: name their folders with --in`]),
    ...unasked.map((reason) => ` NOT ASKED ${reason}`),
    isDone
      ? ` NEXT      commit ${FORGOTTEN_FILE}${approvals === 0 ? "" : " and flanstack.lock"}${objects.length === 0 ? "" : "; deleted objects can be restored for as long as the bucket's soft deletion says"}`
      : " NEXT      nothing was changed; run again with --yes",
  ];
}

function placeOf(context: CliContext, { kind, path, ids, files }: Holding, would: string): string {
  const shown = path.startsWith(`${context.cwd}/`) ? path.slice(context.cwd.length + 1) : path;
  if (kind === "cache") return `BUILD     ${shown}: ${would}dropped; it is made again without ${ids.join(", ")}`;
  if (ids.length === 0) return `BUILD     ${shown}: an earlier run was cut off; ${would}ended`;
  const formats = [...new Set(files.map(({ format, split }) => `${split}/${format}`))].join(", ");
  return `${kind === "rows" ? "FILE " : "BUILD"}     ${shown}: ${ids.join(", ")} ${would}taken out of ${formats}`;
}
