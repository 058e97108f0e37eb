import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AlertAnswer } from '../../src/web/dashboard/api/alerts_answers.ts'
import type { NeedLine, TonightAnswer } from '../../src/web/dashboard/api/tonight_answers.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { askComp, compBody, decideComp } from '../comps.ts'
import { dashboard } from '../dashboard.ts'
import { ask, declineNoted } from '../dashboard_lists.ts'
import { bookDeposit, paymentOf } from '../deposits.ts'
import { eventually, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { alertOpened } from '../sweep.ts'

// What the first screen and the inbox tell of what people have asked for, and decided.

const HELD_SECONDS = 3600

let house: House
let owner: Browser
let manager: Browser
let host: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await house.sim.control.configure({ capture_window_s: HELD_SECONDS })
  owner = await signedInAs(house, 'owner')
  manager = await signedInAs(house, 'manager')
  host = await signedInAs(house, 'host')
})
after(() => auditAndClose(house))

const compsFor = async (member: Browser): Promise<NeedLine[]> => {
  const { needs } = await ask<TonightAnswer>(member, '/tonight')
  return needs?.groups.find(({ group }) => group === 'comps')?.lines ?? []
}

test('a comp that waits needs whoever may give it, until somebody has decided', async () => {
  const { night_id, types } = await addNight(house.db)
  const body = compBody(night_id, { ticket_type_id: types[0] ?? '' })
  assert.equal((await askComp(house, host, body)).status, 201)
  const waits = (member: Browser) =>
    eventually('it is told', async () => (await compsFor(member))[0])
  for (const member of [owner, manager]) {
    const line = await waits(member)
    assert.deepEqual(
      [line.id, line.kind, line.guest_name, line.detail['asked_by'], line.detail['quantity']],
      [body.comp_id, 'comp', 'Gloria Guest', 'Hana Host', 2],
    )
  }
  assert.deepEqual(await compsFor(host), [], 'a host decides nothing')
  assert.equal((await decideComp(house, owner, body, 'approve')).status, 200)
  await eventually('nobody is needed', async () => (await compsFor(owner)).length === 0)
})

test('a night’s declines are told, however many another night has had since', async () => {
  const [quiet, busy] = [await addNight(house.db), await addNight(house.db)]
  const declinedOn = async ({ slug, types }: typeof quiet) => {
    const order = await placeOrder(house, slug, { [types[0] ?? '']: 1 })
    await pay(house, order, 'pm_card_visa_chargeDeclined')
    await declineNoted(house, order)
  }
  await declinedOn(quiet)
  await declinedOn(busy)
  await house.db.query({
    text: `insert into attempts (id, payment_id, attempt_key, outcome, source, code, amount_minor,
                                 currency, at)
           select 'att_again' || n, a.payment_id, 'again' || n, a.outcome, a.source, a.code,
                  a.amount_minor, a.currency, a.at + n * interval '1 millisecond'
             from attempts a join payments p on p.id = a.payment_id
             join orders o on o.id = p.order_id, generate_series(1, 300) n
            where o.night_id = $1`,
    values: [busy.night_id],
  })
  const { feed } = await ask<TonightAnswer>(owner, `/tonight?night=${quiet.slug}`)
  assert.deepEqual(
    feed.map(({ what }) => what),
    ['declined'],
  )
})

for (const [how, deed] of [
  ['keep', 'kept'],
  ['cancel', 'called off'],
] as const)
  test(`the alert of a lapsed deposit says who has ${deed} the booking`, async () => {
    const order = await bookDeposit(house)
    await house.sim.control.advanceClock({ seconds: HELD_SECONDS + 60 })
    const { subject_id } = await alertOpened(house, 'authorisation_expired')
    assert.equal(subject_id, (await paymentOf(house, order)).id)
    const { rows } = await house.db.query<{ id: string }>({
      text: `select id from alerts where kind = 'authorisation_expired' and state = 'open'`,
    })
    const path = `/alerts/${rows[0]?.id}`
    assert.equal((await ask<AlertAnswer>(owner, path)).decided, null)
    const reply = await dashboard(house, manager, 'POST', `${path.slice(1)}/decide`, { how })
    assert.equal(reply.status, 200)
    const { state, decided } = await ask<AlertAnswer>(owner, path)
    assert.deepEqual([state, decided], ['resolved', { by: 'Mateo Manager', how }])
  })
