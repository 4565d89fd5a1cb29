import { describe, expect, it } from "vitest";
import { HYGIENE, unhygienic } from "./hygiene";

/** Texts that look like secrets are put together here, so that this file holds none. */
const joined = (...parts: readonly string[]) => parts.join("");

const BAD: { readonly [rule: string]: readonly (readonly [reason: string, text: string])[] } = {
  "reserved mail domain": [
    ["a provider of mail", "write to jane.doe@gmail.com"],
    ["a company that may exist", "ask a@acme.io please"],
    ["a reserved name inside a real one", "ask a@example.com.evil.io"],
  ],
  "reserved web domain": [
    ["a real site", "see https://acme.com/a"],
    ["plain http", "see http://intranet.acme.org"],
    ["a name that only ends like a reserved one", "see https://myexample.com"],
  ],
  "fictional phone number": [
    ["an exchange in use", "call 212 664-7665"],
    ["with a country", "call +1 212 664-7665"],
    ["555 outside the fictional block", "call 212-555-2368"],
  ],
  "documentation address": [
    ["a public resolver", "it runs on 8.8.8.8"],
    ["a private network", "it runs on 10.0.0.7"],
    ["next to a documentation block", "it runs on 192.0.3.4"],
  ],
  "no secret": [
    ["a cloud key", joined("AKIA", "ABCDEFGHIJKLMNOP")],
    ["a provider's key", joined("sk-", "abcdefghijklmnop1234")],
    ["a forge's token", joined("ghp_", "abcdefghijklmnopqrstu")],
    ["a chat token", joined("xoxb-", "1234567890-ab")],
    ["a search key", joined("AIza", "abcdefghijklmnopqrstuvwxyz1234567")],
    ["a private key", joined("-----BEGIN ", "RSA PRIVATE KEY-----")],
    ["a signed token", joined("eyJ", "abcdefghijkl.mnopqrstuvwx.yz")],
    ["a password with its value", "password: hunter2xyz"],
    ["an api key with its value", "api_key=abcdef123"],
    ["a long hexadecimal value", "0123456789abcdef0123456789abcdef"],
  ],
  "no attack payload": [
    ["a script in a page", "<script>alert(1)</script>"],
    ["a script in a link", "javascript:alert(1)"],
    ["a union in SQL", "x union select name from users"],
    ["a condition that is always true", "' or '1'='1"],
    ["a way out of the folder", "../../config"],
    ["the list of accounts", "cat /etc/passwd"],
    ["a shell", "start cmd.exe"],
    ["deleting everything", "rm -rf /"],
    ["a reverse shell", "nc -e sh"],
    ["a download inside a command", "$(curl x)"],
    ["a download after a command", "ls; wget x"],
  ],
  "no forbidden words": [
    ["a speaker's label", "and then User: hello"],
    ["another one", "Assistant: hello"],
    ["a media mark", "look at <image> here"],
    ["an end mark", "done [EOS]"],
    ["a control token", "<|im_start|>"],
  ],
};

describe("unhygienic", () => {
  it("has bad texts for each of its rules", () => {
    expect(Object.keys(BAD)).toEqual(HYGIENE.map(({ name }) => name));
  });

  describe.each(Object.entries(BAD))("%s", (rule, texts) => {
    it.each(texts)("refuses %s", (_reason, text) => {
      expect(unhygienic(text)?.startsWith(`${rule}: `), unhygienic(text) ?? "clean").toBe(true);
    });
  });

  it.each([
    ["reserved domains", "mail a.b@example.com or c@shop.example, see https://docs.example.org/a."],
    ["a fictional number", "call 212-555-0134"],
    ["documentation addresses", "192.0.2.7, 198.51.100.3 and 203.0.113.9"],
    ["a version number of four parts", "version 4.300.12.999 is out"],
    ["words about secrets", "rotate the password and the token of KEY-4711"],
    ["a short hexadecimal digest", "digest 9d9ba45f7837f9c8"],
  ])("passes %s", (_reason, text) => {
    expect(unhygienic(text)).toBeUndefined();
  });

  it("repeats no secret whole", () => {
    expect(unhygienic("password: hunter2xyz-and-more")).not.toContain("hunter2");
  });
});
