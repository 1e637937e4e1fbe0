/** Commands for component tests that the runner's own lack. */
import type { ChromeLauncher } from '@web/test-runner-chrome';
import type { TestRunnerPlugin } from '@web/test-runner-core';
import { accessibilityTree, emulateMediaFeatures, type Page } from './firefox.ts';

type Tree = Awaited<ReturnType<Page['accessibility']['snapshot']>>;
type Commands = Record<string, (page: Page, payload: never) => Promise<unknown>>;

const inChromium: Commands = {
  /** Emulates media features, forced colours among them. */
  'media-features': (page, features: { name: string; value: string }[]) =>
    page.emulateMediaFeatures(features),
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

const inFirefox: Commands = {
  'media-features': emulateMediaFeatures,
  'accessibility-tree': accessibilityTree,
};

export function browserCommands(): TestRunnerPlugin {
  return {
    name: 'browser-commands',
    async executeCommand({ command, payload, session }) {
      const run = (session.browser.name === 'Firefox' ? inFirefox : inChromium)[command];
      if (!run) return undefined;
      const browser = session.browser as unknown as Pick<ChromeLauncher, 'getPage'>;
      return (await run(browser.getPage(session.id), payload as never)) ?? true;
    },
  };
}
