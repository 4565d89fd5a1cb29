/**
 * The objects Pulumi stores as text in the state. They capture nothing: each method loads the package's entry
 * `flanstack/provider` from the work directory and delegates, so the code that runs is always the checkout's own.
 * The specifier never changes; a golden file pins the text.
 */
import type { dynamic } from "@pulumi/pulumi";

export const tuningJobProvider: dynamic.ResourceProvider = {
  async check(olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tuningJob.check(olds, news);
  },
  async diff(id, olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tuningJob.diff(id, olds, news);
  },
  async create(inputs) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tuningJob.create(inputs);
  },
  async read(id, props) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tuningJob.read(id, props);
  },
  async update(id, olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tuningJob.update(id, olds, news);
  },
  async delete(id, props) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tuningJob.delete(id, props);
  },
};

export const tunedModelProvider: dynamic.ResourceProvider = {
  async check(olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tunedModel.check(olds, news);
  },
  async diff(id, olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tunedModel.diff(id, olds, news);
  },
  async create(inputs) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tunedModel.create(inputs);
  },
  async read(id, props) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tunedModel.read(id, props);
  },
  async update(id, olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tunedModel.update(id, olds, news);
  },
  async delete(id, props) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").tunedModel.delete(id, props);
  },
};

export const existingModelProvider: dynamic.ResourceProvider = {
  async check(olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").existingModel.check(olds, news);
  },
  async diff(id, olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").existingModel.diff(id, olds, news);
  },
  async create(inputs) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").existingModel.create(inputs);
  },
  async read(id, props) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").existingModel.read(id, props);
  },
  async update(id, olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").existingModel.update(id, olds, news);
  },
  async delete(id, props) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").existingModel.delete(id, props);
  },
};

export const evaluationProvider: dynamic.ResourceProvider = {
  async check(olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").evaluation.check(olds, news);
  },
  async diff(id, olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").evaluation.diff(id, olds, news);
  },
  async create(inputs) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").evaluation.create(inputs);
  },
  async read(id, props) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").evaluation.read(id, props);
  },
  async update(id, olds, news) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").evaluation.update(id, olds, news);
  },
  async delete(id, props) {
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(`${process.cwd()}/package.json`)("flanstack/provider").evaluation.delete(id, props);
  },
};
