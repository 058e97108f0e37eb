import assert from 'node:assert/strict'
import { eventually } from './guest.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'

/** Asks the dashboard's API as whoever is signed in, and returns what it answers. */
export async function ask<Answer>(browser: Browser, path: string): Promise<Answer> {
  const { status, text } = await browser.get(`/api/dashboard${path}`)
  assert.equal(status, 200, `${path}: ${text}`)
  return JSON.parse(text) as Answer
}

/** Reads CSV as RFC 4180 has it, without the mark in front of it. */
export function readCsv(text: string): string[][] {
  assert.ok(text.startsWith('\uFEFF'), 'the mark of UTF-8')
  const rows: string[][] = []
  for (const line of text.slice(1).match(/(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n/g) ?? []) {
    const fields = line.slice(0, -2).match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? []
    rows.push(
      fields.map((one) => (one.startsWith('"') ? one.slice(1, -1).replaceAll('""', '"') : one)),
    )
  }
  return rows
}

/** Waits until a decline of an order is noted, as Stripe tells of it. */
export async function declineNoted(
  { db }: Pick<House, 'db'>,
  { order_id }: { order_id: string },
  count = 1,
): Promise<void> {
  await eventually(`${count} declines are noted`, async () => {
    const { rowCount } = await db.query({
      text: `select from attempts a join payments p on p.id = a.payment_id
              where p.order_id = $1 and a.outcome = 'declined'`,
      values: [order_id],
    })
    return rowCount === count
  })
}
