import type { Subject } from '../common/comparison';
import { pinTo, SERVER_PROCESSOR } from '../common/processor';
import { programPath } from '../common/programs';
import { ReportingProcess } from '../common/reporting-process';
import type { TaskReport, TaskRequest } from './serve-tasks';
import type { WebhookSetup } from './webhook-program';

/** The longest task is remembering a million callbacks. */
const TASK_TIMEOUT_MS = 240_000;

/** A process that runs tasks without HTTP. */
export class TaskProcess {
  readonly #process: ReportingProcess<TaskReport>;

  private constructor(program: string, args: readonly string[]) {
    this.#process = new ReportingProcess(`The program ${program}`, programPath(`in-process/${program}`), {
      args,
      execArgv: ['--expose-gc'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    pinTo(SERVER_PROCESSOR, this.#process.pid);
  }

  /** Starts a webhook with the tasks `floor` and `callback`. */
  static async webhook(setup: WebhookSetup): Promise<TaskProcess> {
    return TaskProcess.#start(new TaskProcess('webhook-program', [JSON.stringify(setup)]));
  }

  /** Starts the program with a task for each step of a callback. */
  static async steps(): Promise<TaskProcess> {
    return TaskProcess.#start(new TaskProcess('steps-program', []));
  }

  static async #start(started: TaskProcess): Promise<TaskProcess> {
    try {
      await started.#process.nextReport();
      return started;
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  /** Runs a task, and returns its processor time for each message in microseconds. */
  async run(task: string, count: number): Promise<number> {
    const request: TaskRequest = { task, count };
    return (await this.#process.ask(request, TASK_TIMEOUT_MS)).cpuMicroseconds;
  }

  /** The heap in use after a garbage collection, in bytes. */
  async heapBytes(): Promise<number> {
    const request: TaskRequest = { task: undefined, count: 0 };
    return (await this.#process.ask(request, TASK_TIMEOUT_MS)).heapBytes ?? NaN;
  }

  /** A task as a subject of comparison. */
  subject(task: string, count: number, name = task): Subject {
    return { name, measure: () => this.run(task, count) };
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }
}
