/** The four tool families of the content agent. */
import type { Tool } from "../../contract";
import type { ContentWorld } from "../world";
import { contentGenerator } from "./content-generator";
import { emailBuilder } from "./email-builder";
import { seoAnalyzer } from "./seo-analyzer";
import { socialScheduler } from "./social-scheduler";

export const tools: readonly Tool<ContentWorld>[] = [
  ...contentGenerator,
  ...seoAnalyzer,
  ...socialScheduler,
  ...emailBuilder,
];
