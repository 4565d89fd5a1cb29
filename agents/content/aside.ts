/** True facts of the content world that have nothing to do with a request. */
import type { Random } from "../../primitives";
import { article } from "./words";
import type { ContentWorld } from "./world";

export function aside(world: ContentWorld, random: Random): string {
  const campaign = random.pick(world.campaigns);
  const segment = random.pick(world.segments);
  const page = random.pick(world.pages);
  const draft = random.pick(world.drafts);
  const email = random.pick(world.emails);
  const sure = random.pick(["", "By the way, ", "Side note: ", "As you know, ", "Oh, and "]);
  return random.pick([
    `${sure}${campaign.name} ends ${campaign.end}.`,
    `${sure}${campaign.campaign_id} is all about the ${campaign.product}.`,
    `${sure}${segment.segment_id} means our ${segment.name}.`,
    `${sure}"${segment.name}" is the name of ${segment.segment_id}, in the ${segment.region}.`,
    `${sure}"${draft.title}" is the title of ${draft.draft_id}.`,
    `I had ${draft.draft_id} on screen just now.`,
    `${sure}${page.url} has ${page.images} images.`,
    `We launched ${campaign.name} on ${campaign.start}.`,
    `${sure}${email.email_id} was meant for ${email.segment_id}.`,
    `I'm also working on the ${random.pick(world.products)}, as you know.`,
    `Our ${segment.name} keep asking about ${article(segment.interest)} ${segment.interest}.`,
    `${sure}${segment.contacts} contacts sit in ${segment.segment_id}.`,
    `The ${random.pick(world.topics)} pages come later.`,
  ]);
}
