/** Waits for a task of its own, so that the browser can answer to a touch in between. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
