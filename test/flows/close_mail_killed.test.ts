import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addNight } from '../catalog.ts'
import { endNight } from '../close.ts'
import { writeOrder } from '../close_books.ts'
import { eventually } from '../guest.ts'
import { openPremises, type Premises, type Server } from '../processes.ts'

// Two processes look for nights that are over. One is killed when the mail server has just taken
// the report, before anybody has noted that.

let premises: Premises
before(async () => {
  premises = await openPremises(2, { SWEEP_SECONDS_MAX: '0.2' })
})
after(() => premises.close())

const EXPIRED = {
  kind: 'ga',
  heads: 1,
  price_minor: 2450,
  fate: 'expired',
  voided: 0,
  goodwill_minor: 0,
  dispute: 'none',
  arrived: 0,
  hour: 1,
  planted_charge_minor: 0,
  planted_refund_minor: 0,
} as const

test('the report of a night is one mail, though the process that sends it is killed', async () => {
  const { db, mailbox } = premises
  const [dying, other] = premises.servers as [Server, Server]
  await dying.start({ DIE_AT: 'mail.accepted' })
  await other.start()
  other.freeze()
  const { night_id, types } = await addNight(db)
  await writeOrder(db, { night_id, type_id: types[0] ?? '' }, EXPIRED)
  await endNight({ db }, { night_id }, '7 hours')
  await db.query({
    text: `update close_settings set mail_at =
             (select (ends_at at time zone 'Europe/Berlin')::time from nights where id = $1)`,
    values: [night_id],
  })
  assert.equal((await dying.ended()).how, 'SIGKILL')
  other.thaw()
  const mails = async () => {
    const { rows } = await db.query<{ state: string }>({
      text: `select state from mails where kind = 'night_closed' and subject_id = $1`,
      values: [night_id],
    })
    return rows.map(({ state }) => state)
  }
  await eventually('the mail is sent', async () => (await mails()).includes('sent'))
  assert.deepEqual(await mails(), ['sent'])
  const came = (await mailbox.mails()).filter(({ subject }) => subject.startsWith('Night close: '))
  // The server has taken it twice, and whoever reads it has it once: it is the same mail.
  assert.equal(new Set(came.map(({ messageId }) => messageId)).size, 1)
  assert.ok(came.length >= 1)
})
