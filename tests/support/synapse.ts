import { describe, inject } from 'vitest';
import { type Options, synapse as one, synapses as several } from '../../src/tools/synapse/index.ts';

/** For `describe`: skipped where no Synapse can be had. */
export const describeReal = inject('synapse') === null ? describe.skip : describe;

export const pythonHere = (): string => {
  const python = inject('synapse');
  if (python === null) throw new Error('There is no Synapse here.');
  return python;
};
export const synapses = async (count: number, options?: Options) => several(pythonHere(), count, options);
export const synapse = async (options?: Options) => one(pythonHere(), options);
