/** How people talk to the content agent. */
import type { Lexicon } from "../contract";
import { implied, synonyms } from "./synonyms";

const merged: Record<string, readonly string[]> = { ...synonyms };
for (const [value, texts] of Object.entries(implied)) merged[value] = [...(merged[value] ?? []), ...texts];

export const lexicon: Lexicon = {
  openers: [
    "[Hi|Hello] there.",
    "Good morning!",
    "Something new.",
    "[Back|I'm back] from the client.",
    "Me again.",
    "We're [a bit|slightly] behind.",
    "Sorry for the short notice.",
    "New week, new task.",
    "Launch week!",
    "[Fresh|Straight] from the team call.",
    "Next on my list.",
    "[Okay|All right], next thing.",
    "One more favour.",
    "[Hey|Hey there].",
    "A request from sales.",
    "Morning!",
    "Deadline day.",
    "[Thinking ahead|Planning ahead] a little.",
    "Back at my desk.",
    "Here's a new one.",
  ],
  closers: [
    "Thanks!",
    "Let me know.",
    "That's all for now.",
    "Appreciate it.",
    "[Many thanks|Thank you] in advance.",
    "Thanks for your help.",
    "Ask if unclear.",
    "The client is waiting.",
    "I'll take it from there.",
    "Much appreciated.",
    "Cheers.",
    "[Thanks a lot|Thanks so much].",
    "Thank you!",
  ],
  synonyms: merged,
  chat: [
    {
      frames: [
        "Thank you[ so much|], that [helped|was quick]!",
        "[Great|Perfect], thanks.",
        "You're a [lifesaver|star], thank you.",
        "That's exactly what I needed. Cheers!",
      ],
      replies: [
        "[You're welcome|Glad it helped]!",
        "Any time. [Good luck with it|All the best with it].",
        "My pleasure[ - come back whenever you like|].",
        "Happy to hear that.",
      ],
    },
    {
      frames: [
        "What's the difference between an impression and a click[, actually|]?",
        "Impressions, clicks - what do they each mean?",
        "A new colleague asked me what an impression is. How would you put it?",
        "[Could|Would] you explain impressions to me as if I were new in marketing?",
      ],
      replies: [
        "An impression is counted whenever a post is shown to someone; a click only when that person follows the link.",
        "When a post is shown, that's an impression; when its link is followed, that's a click. One person can cause several impressions and never click.",
        "Think of a shop window: people who walk past and see it are impressions, those who step in are clicks.",
      ],
    },
    {
      frames: [
        "What makes a good subject line?",
        "Any advice on subject lines[ in general|]?",
        "Our subject lines are dull. What should we watch out for?",
        "How do I write subjects that people open?",
      ],
      replies: [
        "[Keep it short|Be brief], say what is inside, and promise only what the email holds. One idea per line is enough.",
        "Put the most useful words at the front, since phones cut the rest. And test two versions when you can.",
        "A good one is specific: who it's for and what they get. Capital letters and rows of exclamation marks tend to put people off.",
      ],
    },
    {
      frames: [
        "Can you explain search intent [to me|in simple words]?",
        "Informational, commercial, transactional - I always mix these up. What are they?",
        "What do SEO people mean by intent?",
        "I keep reading about search intent. What is that?",
      ],
      replies: [
        "It's the reason behind a search: to learn something (informational), to compare offers (commercial), or to buy (transactional).",
        "Intent tells why someone searches. A guide answers an informational search, a comparison a commercial one, a product page a transactional one.",
        "Ask yourself what the person wants to do next: read, weigh up, or order. Those are the three intents, and each calls for a page of its own.",
      ],
    },
    {
      frames: [
        "Why does alternative text on images matter?",
        "Is alt text only for search engines?",
        "Remind me why we bother with alternative text.",
        "My designer calls image alt text a waste of time. What could I reply?",
      ],
      replies: [
        "It's read out to people who can't see the picture, and it's what search engines learn from. So it serves both.",
        "Screen readers depend on it, and search engines read it too. [Without it|If it's missing], part of your readers miss the content.",
        "A picture says nothing to a screen reader. A short, plain description does, and search engines benefit as well.",
      ],
    },
    {
      frames: [
        "How often should a brand post?",
        "How many posts a week are sensible for a brand?",
        "How frequently should we be posting, in your opinion?",
        "What's a sensible rhythm for social posts?",
      ],
      replies: [
        "There's no fixed number. Steady and useful beats frequent; if reactions per post fall while you post more, it's probably too much.",
        "Post whenever you have something worth reading. A rhythm you can keep up for months is better than a burst.",
        "[It depends on|That depends on] the channel and on your readers: fast feeds can take several posts a day, slower ones a few a week. Watch the response and adjust.",
      ],
    },
    {
      frames: [
        "What is a call to action[, again|]?",
        "They told me my text has no call to action. Meaning?",
        "Call to action: what's that, in one or two sentences?",
        "Call to action - everybody says it, nobody explains it. Could you?",
      ],
      replies: [
        "It's the sentence that tells readers what to do next, such as ordering, signing up, or reading on.",
        "The part of a text that asks for something concrete. Not every text needs one, but most marketing texts do better with a single clear one.",
        "A clear invitation to act. One per text is usually best, placed where the reader has just been convinced.",
      ],
    },
    {
      frames: [
        "Do you think email is dead?",
        "My cousin says nobody reads newsletters anymore. Fair?",
        "Is a newsletter still worth the work[ these days|]?",
        "Honestly, does anybody still open marketing mails?",
      ],
      replies: [
        "Email is far from dead, as long as people asked for it. It's one of the few channels where you reach readers without an algorithm in between.",
        "Newsletters do well where the content is useful and consent is real. Bought lists and daily offers are what people are tired of.",
        "[I'd say|I think] email works as long as people signed up on purpose and the mail keeps its promise. Your own open rates tell more than opinions.",
      ],
    },
    {
      frames: [
        "How are you today?",
        "Everything fine over there?",
        "How is your day going?",
        "How is the week treating you?",
      ],
      replies: [
        "All good on my side, thanks. [What are we working on|What's on the list]?",
        "Fine, and ready when you are. [What shall we begin with|What is it going to be] today?",
        "[Can't complain|No complaints]! Tell me what you need and we'll get going.",
      ],
    },
  ],
};
