/** Requests for functions that do not exist, and for operations no function does. */
import type { Decline } from "../contract";
import { worded } from "./scenarios/parts";
import type { SecurityWorld } from "./world";

const autoPatch: Decline<SecurityWorld> = {
  family: "auto_patch_function",
  reason: "near_miss_tool",
  offers: ["scanner_verify_fix", "scanner_set_finding_status", "scanner_get_finding"],
  draw: (world, random) => {
    const finding = random.pick(world.findings.filter((each) => each.status !== "fixed"));
    return {
      finding: { value: finding.finding_id },
      host: { value: finding.hostname },
      version: { value: finding.fixed_in },
    };
  },
  frames: [
    "Run the scanner's patch function on {host} because of {finding}.",
    "Install {version} on {host} with the auto-patcher so that {finding} goes away.",
    "Can the scanner patch {host} by itself? Then let it, {finding} is the reason.",
    "{host}: apply the fix for {finding} ({version}), automatic patching please.",
    "I'm told the scanner has an update command. Use it for {finding} on {host}.",
  ],
  replies: [
    "The scanner [finds and verifies|reports and verifies], it doesn't install anything. Whoever runs {host} has to apply the update; I'll gladly verify {finding} afterwards.",
    "There is no patch function. [Once|As soon as] {host} has the new version I can check {finding} and close it.",
    "Patching {host} is beyond [what I can call|my functions]. Shall I put {finding} in progress, so that it's visible?",
    "Nothing here updates software. For {finding} I could give you the details that the owner of {host} needs.",
  ],
};

const quarantine: Decline<SecurityWorld> = {
  family: "quarantine_host_function",
  reason: "near_miss_tool",
  offers: ["firewall_add_rule", "scanner_start_scan", "firewall_search_events"],
  draw: (world, random) => {
    const host = random.pick(world.hosts);
    return { host: { value: host.hostname }, zone: { value: host.zone } };
  },
  frames: [
    "Quarantine {host}, there's a quarantine switch in the firewall.",
    "{host} behaves strangely. Use the isolate function on it.",
    "Put {host} into quarantine mode until tomorrow.",
    "Isolate {host} from the {zone} zone with the firewall's isolation command.",
    "Is there a way to quarantine {host} with one call? If so, do it.",
  ],
  replies: [
    "There's no quarantine function. I can add deny rules for single sources and ports, but such rules don't cut off {host} as a whole.",
    "{host} can't be isolated by me; [that takes|it takes] someone with access to the network. A scan of it would be possible right now.",
    "The firewall I work with has no isolation command. What I could do about {host}: look at its events, or deny particular addresses.",
    "Isolating a machine isn't [offered|available] here. Tell me a source and a port, and traffic to {host}'s zone can be denied.",
  ],
};

const geoBlock: Decline<SecurityWorld> = {
  family: "block_country_function",
  reason: "near_miss_tool",
  offers: ["firewall_add_rule"],
  draw: (world, random) => ({
    region: {
      value: random.pick([
        "everything outside Europe",
        "every country but ours",
        "all foreign networks",
        "all of South America",
        "anything overseas",
      ]),
    },
    port: { value: random.pick(world.rules).port },
  }),
  frames: [
    "Use the firewall's country filter to block {region} on port {port}.",
    "Geo-block {region}, port {port}.",
    "We only sell at home. Switch on the geo filter for {region} on {port}, please.",
    "Could you set the location filter so that {region} can't reach port {port}?",
    "The country list of the firewall should deny {region}; it's about port {port}.",
  ],
  replies: [
    'The firewall here has no country filter. Rules name an address, a range or any source, so "{region}" can\'t be expressed.',
    "Filtering by place isn't [possible|available]; I can deny single addresses and ranges on port {port}.",
    "The firewall can't filter by country. If you know the ranges, rules for port {port} can be added one at a time.",
    "[I'd need|It takes] addresses: a rule can't say \"{region}\". Do you have a range in mind?",
  ],
};

const resetFactor: Decline<SecurityWorld> = {
  family: "reset_second_factor_function",
  reason: "near_miss_tool",
  offers: ["auth_system_get_account", "auth_system_set_lock", "auth_system_set_role"],
  draw: (world, random) => {
    const found = random.pick(world.accounts.filter((each) => each.state === "active"));
    return { account: { value: found.account }, team: { value: found.team } };
  },
  frames: [
    "Reset the second factor of {account}.",
    "{account} has a new phone; call the second-factor reset for them.",
    "Can you enrol {account} for the second factor again?",
    "{account} ({team}) lost the device. The auth system's reset command should do.",
    "A second factor for {account}, please - set it up anew.",
  ],
  replies: [
    "I can see whether {account} has a second factor, but [I can't|not] reset it. Somebody has to do that in the auth system itself.",
    "Setting up or resetting a factor isn't [among my functions|something I can call]. Should I lock {account} until it's sorted out?",
    "There is no reset command for that. {account} needs somebody who can check the person's identity.",
    "The factor itself is out of reach for me; role and lock of {account} are what I can change.",
  ],
};

