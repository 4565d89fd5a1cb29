import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readApproved, writeApproved } from "../../approved-data";
import { buildDatasets } from "../../datasets";
import { readForgotten } from "../../forgotten";
import { type Prediction, renderPrediction } from "../../inference";
import { systemClock } from "../../primitives";
import { type LaunchedSandbox, launchSandbox } from "../../sandbox";
import { claimDraft } from "../../test/contract/ledger";
import { libraryAgent } from "../../test/fixtures/library-agent";
import { openLedger } from "../../tuning";
import { uploadName } from "../../tuning/adapters/openai";
import { runCommand } from "../testing/recorded-context";
import { forgetCommand } from "./data-forget";

createRequire(__filename)("../../bin/load-typescript.cjs");

const root = mkdtempSync(join(tmpdir(), "flanstack-forget-"));
const ledger = pathToFileURL(join(root, "ledger")).href;
const id = "library_agent-7-react-000";
let sandbox: LaunchedSandbox;
let digest: string;
let object: string;
let sent: string;

const objects = async () => {
  const reply = await fetch(`${sandbox.url}/storage/v1/b/data/o?versions=true`);
  return (((await reply.json()) as { items?: { name: string }[] }).items ?? []).map(({ name }) => name);
};
const put = (name: string, body: string) =>
  fetch(`${sandbox.url}/upload/storage/v1/b/data/o?uploadType=media&name=${encodeURIComponent(name)}`, {
    method: "POST",
    body,
  });
const run = (...args: string[]) =>
  runCommand((context) => forgetCommand(context, root), ["forget", ...args, "--ledger", ledger], {
    cwd: root,
    environment: { FLANSTACK_STORAGE_BASE_URL: sandbox.url, FLANSTACK_OPENAI_BASE_URL: `${sandbox.url}/v1` },
  });
const uploads = async () => {
  const reply = await fetch(`${sandbox.url}/v1/files`, { headers: { authorization: "Bearer sandbox" } });
  return ((await reply.json()) as { data: { filename: string }[] }).data.map(({ filename }) => filename).sort();
};
async function upload(name: string, bytes: string) {
  const form = new FormData();
  form.set("purpose", "fine-tune");
  form.set("file", new File([bytes], name, { type: "application/jsonl" }));
  const reply = await fetch(`${sandbox.url}/v1/files`, {
    method: "POST",
    headers: { authorization: "Bearer sandbox" },
    body: form,
  });
  if (!reply.ok) throw new Error(await reply.text());
}
const answer = (exampleId: string) =>
  renderPrediction({
    key: { model: "m", exampleId, promptDigest: "p", repeat: 0 },
    prediction: { exampleId, model: "m" } as Prediction,
  });

beforeAll(async () => {
  sandbox = await launchSandbox({ dataDirectory: join(root, "sandbox"), port: 0, speed: 1 });
  const built = await buildDatasets({
    agents: [{ agent: libraryAgent as never, settings: { counts: { tflan: 6, react: 6, negative: 4 } } }],
    outputDirectory: join(root, "build"),
    strict: false,
  });
  const train = built.agents[0]!.files.find(({ format, split }) => format === "gemini" && split === "train")!;
  digest = train.sha256;
  object = `datasets/library_agent/train-${digest.slice(0, 16)}.jsonl`;
  writeFileSync(join(root, "Pulumi.dev.yaml"), "config:\n  flanstack:bucket: data\n");
  writeApproved(root, [{ agent: "library_agent", provider: "gemini", digest, rows: 16 }]);
  const draft = claimDraft("ab".repeat(32));
  const book = openLedger(ledger, { clock: systemClock });
  await book.create("ab".repeat(32), { ...draft, jobName: "jobs/1", spec: { ...draft.spec, trainDigest: digest } });
  await book.create("cd".repeat(32), { ...claimDraft("cd".repeat(32)), digest: "another" });
  await fetch(`${sandbox.url}/storage/v1/b?project=acme`, { method: "POST", body: JSON.stringify({ name: "data" }) });
  const chat = built.agents[0]!.files.find(({ format, split }) => format === "openai" && split === "train")!;
  sent = uploadName("library_agent", "train", chat.sha256);
  await upload(sent, readFileSync(chat.path, "utf8"));
  await upload("library_agent-train-000000000000.jsonl", readFileSync(chat.path, "utf8"));
  writeFileSync(join(root, "Pulumi.open.yaml"), "config:\n  flanstack:provider: openai\n");
  mkdirSync(join(root, ".flanstack", "evaluations"), { recursive: true });
  writeFileSync(
    join(root, ".flanstack", "evaluations", "library_agent-answers.jsonl"),
    [`${id}#2`, `${id}#4`, `${id}1#2`].map(answer).join(""),
  );
  mkdirSync(join(root, "ledger", "evaluations", "local", "library_agent", "answers"), { recursive: true });
  writeFileSync(join(root, "ledger", "evaluations", "local", "library_agent", "answers", "a.jsonl"), answer(`${id}#2`));
  await put(object, "{}\n");
  await put("datasets/library_agent/train-0000000000000000.jsonl", "{}\n");
}, 600_000);
afterAll(async () => {
  await sandbox?.stop();
  rmSync(root, { recursive: true, force: true });
});

