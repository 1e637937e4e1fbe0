/** Something that happens by itself later: a hold expires, a debit settles, a delivery is tried again. */
export interface Task {
  /** What to do: the sandbox finds the function by this name. */
  kind: string;
  /** The account it happens to. */
  account: string;
  /** The object that it happens to. */
  id: string;
  /** Anything else that the function needs to know, fit for JSON. */
  data?: Readonly<Record<string, unknown>>;
}

export interface Clock {
  /** Whole milliseconds since 1970. */
  milliseconds(): number;
  /** Seconds since 1970, as Stripe's objects count them. */
  now(): number;
  /** Has a task done that many seconds from now. */
  schedule(seconds: number, task: Task): void;
  /** Moves time forward, doing on the way whatever falls due, each at its own time. */
  advance(seconds: number): void;
  /** What is still to come, soonest first. */
  pending(): readonly (Task & { due: number })[];
  /** Forgets the tasks for which this holds. */
  forget(which: (task: Task) => boolean): void;
  export(): ClockState;
  /** Takes time and tasks from there; its own are forgotten. */
  import(state: ClockState): void;
  stop(): void;
}

export interface ClockState {
  /** Milliseconds since 1970, by this clock. */
  milliseconds: number;
  /** By how many milliseconds that is ahead of real time. */
  ahead: number;
  /** Soonest first. */
  tasks: (Task & { due: number })[];
}

interface Scheduled extends Task {
  /** Milliseconds since 1970. */
  due: number;
  /** Tasks that are due at the same time are done in the order in which they were scheduled. */
  sequence: number;
}

const before = (a: Scheduled, b: Scheduled): boolean =>
  a.due < b.due || (a.due === b.due && a.sequence < b.sequence);

/** Longest delay that `setTimeout` takes. */
const longestTimeout = 2 ** 31 - 1;

/**
 * `real`: it goes on by itself, and can be moved forward besides. `manual`: it stands still but for
 * being moved, so that a test sees nothing happen that it did not ask for.
 */
export type Time = 'real' | 'manual';

/**
 * The sandbox's time: real time, plus as much as tests have moved it forward.
 *
 * @param perform does a task that has fallen due
 */
export function createClock(perform: (task: Task) => void, time: Time = 'real'): Clock {
  const started = Date.now();
  const base = (): number => (time === 'real' ? Date.now() : started);
  /** A binary heap: the soonest task first, at a cost that hardly grows with their number. */
  let heap: Scheduled[] = [];
  let offset = 0;
  let sequence = 0;
  let timer: NodeJS.Timeout | undefined;

  const milliseconds = (): number => base() + offset;
  /** Whole, however fine the delay that was drawn: others store the time as an integer. */
  const after = (seconds: number): number => milliseconds() + Math.round(seconds * 1000);

  const push = (task: Scheduled): void => {
    let index = heap.length;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (!parent || !before(task, parent)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = task;
  };

  const pop = (): Scheduled | undefined => {
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || top === last) return top;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      if (!left) break;
      const right = heap[2 * index + 2];
      const [child, next] =
        right && before(right, left) ? [right, 2 * index + 2] : [left, 2 * index + 1];
      if (!before(child, last)) break;
      heap[index] = child;
      index = next;
    }
    heap[index] = last;
    return top;
  };

  const wakeAtNext = (): void => {
    clearTimeout(timer);
    const next = heap[0];
    if (!next) return;
    const delay = Math.min(Math.max(next.due - milliseconds(), 0), longestTimeout);
    if (time === 'manual' && delay > 0) return;
    timer = setTimeout(() => doUntil(milliseconds()), delay);
    timer.unref();
  };

  function doUntil(time: number): void {
    for (let next = heap[0]; next && next.due <= time; next = heap[0]) {
      pop();
      if (next.due > milliseconds()) offset = next.due - base();
      const { due: _, sequence: __, ...task } = next;
      perform(task);
    }
    wakeAtNext();
  }

  const pending = (): (Task & { due: number })[] =>
    heap.toSorted((a, b) => (before(a, b) ? -1 : 1)).map(({ sequence: _, ...task }) => task);

  return {
    milliseconds,
    now: () => Math.floor(milliseconds() / 1000),
    schedule(seconds, task) {
      const scheduled = { ...task, due: after(seconds), sequence: sequence++ };
      push(scheduled);
      if (heap[0] === scheduled) wakeAtNext();
    },
    advance(seconds) {
      const target = after(seconds);
      doUntil(target);
      offset = Math.max(offset, target - base());
      wakeAtNext();
    },
    pending,
    forget(which) {
      const kept = heap.filter((task) => !which(task));
      heap = [];
      for (const task of kept) push(task);
      wakeAtNext();
    },
    export: () => ({
      milliseconds: milliseconds(),
      ahead: milliseconds() - Date.now(),
      tasks: pending(),
    }),
    import(state) {
      // Real time has gone on since; a clock that stands still goes on where it stood.
      offset = time === 'real' ? state.ahead : state.milliseconds - started;
      heap = [];
      for (const task of state.tasks) push({ ...task, sequence: sequence++ });
      wakeAtNext();
    },
    stop: () => clearTimeout(timer),
  };
}
