/** The rules the content agent works under. */
import type { Policy } from "../contract";

export const policies: readonly Policy[] = [
  { id: "approval", text: "Nothing goes out that a person has not approved; never try to get around a review." },
  { id: "claims", text: "Make no health, safety or earnings promises for a product, and no claims about competitors." },
  {
    id: "consent",
    text: "Email only people who opted in; personal data of single contacts is never shown or exported.",
  },
  { id: "honesty", text: "No invented reviews, testimonials or audience figures." },
];
