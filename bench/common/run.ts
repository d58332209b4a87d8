import type { RunOptions } from './options';
import type { Figures } from './targets';

/** One run of the command, as the measurements see it. */
export interface Run extends Pick<RunOptions, 'parts' | 'size'> {
  /** Whether other libraries are measured too. */
  hasPeers: boolean;
  /** What the targets are compared with; measurements add to it. */
  figures: Figures;
  /** Prints a result. */
  print: (text: string) => void;
  /** Says what is being measured. */
  progress: (text: string) => void;
}
