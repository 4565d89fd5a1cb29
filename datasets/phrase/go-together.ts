/** What may stand together around one request: nobody is in a hurry and has time, names two deadlines, or calls a long request small. */

const AT_EASE =
  /\b(no rush|when(ever)? you (can|have a moment)|(this week|any time)\b[^.]*\bis fine|not urgent|take your time|there is time|(thinking|planning) ahead)\b/i;
const PRESSED =
  /\b(urgent|short notice|this afternoon|o'clock|thirty seconds|tonight|tomorrow|deadline|cut-off|due|for the rush|waiting|behind|on hold|ringing|quickly|noon|before the weekend|soon|shortly|high priority|on the line|alarm|at three|coming up|ahead|third call|busy|ten minutes|within the hour|in an hour|in a hurry|is down|at once|right away|can't wait|immediately|short of time|hands full|hectic|first in line|at the front|standing still|furious|angry|must see)\b/i;
const TIMED = /\b(today|this afternoon|o'clock|tonight|tomorrow|noon|friday|weekend|at three|this week)\b/i;
const THANKING = /\b(thanks?|cheers|obliged|appreciated?|grateful|lifesaver|ta)\b/i;
const SMALL = /\b(small|short|quick|little)\b/i;
const SINGLE = /\b(one|another|favour|request|thing|item|something|homework|minute|second)\b/i;
/** What is said of oneself when one comes in. */
const COMING_IN =
  /^\[?(first day|i'm new|night shift|covering for|the service desk|release duty|new week|change board|operations here|(i.m )?back from holiday|from the late shift)\b/i;

/** A request of more characters is not called small. */
const SMALL_AT_MOST = 140;

/** Words that are odd twice: "The auditor is waiting. Others are waiting." */
const ONCE = /\b(waiting|busy|sorry|meeting|call|urgent)\b/gi;

/** What a text says of time and thanks. */
interface Tone {
  readonly hurry: "pressed" | "at ease" | undefined;
  readonly isTimed: boolean;
  readonly thanks: boolean;
  readonly once: readonly string[];
}

function toneOf(text: string): Tone {
  return {
    hurry: AT_EASE.test(text) ? "at ease" : PRESSED.test(text) ? "pressed" : undefined,
    isTimed: TIMED.test(text),
    thanks: THANKING.test(text),
    once: text.toLowerCase().match(ONCE) ?? [],
  };
}

/** Texts kept at hand: one request is held against every opener and closer, and those against every request. */
const KEPT = 1000;
const tones = new Map<string, Tone>();

function knownTone(text: string): Tone {
  let tone = tones.get(text);
  if (tone === undefined) {
    tone = toneOf(text);
    if (tones.size >= KEPT) tones.clear();
    tones.set(text, tone);
  }
  return tone;
}

/** Whether what somebody adds goes with all that is said already. */
export function goesWith(added: string, said: readonly string[]): boolean {
  const own = knownTone(added);
  return said.every((text) => {
    const other = knownTone(text);
    if (own.hurry !== undefined && other.hurry !== undefined && own.hurry !== other.hurry) return false;
    if (own.once.some((word) => other.once.includes(word))) return false;
    return !(own.isTimed && other.isTimed) && !(own.thanks && other.thanks);
  });
}

/** Whether an opener may announce this request. */
export function announces(opener: string, request: string, { isFirst, isTwo }: { isFirst: boolean; isTwo: boolean }) {
  if (SMALL.test(opener) && (isTwo || request.length > SMALL_AT_MOST)) return false;
  if (SINGLE.test(opener) && isTwo) return false;
  return isFirst || !COMING_IN.test(opener);
}

/** A word of farewell; and thanks, which point at nothing: anything else would point at what it stands behind. */
const FAREWELL = /\b(all|done|close this|off my desk)\b/i;
const UNATTACHED = /\b(thanks?|cheers|regards|obliged|ta|lifesaver)\b/i;

/** Whether a closing word may follow: the last of a conversation may be a farewell, and behind an aside it points at nothing. */
export function closes(closer: string, { isLast, afterAside }: { isLast: boolean; afterAside: boolean }): boolean {
  return (isLast || !FAREWELL.test(closer)) && (!afterAside || UNATTACHED.test(closer));
}
