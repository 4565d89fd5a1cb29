/** The twenty functions of the support agent. */
import { chatTools } from "./chat";
import { emailTools } from "./email";
import { knowledgeTools } from "./knowledge-base";
import { ticketTools } from "./ticketing-system";

export const tools = [...ticketTools, ...knowledgeTools, ...chatTools, ...emailTools];
