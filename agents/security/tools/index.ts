/** The four tool families of the security agent. */
import type { Tool } from "../../contract";
import type { SecurityWorld } from "../world";
import { authSystem } from "./auth-system";
import { encryptionLib } from "./encryption-lib";
import { firewall } from "./firewall";
import { scanner } from "./scanner";

export const tools: readonly Tool<SecurityWorld>[] = [...scanner, ...firewall, ...authSystem, ...encryptionLib];
