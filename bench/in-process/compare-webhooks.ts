import type { Costs } from '../common/comparison';
import { interleave } from '../common/comparison';
import { TaskProcess } from './task-process';
import type { WebhookSetup } from './webhook-program';

/** One of the webhooks to compare. */
export interface ComparedWebhook {
  name: string;
  setup: WebhookSetup;
  /** Callbacks that it receives before it is measured. */
  warmUp: number;
}

/** Measures a callback of several webhooks, each in a process of its own. */
export async function compareWebhooks(
  webhooks: readonly ComparedWebhook[],
  { count, rounds }: { count: number; rounds: number },
  onStart: (name: string) => void,
): Promise<Costs[]> {
  const started: { name: string; process: TaskProcess }[] = [];
  try {
    for (const { name, setup, warmUp } of webhooks) {
      onStart(name);
      const process = await TaskProcess.webhook(setup);
      started.push({ name, process });
      await process.run('callback', warmUp);
    }
    const subjects = started.map(({ name, process }) => process.subject('callback', count, name));
    return await interleave(subjects, rounds);
  } finally {
    await Promise.all(started.map(({ process }) => process.stop()));
  }
}
