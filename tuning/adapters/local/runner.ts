/** Where a run's trainer works. The run's folder is the same for all of them, and so are its files. */
import type { FlanstackError } from "../../../primitives";
import type { RunFiles, RunJob } from "./run-folder";

export interface Runner {
  /** Why nothing can be started now; undefined: it can. Asked before anything of a run is written. */
  refusal(): Promise<FlanstackError | undefined>;
  /**
   * Starts the run's trainer, or goes on with it; a second start of one run changes nothing.
   * @throws FlanstackError when surely nothing was started, anything else when it is not known
   */
  start(folder: string, job: RunJob): Promise<void>;
  /** Whether the trainer works; undefined when that cannot be asked now. */
  isAlive(run: RunFiles): Promise<boolean | undefined>;
  /** Takes away what is left beside the folder. */
  forget(job: RunJob): Promise<void>;
}