describe("data forget", () => {
  it("says what would go, and changes nothing", async () => {
    const { code, output } = await run(id);
    expect(code).toBe(0);
    expect(output).toMatch(/BUILD {5}build\/library_agent-\w+: would be dropped/);
    expect(output).toContain(`gs://data/${object}#`);
    expect(output).toContain("TRAINED   abababab");
    expect(output).toContain("jobs/1");
    expect(output).toContain("UNKNOWN   1 jobs");
    expect(output).toContain("1 approvals in flanstack.lock would be taken back");
    expect(output).toContain("nothing was changed");
    expect(readForgotten(root)).toEqual([]);
    expect(await objects()).toContain(object);
  });

  it("finds what OpenAI was sent, where the stack tunes there", async () => {
    expect((await run(id)).output).not.toContain("UPLOAD");
    const { output } = await run(id, "--stack", "open");
    expect(output).toMatch(new RegExp(`UPLOAD {4}${sent} \\(file-\\w+\\) would be deleted at OpenAI`));
    expect(output).not.toContain("library_agent-train-000000000000");
    expect(await uploads()).toHaveLength(2);
  });

  it("names the answers that evaluations keep about them, and leaves them", async () => {
    const { answers } = JSON.parse((await run(id, "--json")).output);
    expect(answers).toEqual([
      { place: ".flanstack/evaluations/library_agent-answers.jsonl", answers: 2 },
      { place: `${ledger}/evaluations/local/library_agent/answers/a.jsonl`, answers: 1 },
    ]);
    expect((await run(id)).output).toContain("library_agent-answers.jsonl: 2 about them stay");
  });

  it("says that OpenAI was not asked without a key", async () => {
    const { output } = await runCommand(
      (context) => forgetCommand(context, root),
      ["forget", id, "--stack", "open", "--ledger", ledger],
      { cwd: root, environment: { FLANSTACK_STORAGE_BASE_URL: sandbox.url } },
    );
    expect(output).toContain("NOT ASKED which uploaded files hold them: OPENAI_API_KEY is not set");
  });

  it("refuses what is no row anywhere, and changes nothing", async () => {
    const { code, errors } = await run("qa-row", id, "--yes");
    expect(code).toBe(1);
    expect(errors).toContain("qa-row: stands in no build");
    expect(readForgotten(root)).toEqual([]);
  });

  it("does it with --yes, and knows the jobs afterwards too", async () => {
    const done = JSON.parse((await run(id, "--yes", "--json")).output);
    expect(done).toMatchObject({
      done: true,
      ids: [id],
      approvals: 1,
      jobs: [{ jobName: "jobs/1", trainDigest: digest }],
    });
    expect(readApproved(root)).toEqual([]);
    expect(await objects()).toEqual(["datasets/library_agent/train-0000000000000000.jsonl"]);
    expect(done.places.map(({ path }: { path: string }) => existsSync(path))).toEqual([false]);
    expect(readFileSync(join(root, "flanstack.forgotten"), "utf8")).toContain(`${id} sha256:`);
    const again = JSON.parse((await run(id, "--yes", "--json")).output);
    expect(again).toMatchObject({ places: [], objects: [], jobs: [{ jobName: "jobs/1" }] });
    expect(await uploads()).toHaveLength(2); // the stack tunes elsewhere
    const open = JSON.parse((await run(id, "--yes", "--json", "--stack", "open")).output);
    expect(open.uploads).toMatchObject([{ name: sent }]);
    expect(await uploads()).toEqual(["library_agent-train-000000000000.jsonl"]);
    expect(JSON.parse((await run(id, "--yes", "--json", "--stack", "open")).output).uploads).toEqual([]);
  });

  it("names what it could not ask", async () => {
    mkdirSync(join(root, "elsewhere"));
    const { output } = await runCommand((context) => forgetCommand(context, join(root, "elsewhere")), ["forget", id], {
      cwd: root,
    });
    expect(output).toContain(`NOWHERE   ${id}`);
    expect(output).toContain("NOT ASKED which jobs were trained on them: stack dev names no ledger");
    expect(output).toContain("NOT ASKED which objects hold them");
  });
});
