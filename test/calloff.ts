import assert from 'node:assert/strict'
import type { CallOffAnswer } from '../src/web/dashboard/api/calloff_answers.ts'
import { dashboard, type DashboardReply } from './dashboard.ts'
import { eventually } from './guest.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'

type Night = { night_id: string }

/** What a night is worth, or how far its end has come, as somebody of the venue sees it. */
export async function callOffOf(
  house: Pick<House, 'url'>,
  member: Browser,
  { night_id }: Night,
): Promise<CallOffAnswer> {
  const path = `nights/${night_id}/cancellation`
  const { status, body } = await dashboard<CallOffAnswer>(house, member, 'GET', path)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/** Calls a night off by the dashboard's API; its title is typed as it is, or as `typed` says. */
export async function callOff(
  house: Pick<House, 'url' | 'db'>,
  member: Browser,
  { night_id }: Night,
  typed: { title?: string; reason?: string } = {},
): Promise<DashboardReply<CallOffAnswer>> {
  const { rows } = await house.db.query<{ title: string }>({
    text: `select title from nights where id = $1`,
    values: [night_id],
  })
  const asked = { title: rows[0]?.title ?? 'x', reason: 'The sound system is broken.', ...typed }
  return dashboard<CallOffAnswer>(house, member, 'POST', `nights/${night_id}/cancellation`, asked)
}

/** The same, for what must succeed. */
export async function mustCallOff(
  house: Pick<House, 'url' | 'db'>,
  member: Browser,
  night: Night,
): Promise<CallOffAnswer> {
  const { status, body } = await callOff(house, member, night)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/** Waits until how far a night's end has come is as wanted. */
export function callOffIs(
  house: Pick<House, 'url'>,
  member: Browser,
  night: Night,
  what: string,
  isSo: (progress: NonNullable<CallOffAnswer['cancellation']>) => boolean,
): Promise<NonNullable<CallOffAnswer['cancellation']>> {
  return eventually(`the night's end: ${what}`, async () => {
    const { cancellation } = await callOffOf(house, member, night)
    return cancellation && isSo(cancellation) ? cancellation : undefined
  })
}

/** Waits until a night that was called off is done with. */
export const callOffFinished = (house: Pick<House, 'url'>, member: Browser, night: Night) =>
  callOffIs(house, member, night, 'finished', ({ finished_at }) => finished_at !== null)

/** How many mails of each kind were ever owed about an order and all that belongs to it. */
export async function mailsAbout(
  { db }: Pick<House, 'db'>,
  orderId: string,
): Promise<Record<string, number>> {
  const { rows } = await db.query<{ kind: string; count: number }>({
    text: `select kind, count(*)::int as count from mails
            where subject_id = $1 or subject_id in (select id from bookings where order_id = $1)
               or subject_id in (select id from refunds where order_id = $1)
               or subject_id in (select id from payments where order_id = $1)
            group by kind`,
    values: [orderId],
  })
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]))
}
