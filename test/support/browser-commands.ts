/** Commands for component tests that the runner's own lack. Chromium only. */
import type { ChromeLauncher } from '@web/test-runner-chrome';
import type { TestRunnerPlugin } from '@web/test-runner-core';

type Page = ReturnType<ChromeLauncher['getPage']>;
type Tree = Awaited<ReturnType<Page['accessibility']['snapshot']>>;

const commands: Record<string, (page: Page, payload: never) => Promise<unknown>> = {
  /** Emulates media features, forced colours among them. */
  'media-features': async (page, features: { name: string; value: string }[]) => {
    await page.emulateMediaFeatures(features);
    return true;
  },
  /** The accessibility tree as lines of role and name, such as `radio Card`. */
  'accessibility-tree': async (page) => {
    const lines = (node: Tree): string[] =>
      node
        ? [`${node.role} ${node.name ?? ''}`.trim(), ...(node.children ?? []).flatMap(lines)]
        : [];
    // Groups are among what puppeteer finds of no interest.
    return lines(await page.accessibility.snapshot({ interestingOnly: false }));
  },
};

export function browserCommands(): TestRunnerPlugin {
  return {
    name: 'browser-commands',
    async executeCommand({ command, payload, session }) {
      const run = commands[command];
      if (!run) return undefined;
      const browser = session.browser as unknown as Pick<ChromeLauncher, 'getPage'>;
      return run(browser.getPage(session.id), payload as never);
    },
  };
}
