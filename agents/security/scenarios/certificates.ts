/** Certificates and transport with one call. */
import { answer, type Scenario } from "../../contract";
import type { SecurityWorld } from "../world";
import { amount, limitDay, listed, once } from "./parts";
import type { Certificate, Renewed, Transport } from "./seen";

const certificate: Scenario<SecurityWorld> = {
  family: "certificate_expiry",
  skill: "encryption",
  shape: "single",
  draw(world, random) {
    const host = random.pick(world.hosts).hostname;
    return {
      slots: { host: { value: host } },
      solve: () =>
        once<Certificate>("encryption_lib_get_certificate", { hostname: host }, (got) =>
          answer(
            [
              "{host}: valid until {until}, {days} left.",
              "The certificate of {host} runs out on {until}, in {days}.",
              "{days} are left on the certificate of {host} (until {until}).",
              "The certificate of {host} is good until {until}, a margin of {days}.",
            ],
            { host, until: got.expires_on, days: amount(got.days_left, "day") },
            { required: ["until"] },
          ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as Certificate;
        return [
          {
            frames: [
              "Which key does it use[, by the way|]?",
              "And the key behind that?",
              "What's the identifier of its key?",
            ],
            slots: {},
            *solve() {
              return answer(["{key}.", "It uses {key}.", "The key is {key}."], { key: got.key_id });
            },
          },
        ];
      },
    };
  },
  frames: [
    "When does the certificate of {host} expire?",
    "{host} - certificate valid until?",
    "Users of {host} see a warning. How long is its certificate still good for?",
    "Please look up the certificate on {host}: last day, and days left.",
    "I keep forgetting when {host} needs a new certificate.",
  ],
};

const renew: Scenario<SecurityWorld> = {
  family: "renew_with_extra_names",
  skill: "encryption",
  shape: "complex",
  draw(world, random) {
    const due = world.certificates.filter((each) => each.expires_on <= limitDay(world));
    if (due.length === 0) return undefined;
    const host = random.pick(due).hostname;
    const [first, second] = random.sample(world.aliases, 2) as [string, string];
    const days = random.int(30, 180);
    return {
      slots: {
        host: { value: host },
        first: { value: first },
        second: { value: second },
        days: { value: days, text: [`${days} days`] },
      },
      solve: () =>
        once<Renewed>(
          "encryption_lib_renew_certificate",
          { hostname: host, valid_days: days, add_names: [first, second] },
          (renewed) =>
            answer(
              [
                "{host} has a new certificate until {until}; it covers {names}.",
                "Renewed: {until} instead of {before}. Names: {names}.",
                "[The new certificate|The new one] runs to {until} and names {names}.",
                "{names} are covered until {until}. The old date was {before}.",
              ],
              { host, until: renewed.expires_on, before: renewed.previous_expiry, names: listed(renewed.names) },
              { required: ["until"] },
            ),
        ),
    };
  },
  frames: [
    "Renew the certificate of {host} for {days} and add {first} and {second} to it.",
    "{host} gets two new names, {first} as well as {second}. Put them on a fresh certificate that lasts {days}.",
    "cert renewal {host}, {days}, extra names {first} + {second}",
    "The certificate on {host} ends soon. When you renew it ({days}), could it also cover {first} and {second}?",
    "We move {first} over to {host}, later {second} too. So renew its certificate for {days}, with both names on it.",
  ],
  invalid: [
    {
      slot: "days",
      tool: "encryption_lib_renew_certificate",
      parameter: "valid_days",
      draw: (_, random) => {
        const days = random.int(200, 1800);
        return { value: days, text: [`${days} days`] };
      },
      explain: [
        "A certificate can be valid for {allowed}, not for {days}. How long should the one of {host} last?",
        "{days} is too long: {allowed} is what can be issued. Which length for {host}?",
        "No certificate lasts {days}; allowed is {allowed}. What shall it be?",
      ],
      allowed: "30 to 180 days",
    },
  ],
};

const transport: Scenario<SecurityWorld> = {
  family: "transport_check",
  skill: "encryption",
  shape: "single",
  draw(world, random) {
    const host = random.pick(world.hosts).hostname;
    return {
      slots: { host: { value: host } },
      solve: () =>
        once<Transport>("encryption_lib_check_transport", { hostname: host }, ({ weak, offered }) =>
          weak.length === 0
            ? answer(
                [
                  "{host} is fine: it offers {offered} and nothing weak.",
                  "Nothing weak on {host}; it [offers|speaks] {offered}.",
                  "Only {offered} - all good[ on {host}|].",
                  "No old protocol found. {host} has {offered}.",
                ],
                { host, offered: listed(offered) },
                { required: [] },
              )
            : answer(
                [
                  "{host} still offers {weak}, and that's too weak; in full it has {offered}.",
                  "Weak: {weak}. In full, {host} offers {offered}.",
                  "{weak} should be switched off on {host}; the full list is {offered}.",
                  "Not good: {host} accepts {weak}. Its complete list is {offered}.",
                ],
                { host, weak: listed(weak), offered: listed(offered) },
                { required: ["weak"] },
              ),
        ),
    };
  },
  frames: [
    "Does {host} still offer weak protocols?",
    "Check the transport settings of {host}.",
    "The auditor found an old protocol somewhere. Is it on {host}?",
    "{host}: which TLS versions, any weak ones?",
    "I want to be sure that {host} speaks nothing outdated to the outside.",
  ],
};

export const certificatesScenarios: readonly Scenario<SecurityWorld>[] = [certificate, renew, transport];
