/** How people talk to the security agent. */
import type { Lexicon } from "../contract";
import { implied, synonyms } from "./synonyms";

const merged: Record<string, readonly string[]> = { ...synonyms };
for (const [value, texts] of Object.entries(implied)) merged[value] = [...(merged[value] ?? []), ...texts];

export const lexicon: Lexicon = {
  openers: [
    "[Hi|Hello], I'm on call.",
    "Good evening.",
    "[Small|Short] request.",
    "Auditors are here.",
    "[Fresh|Straight] from the risk meeting.",
    "Not urgent, but important.",
    "We had an alarm.",
    "I'm new here.",
    "Following up on yesterday.",
    "Back at the desk.",
    "Sorry to bother you.",
    "My change is approved.",
    "[Morning|Good morning]!",
    "The service desk sent me.",
    "[Hey|Hey there].",
    "Night shift speaking.",
    "Ticket in hand.",
    "On change board duty.",
    "[One|Another] for you.",
    "Me again.",
    "Maintenance window starts soon.",
    "[Okay|Right], next item.",
    "Operations here.",
    "Routine matter.",
  ],
  closers: [
    "Thank you!",
    "I'm around.",
    "Thanks in advance.",
    "Best regards.",
    "I appreciate it.",
    "I'll note the result in the ticket.",
    "Much appreciated.",
    "I'm on shift until six.",
    "My manager is waiting for an answer.",
    "Many thanks.",
    "I'll be offline soon.",
    "Cheers.",
    "[Thanks|Thanks a lot].",
    "Keep me posted.",
  ],
  synonyms: merged,
  chat: [
    {
      frames: [
        "Thanks, that was [quick|fast]!",
        "[Great|Excellent] work, thank you.",
        "Much obliged, that's all I needed.",
        "You saved my evening, thanks.",
      ],
      replies: [
        "[You're welcome|Glad to help]!",
        "Any time. Stay safe[ out there|].",
        "No trouble at all.",
        "Happy to help[ - I'm here if anything else comes up|].",
      ],
    },
    {
      frames: [
        "What is the difference between encryption and signing?",
        "Signing, encrypting - isn't that the same thing?",
        "A trainee wants to know what a signature does that encryption doesn't. Can you explain?",
        "In plain words, please: why do we sign things that are already encrypted?",
      ],
      replies: [
        "Encryption keeps others from reading something; a signature shows who it comes from and that nobody changed it.",
        "They answer different questions. Who can read it? That's encryption. Who wrote it, and is it unchanged? That's the signature.",
        "Encrypting hides the content, signing vouches for it. You often want both.",
      ],
    },
    {
      frames: [
        "Why should keys be rotated at all?",
        "What do we gain by rotating keys?",
        "Key rotation feels like bureaucracy to me. Is there a point?",
        "My colleague would rather keep one key forever. What speaks against it?",
      ],
      replies: [
        "Rotation limits the damage: if a version leaks unnoticed, only what was protected during that time is at risk.",
        "Nobody can be sure that a key never leaked. With a new version, an old copy opens nothing that is protected from then on.",
        "With rotation, less data depends on each version, and the team stays practised in changing a key when it really matters.",
      ],
    },
    {
      frames: [
        "What does least privilege mean[ in practice|]?",
        "Least privilege - could you explain that to a manager?",
        "Everyone says least privilege. What is it, actually?",
        "Least privilege: what's behind the slogan?",
      ],
      replies: [
        "People and programs get just the rights their task needs, and only for as long as they need them.",
        "It means starting with nothing and adding what a job requires. If an account is misused, the harm stays small.",
        "Each account gets the rights its work needs and no more. Think of keys to a building: those for your rooms, not the master key, and returned when you leave.",
      ],
    },
    {
      frames: [
        "How does a severity score work?",
        "What's the idea behind scoring weaknesses?",
        "What does a severity score tell us, and what does it leave out?",
        "Someone asked why one weakness gets more points than another. What do I say?",
      ],
      replies: [
        "It sums up how easily a weakness can be used and how bad the result would be. Where the host stands matters too, so it's a guide and not the whole truth.",
        "A score says how severe a weakness is in general: how easily somebody can use it, and with how much harm. A medium one on a public machine can still be more urgent than a high one in a closed lab.",
        "How easily a weakness can be used and how much harm follows are put on one scale. Treat it as the start of the discussion: exposure and value of the host come on top.",
      ],
    },
    {
      frames: [
        "What's a port probe, and should I worry?",
        "What are port probes, and are they bad news?",
        "Our log is full of probed ports. What does that mean, and is it normal?",
        "Explain to me what a port probe is and when to care.",
      ],
      replies: [
        "Someone tries which doors of a machine answer. It's everyday noise on the internet; it gets interesting when one source insists or tries unusual doors.",
        "A probe is a knock on the door to see what is there. Normal in small numbers, worth a look when they pile up from one place.",
        "Somebody tries port after port to see which services run. That's normal on the internet; it matters if one source keeps at it, or if something answers that nobody needs.",
      ],
    },
    {
      frames: [
        "Is a second factor really worth the trouble?",
        "People complain about the second factor. How do I convince them?",
        "What does a second factor protect against?",
        "What does a second factor add to a long password?",
      ],
      replies: [
        "With a second factor, a stolen password alone is useless. That stops most attempts that begin with a leaked or guessed one.",
        "It protects you when the password is known to someone else, which happens more often than people think.",
        "However long, a password can be watched or tricked out of somebody. The second factor has to be stolen as well, and that's much harder.",
      ],
    },
    {
      frames: [
        "What should be in a good incident report?",
        "Any tips for writing up an incident?",
        "I have to document an incident for the first time. What should I watch out for?",
        "What does a good write-up of an incident look like?",
      ],
      replies: [
        "What happened, when, what it affected, what was done, and what is still open. Facts first, guesses marked as such.",
        "Begin with a timeline. Then impact, measures, cause as far as known, and what will be changed.",
        "Write it so that someone who wasn't there can follow each decision: times, names of systems, actions, results - and no blame.",
      ],
    },
    {
      frames: ["Quiet night so far?", "How's it going over there?", "All calm over there?", "Busy day in security?"],
      replies: [
        "Hard to say before I look, and I look when somebody asks. [What do you need|What should I look at]?",
        "I have nothing to complain about, thanks for asking; of the systems I know only what I look up. [Anything you'd like checked|Something to check]?",
        "All fine here, thank you. How the systems are doing I only know once I look something up. What is it about?",
      ],
    },
  ],
};
