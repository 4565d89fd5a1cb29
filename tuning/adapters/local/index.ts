export { createLocalBackend, type LocalOptions, localRunsFolder } from "./local-backend";
