import type { TestProject } from 'vitest/node';
import { SYNAPSE, synapsePython } from '../../../src/tools/synapse/python.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Python that has Synapse; null where there is none. */
    synapse: string | null;
  }
}

/** Skipped where nobody could run it; where everything must run, it fails instead. */
export default async function setup(project: TestProject): Promise<void> {
  try {
    project.provide('synapse', await synapsePython());
  } catch (error) {
    if (process.env['CI']) throw error;
    console.warn(
      `\n!!! NOTHING IS TESTED AGAINST A REAL SYNAPSE: matrix-synapse ${SYNAPSE} cannot be had here (${error instanceof Error ? error.message : error}). Install python3 with venv, or say where one with Synapse is: SYNAPSE_PYTHON=…\n`,
    );
    project.provide('synapse', null);
  }
}
