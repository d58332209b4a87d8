import { createHmac, timingSafeEqual } from 'node:crypto';
import { cpuTime, endWithParent, reportToParent } from '../common/measured-process';
import type { Message } from '../common/messages';
import { newMessages } from '../common/messages';
import { SHARED_SECRET } from '../common/shared-secret';

/** Messages are made and used in small groups, so that they are collected before they grow old. */
const GROUP = 200;

/** Prepares what is needed for the messages, and returns the function that is measured. */
export type Task = (messages: readonly Message[]) => () => void | Promise<void>;

/** What a process is asked to do. */
export interface TaskRequest {
  /** The name of a task; none only reports the heap. */
  task: string | undefined;
  /** With how many new messages. */
  count: number;
}

/** What it reports, at its start and after each request. */
export interface TaskReport {
  /** The processor time of the whole process while the task ran, for each message. */
  cpuMicroseconds: number;
  /** The heap in use after a garbage collection, if the process can start one. */
  heapBytes: number | undefined;
}

/** What every receiver has to do, as the handler by hand does it: check the HMAC, and parse the JSON. */
export const floor: Task = (messages) => {
  const requests = messages.map(({ signed }) => ({
    body: Buffer.from(signed.body),
    signature: signed.query.sig,
  }));
  return () => {
    for (const { body, signature } of requests) {
      const expected = createHmac('sha256', SHARED_SECRET).update(body).digest();
      if (!timingSafeEqual(Buffer.from(signature, 'hex'), expected)) throw new Error('A signature differs.');
      JSON.parse(body.toString());
    }
  };
};

/** Runs tasks that the parent process asks for, until it disconnects. */
export function serveTasks(tasks: Readonly<Record<string, Task>>): void {
  async function run({ task: name, count }: TaskRequest): Promise<TaskReport> {
    if (name === undefined) return { cpuMicroseconds: 0, heapBytes: heapInUse() };
    const task = tasks[name];
    if (task === undefined) throw new Error(`There is no task "${name}".`);
    let cpuMicroseconds = 0;
    for (let done = 0; done < count; done += GROUP) {
      const work = task(newMessages(Math.min(GROUP, count - done)));
      const before = cpuTime();
      await work();
      cpuMicroseconds += cpuTime() - before;
    }
    return { cpuMicroseconds: cpuMicroseconds / count, heapBytes: undefined };
  }

  process.on('message', (request: TaskRequest) => {
    // A failure ends the process, and the parent process reports it.
    void run(request).then(reportToParent);
  });
  endWithParent();
  reportToParent({ cpuMicroseconds: 0, heapBytes: undefined } satisfies TaskReport);
}

/** Only with `--expose-gc`. */
function heapInUse(): number | undefined {
  if (globalThis.gc === undefined) return undefined;
  // Twice, because the first one leaves what has finalizers.
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
