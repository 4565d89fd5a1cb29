/** content_agent: marketing content, from the draft to the mailing. */
import type { Agent } from "../contract";
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
  aside(world, random) {
    const campaign = random.pick(world.campaigns);
    const segment = random.pick(world.segments);
    return random.pick([
      `By the way, ${campaign.name} (${campaign.campaign_id}) runs until ${campaign.end}.`,
      `For context: ${campaign.campaign_id} is about the ${campaign.product}.`,
      `The ${segment.name} group in the ${segment.region} has its own segment, ${segment.segment_id}, but that's another story.`,
      `${segment.segment_id} isn't part of this, those are the ${segment.name}.`,
      `We began with ${campaign.name} on ${campaign.start}, in case you wonder.`,
    ]);
  },
};
