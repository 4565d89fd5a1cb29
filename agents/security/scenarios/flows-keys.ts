/** Keys and certificates in several steps. */
import { all, answer, call, count, partial, type Scenario } from "../../contract";
import { type SecurityWorld, shiftDate } from "../world";
import { limitDay, listed, seen, span, stuck } from "./parts";
import type { Certificate, Keys, Renewed, Rotated } from "./seen";

const rotateDue: Scenario<SecurityWorld> = {
  family: "rotate_due_keys",
  skill: "encryption",
  shape: "chain",
  draw(world, random) {
    const days = span(random);
    const limit = shiftDate(world.today, Number(days.value));
    const due = world.keys.filter(
      (key) => key.state === "active" && shiftDate(key.rotated_on, key.rotate_every_days) <= limit,
    );
    if (due.length === 0 || due.length > 5) return undefined;
    return {
      slots: { days },
      *solve() {
        const list = yield* call(
          "encryption_lib_list_keys",
          { due_within_days: days.value },
          {
            reasons: [
              "Which keys are due? [The list|That list] is the start.",
              "I look up what falls due before rotating [anything|a key].",
              "First the due dates, then the rotation.",
              "What is due gets rotated, so I list that first.",
              "What falls due? That first.",
              "The due dates decide what's rotated.",
            ],
          },
        );
        if (!list.ok) return stuck(list);
        const { keys } = seen<Keys>(list);
        if (keys.length === 0) return partial(["No key is overdue or due in that time."], {});
        const rotated = yield* all(
          keys.map((key) => ["encryption_lib_rotate_key", { key_id: key.key_id }]),
          {
            reasons:
              keys.length === 1
                ? ["Only {list} is on the list.", "A new version for {list}.", "So I rotate {list}, the only one."]
                : [
                    "{list}: each gets a new version.",
                    "It concerns {list}. They can be rotated at the same time.",
                    "{n} keys have to be rotated: {list}.",
                    "A new version each for {list}.",
                    "{list} can be done side by side.",
                    "So I rotate {list}.",
                  ],
            values: { n: count(keys as never), list: listed(keys.map((key) => key.key_id)) },
          },
        );
        const failed = rotated.find((each) => !each.ok);
        if (failed !== undefined) return stuck(failed);
        const late = keys.filter((key) => key.due_on < world.today);
        const overdue =
          keys.length === 1
            ? ` It ${late.length === 0 ? "was due on" : "had been overdue since"} {day}.`
            : late.length === 0
              ? " None was overdue."
              : late.length === keys.length
                ? keys.length === 2
                  ? " Both had been overdue."
                  : " All of them had been overdue."
                : " Overdue until now: {late}.";
        return answer(
          [
            `Rotated: {list}.${overdue}`,
            keys.length === 1 ? `One key rotated, {list}.${overdue}` : `{n} keys rotated: {list}.${overdue}`,
            `${keys.length === 1 ? "A new version is there" : "New versions are there"}: {list}.${overdue}`,
            `[All that was due is done|Everything due is rotated]: {list}.${overdue}`,
          ],
          {
            n: count(keys as never),
            late: listed(late.map((each) => each.key_id)),
            day: keys[0]!.due_on,
            list: listed(
              rotated.map(
                (each, index) => `${keys[index]!.key_id} (version ${each.ok ? seen<Rotated>(each).version : 0})`,
              ),
            ),
          },
          { required: ["list"] },
        );
      },
    };
  },
  frames: [
    "Rotate all keys that are overdue or due within {days}.",
    "Before the holidays I want no rotation pending. Do everything that falls due in the next {days}, or is overdue.",
    "keys overdue or due in {days} -> rotate them all",
    "Could you find the keys whose rotation is overdue or comes up within {days} and give each of them a new version?",
    "Nothing should be overdue after today. Horizon {days}: see which keys that concerns and rotate them.",
    "Is any key overdue or due in the coming {days}? Then rotate it, and all the others that are.",
    "What is overdue or has to be rotated in the next {days}? Do it now rather than later.",
  ],
};

