import assert from 'node:assert/strict'
import { newId } from '../src/kernel/index.ts'
import type { CompAnswer, CompRow } from '../src/web/dashboard/api/comps_answers.ts'
import { dashboard, type DashboardReply } from './dashboard.ts'
import { eventually } from './guest.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'

/** What a test asks for: two tickets for Gloria, unless it says otherwise. */
export const compBody = (night: string, what: object, more: object = {}) => ({
  comp_id: newId('cmp'),
  kind: 'ga',
  night,
  quantity: 2,
  guest_name: 'Gloria Guest',
  guest_email: `${newId('cmp')}@guest.example`,
  locale: 'en',
  reason: 'Played the last night for nothing',
  ...what,
  ...more,
})

type CompBody = ReturnType<typeof compBody>
type Reply = DashboardReply<CompAnswer>

/** Asks for a comp, as whoever is signed in. */
export function askComp(house: Pick<House, 'url'>, member: Browser, body: object): Promise<Reply> {
  return dashboard<CompAnswer>(house, member, 'POST', 'comps', body)
}

/** Approves it, refuses it, or takes it back. */
export function decideComp(
  house: Pick<House, 'url'>,
  member: Browser,
  { comp_id }: Pick<CompBody, 'comp_id'>,
  deed: 'approve' | 'refuse' | 'withdraw',
  body: object = {},
): Promise<Reply> {
  return dashboard<CompAnswer>(house, member, 'POST', `comps/${comp_id}/${deed}`, body)
}

/** Asks and approves in one step, which must succeed; returns the comp with its order. */
export async function giveComp(
  house: House,
  member: Browser,
  body: CompBody,
): Promise<CompRow & { order_id: string; comp_id: string; secret: string }> {
  const { status, body: answer } = await askComp(house, member, { ...body, approves: true })
  assert.equal(status, 201, JSON.stringify(answer))
  assert.equal(answer.outcome, 'approved')
  const order_id = answer.comp.order_id ?? assert.fail('it has its order')
  const { rows } = await house.db.query<{ secret: string }>({
    text: `select secret from orders where id = $1`,
    values: [order_id],
  })
  return { ...answer.comp, order_id, comp_id: body.comp_id, secret: rows[0]?.secret ?? '' }
}

/** Fails unless that was refused with this code, about this field. */
export function assertCompRefused({ status, body }: Reply, code: string, field: string): void {
  assert.equal(body.code, code, JSON.stringify(body))
  assert.equal(body.errors[0]?.field, field)
  assert.ok(status >= 400 && status < 500, String(status))
}

/** The orders, tickets and stock that stand for a comp. */
export async function booksOf({ db }: Pick<House, 'db'>, { comp_id }: { comp_id: string }) {
  const { rows } = await db.query<{
    state: string
    total_minor: string
    paid_at: Date | null
    tickets: number
    passes: number
    payments: number
  }>({
    text: `select o.state, o.total_minor, o.paid_at,
             (select count(*) from tickets t where t.order_id = o.id and t.state = 'valid')::int
               as tickets,
             (select count(*) from passes p where p.order_id = o.id and p.state = 'valid')::int
               as passes,
             (select count(*) from payments p where p.order_id = o.id)::int as payments
             from orders o where o.comp_id = $1`,
    values: [comp_id],
  })
  return rows
}

/** The mail whose subject begins so, to this guest. */
export async function mailTo(
  house: Pick<House, 'mailbox'>,
  email: string,
  subject: string,
): Promise<{ subject: string; text: string; html: string }> {
  const mail = await house.mailbox.waitFor(
    (one) => one.subject.startsWith(subject) && one.to.some(({ address }) => address === email),
  )
  return { subject: mail.subject, text: mail.text ?? '', html: mail.html || '' }
}

/** Waits until a night's comps are all mailed. */
export async function mailed({ db }: Pick<House, 'db'>): Promise<void> {
  await eventually('every mail is sent', async () => {
    const { rowCount } = await db.query({ text: `select from mails where state = 'queued'` })
    return rowCount === 0
  })
}
