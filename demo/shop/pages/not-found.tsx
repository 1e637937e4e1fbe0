import type { FC } from 'hono/jsx';
import { Page, type PageProps } from './layout.tsx';

export const NotFoundPage: FC<Omit<PageProps, 'title' | 'children'>> = (props) => (
  <Page title="Not found" {...props}>
    <h1>There is nothing here</h1>
    <p>
      The page may have moved. <a href="/">Back to the shop.</a>
    </p>
  </Page>
);
