/** What else has seen a row: files that OpenAI was sent, and answers of models that evaluations have kept. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { openAnswerFolder } from "../../components";
import type { Holding } from "../../datasets/tools";
import { parsePredictions } from "../../inference";
import { isLoopback, type TrainedOn } from "../../tuning";
import { createUploads, OPENAI_URL, type Upload, type Uploads, uploadName } from "../../tuning/adapters/openai";
import type { CliContext } from "../context";
import type { StackValues } from "./data-lineage";

type Environment = CliContext["environment"];

interface FoundUploads {
  readonly uploads: readonly Upload[];
  readonly unasked: readonly string[];
}

const AGENT = /^([a-z][a-z0-9_]*?)_openai_/;

/** @param digests training files that held the rows, also those of earlier runs */
export async function findUploads(
  environment: Environment,
  { values }: StackValues,
  ids: readonly string[],
  files: Holding["files"],
  digests: ReadonlySet<string>,
  trained: TrainedOn | undefined,
): Promise<FoundUploads> {
  const claims = trained?.claims.filter(({ spec }) => spec.provider === "openai") ?? [];
  if (values.provider !== "openai" && claims.length === 0) return { uploads: [], unasked: [] };
  const uploads = openUploads(environment);
  if (uploads === undefined)
    return { uploads: [], unasked: ["which uploaded files hold them: OPENAI_API_KEY is not set"] };
  const names = new Set([
    ...files.flatMap(({ name, split, sha256 }) => {
      const agent = AGENT.exec(name)?.[1];
      return agent === undefined || split === "test" ? [] : [uploadName(agent, split, sha256)];
    }),
    ...[...new Set(ids.map((id) => id.split("-")[0]!))].flatMap((agent) =>
      [...digests].map((digest) => uploadName(agent, "train", digest)),
    ),
  ]);
  return { uploads: await uploads.list(names), unasked: [] };
}

export async function removeUploads(environment: Environment, found: readonly Upload[]): Promise<void> {
  if (found.length === 0) return;
  const uploads = openUploads(environment);
  for (const upload of found) await uploads?.remove(upload);
}

function openUploads(environment: Environment): Uploads | undefined {
  const baseUrl = environment.FLANSTACK_OPENAI_BASE_URL || environment.OPENAI_BASE_URL || OPENAI_URL;
  const apiKey = environment.OPENAI_API_KEY || (isLoopback(baseUrl) ? "sandbox" : undefined);
  return apiKey === undefined ? undefined : createUploads({ apiKey, baseUrl });
}

/** A place with answers about the rows. */
export interface KeptAnswers {
  readonly place: string;
  readonly answers: number;
}

/** Folders of the checkout in which evaluations keep answers. */
const LOCAL = [".flanstack", "build"] as const;
const ANSWERS = /(^|-)(answers|predictions)\.jsonl$/;
const DEPTH = 3;

/** Answers name their example, and may repeat what it says. They are never changed by themselves: a verdict may rest on them. */
export async function findAnswers(
  environment: Environment,
  root: string,
  ledger: unknown,
  ids: readonly string[],
): Promise<KeptAnswers[]> {
  const wanted = new Set(ids);
  const found: KeptAnswers[] = [];
  const look = (place: string, text: string) => {
    const answers = parsePredictions(text, place).filter(({ key }) => wanted.has(key.exampleId.split("#")[0]!)).length;
    if (answers > 0) found.push({ place, answers });
  };
  for (const folder of LOCAL)
    for (const path of answerFiles(join(root, folder), DEPTH)) look(relative(root, path), readFileSync(path, "utf8"));
  if (typeof ledger !== "string" || ledger === "") return found;
  const kept = openAnswerFolder(ledger, environment.FLANSTACK_STORAGE_BASE_URL || undefined);
  for (const agent of new Set(ids.map((id) => id.split("-")[0]!)))
    for (const prefix of [`${agent}/answers/`, `local/${agent}/answers/`])
      for (const name of await kept.list(prefix)) look(`${ledger}/evaluations/${name}`, (await kept.read(name)) ?? "");
  return found;
}

function answerFiles(folder: string, depth: number): string[] {
  if (depth === 0 || !existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return answerFiles(path, depth - 1);
    return ANSWERS.test(entry.name) ? [path] : [];
  });
}
