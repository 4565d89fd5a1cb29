/** Starts the pack inside Pulumi's policy analyzer; nothing imports this file (loading it serves the policies). */
import { PolicyPack } from "@pulumi/policy";
import { systemClock } from "../primitives";
import { buildPolicies } from "./policies";

new PolicyPack("flanstack", {
  policies: buildPolicies({ today: () => new Date(systemClock.now()).toISOString().slice(0, 10) }),
});
