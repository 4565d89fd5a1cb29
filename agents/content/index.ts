/** content_agent: marketing content, from the draft to the mailing. */
import type { Agent } from "../contract";
import { aside } from "./aside";
import { declines } from "./declines";
import { lexicon } from "./lexicon";
import { policies } from "./policies";
import { scenarios } from "./scenarios";
import { tools } from "./tools";
import { type ContentWorld, createWorld } from "./world";

export const contentAgent: Agent<ContentWorld> = {
  name: "content_agent",
  description: "marketing content",
  skills: ["copywriting", "seo_optimization", "campaign_planning", "social_media"],
  families: ["content_generator", "seo_analyzer", "social_scheduler", "email_builder"],
  tools,
  policies,
  createWorld,
  scenarios,
  declines,
  lexicon,
  aside,
};
