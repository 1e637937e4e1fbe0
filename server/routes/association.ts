/** The file that Apple wanted before registering a domain was enough, for those who still need it. */
import { Hono } from 'hono';

export function associationRoutes(content: string): Hono {
  const routes = new Hono();
  routes.get('/.well-known/apple-developer-merchantid-domain-association', (c) => c.text(content));
  return routes;
}
