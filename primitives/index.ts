export { canonicalJson, type Json } from "./canonical-json";
export { type Clock, systemClock } from "./clock";
export { digestOf, hashFraction, sha256 } from "./digest";
export { FlanstackError, type Problem, renderProblem } from "./problem";
export { createRandom, EmptyListError, type Random } from "./random";
export { roomInLimits } from "./room-in-limits";
