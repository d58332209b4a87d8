/** What the processes that are measured have in common: the other side of `ReportingProcess`. */

/** The user and system time of this process so far, including compilation and garbage collection, in microseconds. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Reports to the parent process, unless it has disconnected. */
export function reportToParent(report: object): void {
  if (process.connected) process.send?.(report);
}

/** Ends this process once the parent process has disconnected. */
export function endWithParent(): void {
  process.on('disconnect', () => {
    process.exit();
  });
}
