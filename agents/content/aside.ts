/** What content people have on the desk beside a request. */
import type { Random } from "../../primitives";
import { inPassing } from "../contract";
import type { ContentWorld } from "./world";

export function aside(world: ContentWorld, random: Random): string {
  const campaign = random.pick(world.campaigns);
  const draft = random.pick(world.drafts);
  const email = random.pick(world.emails);
  return inPassing(
    [
      campaign.name,
      `${campaign.campaign_id} for the ${campaign.product}`,
      `the mail to ${random.pick(world.segments).segment_id}`,
      `the ${random.pick(world.segments).name} group`,
      draft.draft_id,
      `"${draft.title}"`,
      random.pick(world.pages).url,
      `${email.email_id} for ${email.segment_id}`,
      `the ${random.pick(world.products)} launch`,
      `the brief for ${random.pick(world.campaigns).name}`,
    ],
    random,
  );
}
