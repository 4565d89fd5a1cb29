/** English function words: the words a sentence is built with, whatever it is about. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those some any no every each either neither both all most many much more less few several
  enough other another such what which who whom whose i me my mine myself you your yours yourself he him his himself she
  her hers herself it its itself we us our ours ourselves they them their theirs themselves one ones somebody someone
  something anybody anyone anything nobody nothing everybody everyone everything here there where when why how while
  whenever wherever is am are was were be been being do does did doing done have has had having will would shall should
  can could may might must ought not n't and or but nor so yet for if unless because since as than though although
  whether until till after before once of in on at by to from with without within into onto upon about above across
  against along among around behind below beneath beside besides between beyond despite down during except inside like
  near off out outside over past per through throughout toward towards under up via just only also too very quite rather
  still even already again ever never always often sometimes then now else instead however please yes let i'm i've i'd
  i'll you're you've you'd you'll it's he's she's we're we've we'd we'll they're they've they'd they'll that's what's
  who's there's here's where's isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't won't wouldn't
  shouldn't can't couldn't mightn't mustn't let's cannot`.split(/\s+/),
);