const renewIfDue: Scenario<SecurityWorld> = {
  family: "renew_if_running_out",
  skill: "encryption",
  shape: "chain",
  draw(world, random) {
    const due = world.certificates.filter((each) => each.expires_on <= limitDay(world));
    if (due.length === 0) return undefined;
    const host = random.pick(due).hostname;
    const days = random.int(60, 180);
    return {
      slots: { host: { value: host }, days: { value: days, text: [`${days} days`] } },
      *solve() {
        const old = yield* call(
          "encryption_lib_get_certificate",
          { hostname: host },
          {
            reasons: [
              "How long is the certificate of {host} still valid?",
              "First the date on which the certificate of {host} ends.",
              "I look before I renew {host}.",
              "{host}: date first, renewal second.",
              "Is it time to renew {host}?",
              "The date tells if {host} may be renewed.",
            ],
            values: { host },
          },
        );
        if (!old.ok) return stuck(old);
        const { days_left, expires_on } = seen<Certificate>(old);
        if (days_left > 30)
          return partial(["{host} is good for {left} more days, so there was nothing to renew."], {
            host,
            left: days_left,
          });
        const renewed = yield* call(
          "encryption_lib_renew_certificate",
          { hostname: host, valid_days: days },
          {
            reasons: [
              "{left} days are left, so it can be renewed.",
              "It runs out on {until}. Renewing it now.",
              "Only {left} days remain for {host}; [renewal is open|time to renew].",
              "{left} days: the renewal is open for {host}.",
              "Short enough ({left} days). Renewing.",
              "It ends on {until}, so let's renew.",
            ],
            values: { left: days_left, until: expires_on, host },
          },
        );
        if (!renewed.ok) return stuck(renewed);
        const check = yield* call(
          "encryption_lib_get_certificate",
          { hostname: host },
          {
            reasons: [
              "To be sure I [read|look at] the new certificate.",
              "Is the new one in place? One more look.",
              "The renewal said {until}; I verify that.",
              "I read it back: {until}?",
              "I trust the new date only once it's shown.",
              "You asked for a check of the new date.",
            ],
            values: { until: seen<Renewed>(renewed).expires_on },
          },
        );
        if (!check.ok) return stuck(check);
        const now = seen<Certificate>(check);
        return answer(
          [
            "{host} had {left} days left. Its new certificate runs until {until}, checked.",
            "[Renewed and checked|Renewed]: {until} instead of {before}, when {host} had {left} days left.",
            "The old one of {host} would have ended on {before}, in {left} days; the new one is valid to {until}, as I checked.",
            "{host} is covered until {until}, I looked it up again. There were {left} days left.",
          ],
          { host, left: days_left, before: expires_on, until: now.expires_on },
          { required: ["until"] },
        );
      },
    };
  },
  frames: [
    "Check the certificate of {host}. In its last 30 days? Then renew it for {days} and verify the new date.",
    "If {host}'s certificate is about to end, get a new one that lasts {days}, and look it up again afterwards.",
    "{host}: days left? <= 30 -> renew, {days}, verify",
    "Someone said {host} would soon show a warning. See how long its certificate is valid; renew for {days} where that's possible; confirm.",
    "I don't want surprises with {host}: look at the certificate, renew it ({days}) provided the renewal is open, and read it back.",
    "How long has {host} got? If its renewal is open, get {days} and show me the new date.",
    "Look after {host} for me: certificate, days left, renewal for {days} if it's time, new date confirmed.",
  ],
};

