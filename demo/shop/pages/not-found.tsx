import type { FC } from 'hono/jsx';
import { Page, textsFor, type Visit } from './layout.tsx';

export const NotFoundPage: FC<Visit> = (visit) => {
  const words = textsFor(visit);
  return (
    <Page title={words.notFound} {...visit}>
      <h1>{words.notFound}</h1>
      <p>
        {words.moved} <a href="/">{words.back}</a>
      </p>
    </Page>
  );
};
