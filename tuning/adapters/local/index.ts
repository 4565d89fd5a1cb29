export { findEngine, noEngine } from "./container-engine";
export { localBackendFrom, TRAINER_ROOM, trainerImage, trainerPython } from "./from-environment";
export { createLocalBackend, localRunsFolder } from "./local-backend";
