/** Thoughts of the generator itself, by what comes after them: before a call, a question, a refusal, an answer. */

/** Why a retry, a correction or the next step is taken, where an agent gives no reason of its own. */
export const REACT_THOUGHTS = {
  call: [
    "[I need to|I should|I have to|For this I need to] {task}.",
    "[What's needed is|What helps here is|The thing to do is] to {task}.",
    "[Let me|I'll|I can] {task}[ now|].",
    "{Doing} [is what this takes|is what's needed|fits this].",
    "For this, I {task}.",
    "With this call I {task}.",
    "[There is a function to|One of my functions can|A function lets me] {task}[, and it fits|; that is what I need|].",
    "[What is asked|The request|This] takes a call to {task}.",
  ],
  /** The first of several calls of one function. */
  several: [
    "This step takes {count} calls [of the same kind|of one function]; [this is the first|the first comes now].",
    "[For this step {count} calls are needed|This step needs {count} calls], [one after the other|each with its own values].",
    "[For this step I make|Now I make|Next come] {count} calls[ of a kind|], [beginning with this one|of which this is the first].",
    "[One by one|In turn]: [the first of {count} calls|{count} calls, and this is the first].",
    "[One function serves|The same function serves], in {count} calls; [I begin with the first|the first comes now].",
  ],
  /** Beside `call`, where something was called before. */
  further: [
    "[Next I should|Next I have to|Now I need to] {task}.",
    "[The next step is|What comes next is|Now it's time] to {task}.",
    "{Doing} [comes next|is the next step|is next].",
    "[To go on|Next], I {task}.",
    "[My next call will|The next call will] {task}.",
  ],
  /** After an error of the same function that may pass. */
  retry: [
    "[That failed|The call failed|That didn't go through]; [I try|I'll try] once more to {task}.",
    "[The error may pass|It may have been a passing error], so I {task} [again|once more].",
    "[One error is no answer yet|I'd rather not give up after one error]: I {task} again.",
    "[Another try|One more try] to {task}.",
  ],
  /** After any other error of the same function. */
  correction: [
    "[That was refused|The call wasn't accepted]; I {task} with another value.",
    "[The error says why|The message tells why]: I {task} with what [fits|it takes].",
    "[So not like that|That way it isn't possible]; I {task} with another value.",
    "[A value was wrong|One value didn't fit], so I {task} with another.",
  ],
  /** Where a function is called again at once, with what the calls before did not hold. */
  next: [
    "[Now|And now] the same [for the next one|with the next one].",
    "[The same call|That call] once more, for the next one.",
    "[One more call of this kind|Another call like that] [comes next|is needed|follows].",
    "[On to the next one|The next one], in the same way.",
    "[And the same function again|The same function again], with other values.",
    "There is another one, so I [call it again|make the same call again].",
  ],
  /** Beside `call`, where nothing is changed. */
  look: [
    "{Doing} [should|will] tell [me |]more.",
    "[To know more|To see how things stand|To have the facts], I {task}.",
  ],
  answer: [
    "[I have what I need|That settles it|This is enough to reply|Now I can answer].",
    "[Nothing more to call|No further step is needed]; I can [reply|answer].",
    "[The observation answers it|What came back is all I need].",
  ],
  /** After a call that changed or started something. */
  done: [
    "[That's done|It's done|That was the last step][, so I can reply|; now the reply|; I can report it|].",
    "[Nothing more to call|No further step is needed]; I can [reply|report].",
    "[The result is there|The outcome is in|The result has come back]; [I can report it|now the reply].",
  ],
  withoutCall: [
    "[No function is needed here|This needs no call].",
    "[I should reply without calling anything|I can answer this directly].",
    "[This can be answered as it stands|No call is called for].",
  ],
  ask: [
    "[One detail is missing|Something is unclear], so I [ask|have to ask].",
    "[I can't act on this yet|This isn't clear enough to act on]; a question comes first.",
    "[I'd have to guess here|Guessing won't do], so I ask.",
  ],
  askAgain: [
    "[That value can't be used|One value doesn't fit], so I [ask|have to ask] for another.",
    "[The function wouldn't take this value|This can't be called as it stands]; a question comes first.",
    "[Something in the request is not possible|What is given can't be used], so I [say so and ask|ask].",
  ],
  refuse: [
    "[None of the functions fits|No function fits this].",
    "[There's nothing to run for this|No call would do what is asked].",
    "[No function serves this|What is wanted goes beyond my functions], so I [say so|decline] instead of calling something.",
  ],
  /** Where no functions are offered. */
  refuseWithout: [
    "[There is nothing to call here|I have no functions here], so I [say so|decline].",
    "[No functions are given|The list of functions is empty]; [I can only say so|that is what I reply].",
  ],
  /** What is asked for would have to be looked up, and is not to be. */
  refuseUnseen: [
    "[A result has to come from a call|Nothing in this conversation shows that]; I [decline|won't state it].",
    "[Unseen, I can't state|Without a look I can't state] that; I should say so.",
    "[This would be made up|That would be a guess]; I [decline|should decline].",
  ],
  /** A part of it could be done. */
  refuseHalf: [
    "[One part of it|One half of this] is possible, [the rest is not|the other isn't]; I say so.",
    "[Not all of this can be done|This goes beyond my functions in part], so I say [what can be done|how far I can go].",
    "[Before anything is begun|First], I should say that [not all of it is possible|a part is out of reach].",
  ],
  refuseNamed: [
    "[There is no such function|No such function is listed]; I say so.",
    "[What is asked for by name isn't there|The function that is meant doesn't exist], [so I decline|which I should say].",
    "[I looked for it in my list|I went through the list]: [it isn't there|no function does that].",
  ],
  handOver: [
    "[This is another agent's field|That belongs to another agent]; I [say so|point there].",
    "[Not my field|This lies outside my field], so I name [who can help|the agent for it].",
    "[A colleague is responsible for this|Another agent looks after this]; nothing to call here.",
  ],
  refuseByPolicy: [
    "[The rules don't allow this|My rules forbid this|The rules I have rule this out], so I [decline|have to decline].",
    "[Whether a function could do it is not the point|It isn't a matter of functions]: [the rules forbid it|it is not allowed].",
    "[This is not allowed|A rule stands against this]; I should say so[ plainly|].",
  ],
  /** Where no call came back well. */
  failed: [
    "[Nothing came back|The service gave no answer]; [I have to say so|that is what I report].",
    "[Two tries are enough|A third try would hardly help now]; I [report the error|tell what went wrong|give the error as it came].",
    "[That can't be done|It doesn't work] at the moment; [the reply says so|I tell what went wrong].",
  ],
  partial: [
    "[Not all of it worked|Not every call worked]; I [say so|tell what came of it].",
    "[What worked and what didn't|That not every call worked] belongs in the reply.",
    "[What I found has to be told as it is|The result has to be told as it is].",
  ],
} as const;
