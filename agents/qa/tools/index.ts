/** The twenty functions of the QA agent. */
import { coverageTools } from "./coverage";
import { pytestTools } from "./pytest";
import { seleniumTools } from "./selenium";
import { unittestTools } from "./unittest";

export const tools = [...pytestTools, ...seleniumTools, ...unittestTools, ...coverageTools];