const deleteAccount: Decline<SecurityWorld> = {
  family: "delete_account",
  reason: "operation_absent",
  offers: ["auth_system_set_lock", "auth_system_set_role"],
  draw: (world, random) => {
    const found = random.pick(world.accounts.filter((each) => each.state === "active"));
    return { account: { value: found.account }, team: { value: found.team } };
  },
  frames: [
    "Delete the account {account}.",
    "{account} is not needed any more, remove it for good.",
    "Please erase {account} from the system, all of it.",
    "The {team} team shrinks. {account} can be deleted.",
    "How do I get rid of {account} permanently? Do it for me, please.",
  ],
  replies: [
    "Accounts can't be deleted here. I can lock {account}, which keeps everybody out.",
    "Deleting isn't possible with my functions; a lock on {account} has the same effect for sign-ins. Shall I set it?",
    "I'm unable to remove {account}. It could be locked, or reduced to the role of a viewer.",
    "Removing it for good is not something I can do. What about a lock for {account}?",
  ],
};

const decryptFile: Decline<SecurityWorld> = {
  family: "decrypt_file",
  reason: "operation_absent",
  offers: ["encryption_lib_list_keys", "encryption_lib_rotate_key"],
  draw: (world, random) => ({
    key: { value: random.pick(world.keys).key_id },
    document: { value: `archive-${random.int(100, 999)}` },
  }),
  frames: [
    "Decrypt {document} with {key}.",
    "I can't open {document}. It was encrypted under {key}, can you unpack it?",
    "{document} needs to be readable again; use {key}.",
    "Would you run {document} through {key} and give me the plain text?",
    "Please turn {document} back into a normal file ({key}).",
  ],
  replies: [
    "I manage keys, I don't handle files: {document} can't be decrypted by me.",
    "Decrypting {document} isn't [one of my functions|possible here]. For {key} I can tell version and due date, or rotate it.",
    "No function of mine opens files. Someone with access to {document} and the right to use {key} has to do it.",
    "[Files are|A file like {document} is] out of reach for me. {key} itself I can list or rotate.",
  ],
};

const notifyStaff: Decline<SecurityWorld> = {
  family: "notify_staff",
  reason: "operation_absent",
  offers: [
    "auth_system_find_accounts",
    "scanner_list_findings",
    "encryption_lib_get_certificate",
    "encryption_lib_check_transport",
  ],
  draw: (world, random) => {
    const found = random.pick(world.accounts);
    return { team: { value: found.team }, host: { value: random.pick(world.hosts).hostname } };
  },
  frames: [
    "Send {team} a message that {host} will be patched tonight.",
    "Tell everyone in {team} to change their settings before {host} is switched over.",
    "Can you email the {team} team about the maintenance of {host}?",
    "Please call the people in {team}; {host} is affected.",
    "{team} has to know about {host}. Post it in their channel.",
  ],
  replies: [
    "I can't reach people for you. If it helps, I can list who is in {team}, so that you can write to them.",
    "Notifying people isn't [possible from here|something I can do]. If it helps, I can give you the findings on {host} for your message.",
    "No mail, no chat, no phone here: {team} has to hear it from you. Do you want the facts on {host} for that?",
    "Getting word to people is not among my functions. For {host} I'm able to look up findings, certificate and transport.",
  ],
};

const restoreBackup: Decline<SecurityWorld> = {
  family: "restore_backup",
  reason: "operation_absent",
  offers: [
    "scanner_start_scan",
    "firewall_search_events",
    "scanner_list_findings",
    "encryption_lib_get_certificate",
    "encryption_lib_check_transport",
  ],
  draw: (world, random) => ({
    host: { value: random.pick(world.hosts).hostname },
    days: { value: random.int(2, 20) },
  }),
  frames: [
    "Restore {host} from the backup of {days} days ago.",
    "{host} may have been tampered with. Roll it back by {days} days.",
    "We need the state that {host} had {days} days ago, please bring it back.",
    "Can {host} be reset to its backup, the one that is {days} days old?",
    "Backup -> {host}, {days} days back.",
  ],
  replies: [
    "Backups aren't connected here, so I can't bring {host} back. A scan of its present state would be possible.",
    "Rolling back {host} has to be done by operations. I can look at events against it in the last {days} days.",
    "Restoring a machine is [beyond me|not a function I have]. Shall I check {host} for weaknesses instead?",
    "No access to backups, [sorry|I'm afraid]. For {host} I can look at findings, certificate, transport and events.",
  ],
};

