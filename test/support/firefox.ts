/**
 * The Firefox that the component tests drive besides Chromium: Debian's, or the one that `FIREFOX_PATH`
 * names. Nothing is downloaded; where there is none, the tests run in Chromium alone.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromeLauncher, puppeteerCore, type ChromeLauncher } from '@web/test-runner-chrome';

export type Page = ReturnType<ChromeLauncher['getPage']>;

/** The oldest that is known to emulate media features as below. */
const OLDEST = 153;

const executablePath = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find(
  (path) => path && existsSync(path),
);

function majorVersion(path: string): number {
  try {
    const said = execFileSync(path, ['--version'], { encoding: 'utf8', stdio: 'pipe' });
    return Number(/Firefox (\d+)/.exec(said)?.[1] ?? 0);
  } catch {
    // Elsewhere than on Debian, /usr/bin/firefox may be a script with nothing to start.
    return 0;
  }
}

/** For the test runner, or why there is none. */
export const firefox =
  executablePath && majorVersion(executablePath) >= OLDEST
    ? chromeLauncher({
        puppeteer: puppeteerCore,
        launchOptions: {
          browser: 'firefox',
          executablePath,
          // For what is done below inside the browser's own window.
          args: ['--remote-allow-system-access'],
        },
        // Only one page has the keyboard.
        concurrency: 1,
        async createPage({ context }) {
          const page = await context.newPage();
          await startAccessibility(page);
          return page;
        },
      })
    : `${executablePath ? `${executablePath} is not` : 'there is no'} Firefox ${OLDEST} or newer`;

/** Puppeteer's connection, which it keeps to itself. */
interface Connection {
  send: (method: string, parameters: object) => Promise<{ result: unknown }>;
}

/**
 * Calls a function inside the browser's own window, for what WebDriver BiDi has no command. What it
 * takes and gives is JSON.
 */
async function inBrowserWindow<Given, Taken>(
  page: Page,
  run: (given: Given) => Taken,
  given?: Given,
): Promise<Taken> {
  const { connection } = page.browser() as unknown as { connection: Connection };
  const { result: tree } = await connection.send('browsingContext.getTree', {
    'moz:scope': 'chrome',
  });
  const [window] = (tree as { contexts: { context: string }[] }).contexts;
  const { result: answer } = await connection.send('script.evaluate', {
    expression: `JSON.stringify((${String(run)})(${JSON.stringify(given)}) ?? null)`,
    target: { context: window?.context },
    awaitPromise: false,
  });
  const { result, exceptionDetails } = answer as {
    result?: { value: string };
    exceptionDetails?: { text: string };
  };
  if (!result) throw new Error(exceptionDetails?.text ?? 'Firefox gave no answer');
  return JSON.parse(result.value) as Taken;
}

// What of that window is used here.
declare const gBrowser: { selectedBrowser: { browsingContext: object } };
declare const Ci: { nsIAccessibilityService: unknown };
declare const Cc: Record<string, { getService: (type: unknown) => AccessibilityService }>;
declare const window: { accessibility?: AccessibilityService | undefined };

interface AccessibilityService {
  getAccessibleFor: (node: unknown) => Accessible | null;
}

interface Accessible {
  computedARIARole: string | null;
  name: string | null;
  firstChild: Accessible | null;
  nextSibling: Accessible | null;
}

/** As a screen reader does. Firefox has accessibility trees for as long as somebody holds the service. */
const startAccessibility = (page: Page): Promise<void> =>
  inBrowserWindow(page, () => {
    window.accessibility ??= Cc['@mozilla.org/accessibilityService;1']?.getService(
      Ci.nsIAccessibilityService,
    );
  });

/** The accessibility tree of the page as lines of role and name. */
export const accessibilityTree = (page: Page): Promise<string[]> =>
  inBrowserWindow(page, () => {
    const lines: string[] = [];
    const walk = (node: Accessible | null | undefined): void => {
      if (!node) return;
      lines.push(`${node.computedARIARole ?? ''} ${node.name ?? ''}`.trim());
      for (let child = node.firstChild; child; child = child.nextSibling) walk(child);
    };
    walk(window.accessibility?.getAccessibleFor(gBrowser.selectedBrowser));
    return lines;
  });

/** Emulates these media features, and no others. */
export function emulateMediaFeatures(
  page: Page,
  features: { name: string; value: string }[],
): Promise<void> {
  const values = new Map(features.map(({ name, value }) => [name, value]));
  return inBrowserWindow(
    page,
    (overrides) => void Object.assign(gBrowser.selectedBrowser.browsingContext, overrides),
    {
      forcedColorsOverride: values.get('forced-colors') ?? 'none',
      prefersReducedMotionOverride: values.get('prefers-reduced-motion') ?? 'none',
    },
  );
}
