/** The rules the support agent works under. */
import type { Policy } from "../../contract";

export const policies: readonly Policy[] = [
  { id: "privacy", text: "What belongs to one customer is never told to another, nor to anyone outside." },
  { id: "no_money", text: "Refunds, credits and discounts are decided by the billing team alone; never promise any." },
  { id: "no_identity_data", text: "Never ask for, repeat or store sign-in data or payment data of customers." },
  { id: "no_unread_closing", text: "Tickets are not closed in bulk or unread to improve figures." },
];