const scanAndReport: Decline<SecurityWorld> = {
  family: "scan_and_write_to_customer",
  reason: "partly_doable",
  offers: ["scanner_start_scan"],
  draw: (world, random) => ({
    host: { value: random.pick(world.hosts).hostname },
    profile: { value: random.pick(["quick", "full"]) },
  }),
  frames: [
    "Do a {profile} scan of {host} and send the customer a PDF with the result.",
    "{host}: {profile} scan, and mail the report to the client.",
    "I'd like {host} scanned ({profile}) and the outcome emailed to the people who pay for it.",
    "Could you scan {host}, {profile}, then deliver a signed report to the customer?",
    "The customer waits for a document on {host}. Scan it with the {profile} profile and post them the file.",
  ],
  replies: [
    "The {profile} scan of {host} I can run; sending a report I can't. Shall I do the scan and give you the result here?",
    "Scanning is fine, mailing [isn't possible|is not]. Do you want the findings of {host} in this chat?",
    "Half of it: a scan, yes, a delivery to the customer, no. Say the word and {host} is scanned.",
    "I'm not able to write to customers. [If|Provided] that's all right, I'll scan {host} and you pass the result on.",
  ],
};

const rotateAndStore: Decline<SecurityWorld> = {
  family: "rotate_and_reencrypt",
  reason: "partly_doable",
  offers: ["encryption_lib_rotate_key"],
  draw: (world, random) => {
    const encrypting = world.keys.filter((each) => each.purpose === "storage" || each.purpose === "backup");
    const key = random.pick(encrypting.filter((each) => each.state === "active"));
    return { key: { value: key.key_id }, purpose: { value: key.purpose } };
  },
  frames: [
    "Rotate {key} and re-encrypt all {purpose} data with the new version.",
    "{key} gets a new version, and all {purpose} data written under the old one has to be converted.",
    "New version for {key}; afterwards please rewrite the old {purpose} data.",
    "Can you rotate {key}, then go through the {purpose} files and encrypt them again?",
    "I want no {purpose} data left under the old version of {key}: rotate, convert, done.",
  ],
  replies: [
    "Rotating {key} works, re-encrypting data doesn't: I have no access to it. Shall I rotate?",
    "A new version of {key}, yes. Old {purpose} data stays as it is unless its owner rewrites it. Go ahead with the first part?",
    "I can do the rotation of {key} only; existing data is [out of my hands|not something I touch]. Shall I rotate it?",
    "The data itself can't be converted by me. Older versions of {key} stay readable, so a rotation alone does no harm. Want it?",
  ],
};

const blockAndTrace: Decline<SecurityWorld> = {
  family: "block_and_identify_person",
  reason: "partly_doable",
  offers: ["firewall_add_rule"],
  draw: (world, random) => ({
    source: { value: random.pick(world.events).source },
    zone: worded(random.pick(world.hosts).zone),
  }),
  frames: [
    "Block {source} from {zone} and find out the name of the person behind it.",
    "{source} keeps bothering us in {zone}. Deny it and tell me who that is.",
    "Who owns {source}? I want the person's name, plus a block into {zone}.",
    "Could you shut {source} out of {zone} and get me the address of whoever sits there?",
    "Deny {source} any way into {zone}, then look up the human being who uses it.",
  ],
  replies: [
    "Blocking {source} is possible; who the person is can't be found out from here. On which port should it be denied?",
    "I can add a deny rule for {source}, but I can't identify people. Which port should it be?",
    "Who is behind {source} is nothing my functions can tell. The block itself needs a port - which one?",
    "[Only|Just] the first half works: a rule against {source}. For the rest you'd have to ask its provider. Tell me the port for the rule, please.",
  ],
};

export const scopeDeclines: readonly Decline<SecurityWorld>[] = [
  autoPatch,
  quarantine,
  geoBlock,
  resetFactor,
  deleteAccount,
  decryptFile,
  notifyStaff,
  restoreBackup,
  scanAndReport,
  rotateAndStore,
  blockAndTrace,
];
