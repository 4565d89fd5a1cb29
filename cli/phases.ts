/** Long work in named phases: what is going on now on one line, and how long each phase took. */
import type { CliContext } from "./context";

export interface FinishedPhase {
  readonly name: string;
  readonly seconds: number;
}

export interface Phases {
  /** Runs a phase; `report` shows what it is doing. */
  run<T>(name: string, work: (report: (text: string) => void) => Promise<T>): Promise<T>;
  readonly finished: readonly FinishedPhase[];
}

/** How often a phase without a terminal says that it still runs, in milliseconds. */
const HEARTBEAT = 15_000;

/** Phases that show themselves on standard error: a live line on a terminal, one line per phase elsewhere. */
export function startPhases(context: CliContext, now: () => number = performance.now.bind(performance)): Phases {
  const finished: FinishedPhase[] = [];
  return {
    finished,
    async run(name, work) {
      const started = now();
      const seconds = () => (now() - started) / 1000;
      let latest = "";
      const draw = () => context.progress(` … ${name} ${seconds().toFixed(0)} s${latest === "" ? "" : ` · ${latest}`}`);
      const live = setInterval(draw, 200);
      const heartbeat = setInterval(() => {
        if (context.colour) return;
        context.writeError(` … ${name} ${seconds().toFixed(0)} s${latest === "" ? "" : ` · ${latest}`}`);
      }, HEARTBEAT);
      draw();
      try {
        const result = await work((text) => {
          latest = text;
          draw();
        });
        finished.push({ name, seconds: seconds() });
        context.progress("");
        context.writeError(` ✔ ${name} ${seconds().toFixed(1)} s`);
        return result;
      } catch (error) {
        context.progress("");
        context.writeError(` ✘ ${name} ${seconds().toFixed(1)} s`);
        throw error;
      } finally {
        clearInterval(live);
        clearInterval(heartbeat);
      }
    },
  };
}
