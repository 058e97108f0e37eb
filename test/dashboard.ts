import type { House } from './house.ts'
import type { Browser } from './member.ts'

/** What the dashboard's API answers, or why it does not. */
export interface DashboardReply<Body> {
  status: number
  body: Body & { code: string; errors: { field: string; code: string }[] }
}

/** Asks the dashboard's API as whoever is signed in in `browser`; `path` is below it. */
export async function dashboard<Body = object>(
  { url }: Pick<House, 'url'>,
  browser: Pick<Browser, 'cookie'>,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: object = {},
): Promise<DashboardReply<Body>> {
  const response = await fetch(`${url}/api/dashboard/${path}`, {
    method,
    headers: {
      cookie: browser.cookie(),
      origin: url,
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
    },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as never }
}
