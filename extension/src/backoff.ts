// When a process that died is started again. Deaths close together wait longer; after too many it stays down until the
// user asks. The clock is handed in, so the rule can be tested.

export interface BackoffRule {
  /** Milliseconds before the first, second ... start after a death; its length is the number of tries. */
  delays: readonly number[];
  /** A process that lived this long (milliseconds) is healthy: its death counts as the first again. */
  healthy: number;
}

export const restartRule: BackoffRule = { delays: [100, 500, 2000, 5000, 10000], healthy: 60000 };

export class Backoff {
  private deaths = 0;
  private startedAt = 0;

  constructor(private readonly rule: BackoffRule = restartRule) {}

  /** A process was started at `now`. */
  started(now: number): void {
    this.startedAt = now;
  }

  /** A process died at `now`: the wait before the next start, or undefined to stay down. */
  died(now: number): number | undefined {
    if (this.startedAt > 0 && now - this.startedAt >= this.rule.healthy) this.deaths = 0;
    return this.rule.delays[this.deaths++];
  }

  /** The user asked for a start: all is forgotten. */
  reset(): void {
    this.deaths = 0;
  }
}
