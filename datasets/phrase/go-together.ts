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

function hurry(text: string): "pressed" | "at ease" | undefined {
  if (AT_EASE.test(text)) return "at ease";
  return PRESSED.test(text) ? "pressed" : undefined;
}

/** Words that are odd twice: "The auditor is waiting. Others are waiting." */
const ONCE = /\b(waiting|busy|sorry|meeting|call|urgent)\b/gi;

function repeats(added: string, said: string): boolean {
  const words = new Set(said.toLowerCase().match(ONCE) ?? []);
  return (added.toLowerCase().match(ONCE) ?? []).some((word) => words.has(word));
}

/** Whether what somebody adds goes with all that is said already. */
export function goesWith(added: string, said: readonly string[]): boolean {
  const own = hurry(added);
  return said.every((text) => {
    const other = hurry(text);
    if (own !== undefined && other !== undefined && own !== other) return false;
    if (repeats(added, text)) return false;
    return !(TIMED.test(added) && TIMED.test(text)) && !(THANKING.test(added) && THANKING.test(text));
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
