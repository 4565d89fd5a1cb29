/** How a run's container is made: what it sees of the machine, as whom it works, what it is called. Pure. */
import type { RunJob } from "./run-folder";

export interface ContainerMachine {
  readonly kind: "docker" | "podman";
  readonly image: string;
  /** Account of the folder of runs: two folders' runs of one digest are two containers. */
  readonly account: string;
  readonly runs: string;
  readonly uid: number;
  readonly gid: number;
  /** `all`, `device=0` ...; absent: no GPU. */
  readonly gpus?: string;
  /** The hub's cache on this machine. */
  readonly hubCache: string;
  /** Whether the base model is a folder of this machine; otherwise the hub is asked for it. */
  readonly isFolder: (path: string) => boolean;
  /** Names of variables that are set here. Values stay out of the command line, which every user of the machine can read. */
  readonly variables: readonly string[];
}

/** What of our environment a training needs. */
const PASSED_ON = [
  "FLANSTACK_TRAINER_SLOTS",
  "OMP_NUM_THREADS",
  "HF_TOKEN",
  "HF_ENDPOINT",
  "HF_HUB_OFFLINE",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
];

/** One run has one container: whoever makes it first has made it, because names are unique. */
export function containerName({ account }: Pick<ContainerMachine, "account">, run: string): string {
  return `flanstack-${account.replace(/^local-/, "").slice(0, 8)}-${run.replace(/^run-/, "")}`;
}

/** Folders and files that the container sees, under the paths they have here: the run's files hold for both sides. */
export function mountsOf(job: RunJob, machine: ContainerMachine): { path: string; readOnly: boolean }[] {
  const read = (path: string | undefined) => (path === undefined ? [] : [{ path, readOnly: true }]);
  return [
    // A trial of a race looks at how the others stand.
    ...(job.halving === undefined ? [] : read(machine.runs)),
    { path: `${machine.runs}/${job.name}`, readOnly: false },
    // Trainings of one machine wait for one another here, in containers or not.
    { path: `${machine.runs}/.slots`, readOnly: false },
    ...read(job.train?.path),
    ...read(job.validation?.path),
    ...read(job.parent?.adapter),
    ...(machine.isFolder(job.baseModel) ? read(job.baseModel) : [{ path: machine.hubCache, readOnly: false }]),
  ];
}

/** Arguments of `docker run` or `podman run`. */
export function containerArguments(job: RunJob, machine: ContainerMachine): string[] {
  const folder = `${machine.runs}/${job.name}`;
  const owner = `${machine.uid}:${machine.gid}`;
  const isHub = !machine.isFolder(job.baseModel);
  return [
    "run",
    "--detach",
    ...["--name", containerName(machine, job.name)],
    ...["--label", `flanstack.run=${job.name}`],
    // An image that is not here is a mistake to tell, and nothing to fetch from a stranger.
    ...["--pull", "never"],
    // What is written belongs to whoever asked for it.
    ...["--user", owner],
    ...(machine.kind === "podman" && machine.uid !== 0 ? ["--userns", "keep-id"] : []),
    ...["--read-only", "--tmpfs", "/tmp:exec"],
    ...["--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--security-opt", "label=disable"],
    ...(isHub ? [] : ["--network", "none"]),
    ...gpuArguments(machine),
    ...mountsOf(job, machine).flatMap(({ path, readOnly }) => [
      "--mount",
      `type=bind,source=${path},target=${path}${readOnly ? ",readonly" : ""}`,
    ]),
    ...["--env", "HOME=/tmp"],
    ...(isHub ? ["--env", `HF_HOME=${machine.hubCache}`] : []),
    ...PASSED_ON.filter((name) => machine.variables.includes(name)).flatMap((name) => ["--env", name]),
    machine.image,
    ...["train", folder, "--log", `${folder}/train.log`],
  ];
}

function gpuArguments({ kind, gpus }: ContainerMachine): string[] {
  if (gpus === undefined) return [];
  return kind === "podman" ? ["--device", `nvidia.com/gpu=${gpus.replace(/^device=/, "")}`] : ["--gpus", gpus];
}
