/** Talk that needs no tool: terms, advice, thanks. */
import type { Lexicon } from "../../contract";

export const chat: Lexicon["chat"] = [
  {
    frames: [
      "What's the difference between line and branch coverage?",
      "How would you explain branch coverage, as opposed to lines, to a newcomer?",
      "Line coverage, branch coverage: how do they differ?",
    ],
    replies: [
      "Line coverage asks whether a line ran at all. Branch coverage asks whether each decision went both ways, so an if without an else can be fully covered by lines and only half by branches.",
      "One test may touch every line and still leave one side of a condition untried: lines count what ran, branches both ways out of each decision. That's why the branch figure tends to be lower.",
      "Lines tell you what was executed, branches tell you which outcomes of a condition were seen. The second is stricter.",
    ],
  },
  {
    frames: [
      "What exactly is a flaky test, and why does it matter?",
      "How do I explain to my manager what flaky tests are and why they hurt?",
      "Unsteady tests: what are they, and why are they such a problem?",
    ],
    replies: [
      "A flaky test passes and fails on the same code. The harm is that people stop believing red builds, real ones included.",
      "A test that changes its mind without a change in the product, typically because of timing, order or shared state. It costs trust more than time.",
      "Such a test passes or fails at random, like a smoke alarm that rings without smoke: soon nobody leaves the building, not even for a fire.",
    ],
  },
  {
    frames: [
      "When would you use a mock [and when the real service|rather than the real thing]?",
      "Should I mock everything, or keep some real services?",
      "Mocks or real services in tests - what do you recommend?",
    ],
    replies: [
      "Mock what is slow, random or outside your control, and keep the real thing where the interaction itself is what you test. If everything is mocked, the tests only prove that the mocks agree with each other.",
      "A mock is good at provoking rare situations such as timeouts. It's poor evidence that two components fit together, so keep some tests with the real service.",
      "Mocks for the many quick tests, the real service for a few that show whether both sides understand each other.",
    ],
  },
  {
    frames: [
      "What does boundary value analysis mean, and why does it work?",
      "Which inputs do I pick for a function that takes a range, and why those?",
      "Testers always try the limits. Why, and which values exactly?",
    ],
    replies: [
      "Errors gather at the edges of a range: an off-by-one is invisible in the middle. So you try the lowest and the highest allowed value and their neighbours just outside.",
      "Take the minimum, the maximum, and the first value beyond each. Those four find most mistakes in comparisons.",
      "A wrong comparison only shows at the limit itself, so try both ends of the range and one step beyond each.",
    ],
  },
  {
    frames: [
      "[Thanks|Thank you], that helps[ a lot|].",
      "Great, that's all for now.",
      "Perfect, [cheers|much appreciated].",
      "Thanks for today.",
    ],
    replies: [
      "You're welcome.",
      "Glad it helped. [Call on me|Come back] when the next build is due.",
      "Any time[, and good luck with the release|].",
      "My pleasure.",
    ],
  },
  {
    frames: [
      "How many end-to-end tests should a team have?",
      "What does the test pyramid say about how many browser tests to have?",
      "Should we write more browser tests or more unit tests?",
    ],
    replies: [
      "Few browser tests, and those for the paths that earn money. They're slow and break for many reasons, so let unit tests carry the detail.",
      "Many quick unit tests, fewer that combine parts, and very few through the browser. The exact ratio matters less than a quick answer after each change.",
      "Many unit tests and few in the browser: if a unit test can catch a fault, write that, and keep the browser for what only a browser can show.",
    ],
  },
  {
    frames: [
      "What makes a good bug report?",
      "My bug reports keep coming back. What do developers need?",
      "Any advice for writing up a defect?",
    ],
    replies: [
      "Steps that always lead to the fault, what you expected, what happened instead, and the build. A recording or a log saves a round of questions.",
      "One fault per report, a title that says what breaks, the shortest way to see it, and the version you used.",
      "Say how to reproduce it before you say what you think causes it. The guess may be wrong, the steps are not.",
    ],
  },
  {
    frames: [
      "Accessibility levels A, AA, AAA: what do they mean, and which should we aim for?",
      "Which accessibility level should a shop aim for, and what are the others?",
      "Is AAA worth it, or is AA enough?",
    ],
    replies: [
      "Aim for AA, which most laws and contracts ask for. A is only the minimum, and AAA is a demanding extra that not all content can meet.",
      "A is the minimum, AA the common goal, and AAA goes further. Single AAA rules can still be a good idea for pages that everybody needs.",
      "As a rule of thumb, A removes the worst barriers and AA makes a site usable for most people, so AA is the target; meet AAA rules where you can.",
    ],
  },
  {
    frames: ["[Hi|Hello] there, are you awake?", "Good morning! How's testing life?", "Hey, are you around?"],
    replies: [
      "Good to hear from you. I'm here and all is well; what's on your mind?",
      "Hello, I'm here and doing fine, thanks. What shall we look at?",
      "I'm here, and all is quiet. Tell me what you'd like checked.",
      "Hello! I'm around and all is well. What's on your list?",
    ],
  },
];
