import { describe, expect, it } from "vitest";
import { type ContainerMachine, containerArguments, containerName } from "./container-arguments";

const job = {
  version: 1 as const,
  name: `run-${"a".repeat(32)}`,
  digest: "a".repeat(64),
  model: "qa",
  baseModel: "tiny/base",
  displayName: "qa",
  createTime: "2026-11-23T00:00:00Z",
  labels: {},
  train: { path: "/data/train.jsonl" },
};
const machine: ContainerMachine = {
  kind: "docker",
  image: "trainer:1",
  account: "local-01234567-89ab",
  runs: "/runs",
  uid: 1000,
  gid: 100,
  hubCache: "/home/me/.cache/huggingface",
  isFolder: (path) => path.startsWith("/"),
  variables: ["HF_TOKEN", "AWS_SECRET_ACCESS_KEY", "OMP_NUM_THREADS"],
};
const text = (changes: Partial<ContainerMachine> = {}, more: object = {}) =>
  containerArguments({ ...job, ...more }, { ...machine, ...changes }).join(" ");

describe("containerArguments", () => {
  it("is this command, word for word", () => {
    const run = `/runs/${job.name}`;
    expect(text()).toBe(
      `run --detach --name flanstack-01234567-${"a".repeat(32)} --label flanstack.run=${job.name} --pull never --user 1000:100 --read-only --tmpfs /tmp:exec --cap-drop ALL --security-opt no-new-privileges --security-opt label=disable --mount type=bind,source=${run},target=${run} --mount type=bind,source=/runs/.slots,target=/runs/.slots --mount type=bind,source=/data/train.jsonl,target=/data/train.jsonl,readonly --mount type=bind,source=/home/me/.cache/huggingface,target=/home/me/.cache/huggingface --env HOME=/tmp --env HF_HOME=/home/me/.cache/huggingface --env OMP_NUM_THREADS --env HF_TOKEN trainer:1 train ${run} --log ${run}/train.log`,
    );
  });

  it("names secrets without their values, and passes on no others", () => {
    expect(text()).toContain("--env HF_TOKEN ");
    expect(text()).not.toContain("AWS_SECRET_ACCESS_KEY");
  });

  it("gives a base that lies here, read-only, and no network", () => {
    const given = text({}, { baseModel: "/models/base" });
    expect(given).toContain("--network none");
    expect(given).toContain("source=/models/base,target=/models/base,readonly");
    expect(given).not.toContain("HF_HOME");
  });

  it("gives a parent's adapter, read-only", () => {
    const parent = "/runs/run-b/adapter";
    expect(text({}, { parent: { adapter: parent } })).toContain(`source=${parent},target=${parent},readonly`);
  });

  it("lets a trial of a race see how the others stand, and write its own run only", () => {
    const mounts = text({}, { halving: { trials: [job.name] } })
      .match(/target=[^ ]+/g)!
      .slice(0, 2);
    expect(mounts).toEqual(["target=/runs,readonly", `target=/runs/${job.name}`]);
  });

  it.each([
    ["docker, without", {}, "--gpus", false],
    ["docker, all", { gpus: "all" }, "--gpus all", true],
    ["podman, all", { kind: "podman" as const, gpus: "all" }, "--device nvidia.com/gpu=all", true],
    ["podman, one", { kind: "podman" as const, gpus: "device=1" }, "--device nvidia.com/gpu=1", true],
    ["podman keeps who we are", { kind: "podman" as const }, "--userns keep-id", true],
    ["podman as root has nobody to keep", { kind: "podman" as const, uid: 0 }, "--userns", false],
  ])("%s", (_, changes, part, is) => {
    expect(text(changes).includes(part)).toBe(is);
  });
});

describe("containerName", () => {
  it("differs between folders of runs, and is an engine's name", () => {
    const names = ["local-01234567-89ab", "local-11234567-89ab"].map((account) => containerName({ account }, job.name));
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);
  });
});