const certificateKey: Scenario<SecurityWorld> = {
  family: "replace_certificate_key",
  skill: "encryption",
  shape: "chain",
  draw(world, random) {
    const host = random.pick(world.certificates).hostname;
    const days = random.int(40, 180);
    return {
      slots: { host: { value: host }, days: { value: days, text: [`${days} days`] } },
      *solve() {
        const old = yield* call(
          "encryption_lib_get_certificate",
          { hostname: host },
          {
            reasons: [
              "The certificate names the key, so I read it first.",
              "Which key is behind {host}?",
              "I need to know both the key and the days left on {host}.",
              "Let me look at what {host} has at present.",
            ],
            values: { host },
          },
        );
        if (!old.ok) return stuck(old);
        const { key_id, days_left, expires_on } = seen<Certificate>(old);
        const rotated = yield* call(
          "encryption_lib_rotate_key",
          { key_id },
          {
            reasons: [
              "It's {key}. A new version of it is made now.",
              "{key} first, [then|and after it] the certificate.",
              "{host} relies on {key}, which is rotated now.",
              "Key found: {key}. Making the next version.",
            ],
            values: { key: key_id, host },
          },
        );
        if (!rotated.ok) return stuck(rotated);
        const { version } = seen<Rotated>(rotated);
        if (days_left > 30)
          return partial(
            [
              "{key} is rotated to version {version}, but the certificate of {host} can't be renewed yet: it has {left} days left, until {until}.",
              "Half done: version {version} of {key} exists. It's too early to renew {host}, with {left} days to go (until {until}).",
              "{key} is at version {version} now. The certificate stays, since {host} is covered until {until}, {left} more days, and only the last 30 allow a renewal.",
              "I rotated {key}, which is at version {version}. For the certificate of {host} it's too soon, {left} days remain (until {until}).",
            ],
            { key: key_id, version, host, left: days_left, until: expires_on },
            { required: ["key", "version", "until"] },
          );
        const renewed = yield* call(
          "encryption_lib_renew_certificate",
          { hostname: host, valid_days: days },
          {
            reasons: [
              "{key} is at version {version}; now the certificate itself.",
              "On to the renewal for {host}, which has {left} days left.",
              "Version {version} is there. With {left} days left {host} can be renewed.",
              "The key part is done; what follows is the certificate of {host}.",
            ],
            values: { key: key_id, version, host, left: days_left },
          },
        );
        if (!renewed.ok) return stuck(renewed);
        const check = yield* call(
          "encryption_lib_get_certificate",
          { hostname: host },
          {
            reasons: [
              "Renewed until {until}, it says. I read it back.",
              "To be sure, {host} is looked up once more.",
              "Is the new date, {until}, in place? I look.",
              "Does {host} show {until} now?",
            ],
            values: { until: seen<Renewed>(renewed).expires_on, host },
          },
        );
        if (!check.ok) return stuck(check);
        return answer(
          [
            "{key} is at version {version}, and {host} has a certificate until {until}.",
            "[Both done|Both are done]: {key} rotated (version {version}), {host} renewed to {until}.",
            "{host} is good until {until}. The key behind it, {key}, has version {version}.",
            "New key version {version} for {key}; new date for {host}, {until}. I read it back.",
          ],
          { key: key_id, version, host, until: seen<Certificate>(check).expires_on },
          { required: ["version", "until"] },
        );
      },
    };
  },
  frames: [
    "Find the key behind the certificate of {host}, rotate it, renew the certificate for {days} if that's possible, and verify.",
    "{host} should get a new key version and, if it's time for that, a new certificate ({days}). Look up the present one first, and read the new one back.",
    "{host}: certificate -> its key -> rotate -> renew {days} (if open) -> check",
    "An old laptop with access to {host} was stolen. I'd like the key of its certificate rotated, the certificate renewed for {days} in case it can be, and a look at the outcome.",
    "Could you replace what protects {host}? I mean the key its certificate uses, and then the certificate itself, valid for {days}, if it may be renewed; confirm it at the end.",
    "Let's refresh {host}, key and certificate both. Which key is it? Give that a new version; renew with {days} of validity, unless it's too early; show me the date afterwards.",
  ],
};

export const flowsKeys: readonly Scenario<SecurityWorld>[] = [rotateDue, renewIfDue, certificateKey];
