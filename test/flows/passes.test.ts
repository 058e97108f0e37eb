import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { confirmationMail, requestRefund } from '../../src/checkout/index.ts'
import type { Identity } from '../../src/identity/index.ts'
import {
  auditTrailOf,
  isRefused,
  newId,
  newSecret,
  type Config,
  type Database,
} from '../../src/kernel/index.ts'
import { disputedOrders } from '../../src/payments/index.ts'
import { findBooking } from '../../src/tickets/index.ts'
import { mailComposers } from '../../src/web/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { eventually, fulfilled, intentsAtStripe, pay, placeOrder, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import {
  bookParty,
  DOOR_KEY,
  linkOf,
  pageOf,
  post,
  read,
  scanPass,
  validPasses,
  type BookedParty,
} from '../party.ts'
import { tillOf } from '../till.ts'

let house: House
before(async () => {
  house = await openHouse({ DOOR_KEY, SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

const passesUrl = ({ order }: BookedParty, id = '') => `${pageOf(house, order)}/passes/${id}`
const qrs = (page: string) => page.match(/class="qr"/g)?.length ?? 0

async function refundEverything(order_id: string): Promise<void> {
  const wanted = { refund_id: newId('rfd'), order_id, requested_by: 'Owner' }
  const refund = await requestRefund(tillOf(house), { ...wanted, what: 'everything' })
  assert.ok(!isRefused(refund), JSON.stringify(refund))
}

test('a guest claims a pass with a name and no account, and the booker sees it', async () => {
  const party = await bookParty(house, 3)
  const [first, second] = party.passes
  const invitation = await read(linkOf(house, second!))
  assert.equal(invitation.status, 200)
  assert.match(invitation.text, /Ada has a place for you: Table 1, Gallery\./)
  assert.match(invitation.text, /name="robots" content="noindex"/)
  assert.equal(qrs(invitation.text), 0, 'the code comes with the claim')
  for (const other of [first!.code, first!.claim_secret, party.order.secret, party.order.email])
    assert.ok(!invitation.text.includes(other), 'nothing of the others')
  const claimed = await post(`${linkOf(house, second!)}/claim`, { name: '  Grace \t Hopper ' })
  assert.equal(claimed.status, 422, 'a control character is no part of a name')
  const again = await post(`${linkOf(house, second!)}/claim`, { name: '  Grace   Hopper ' })
  assert.equal(again.status, 303)
  const page = await read(linkOf(house, second!))
  assert.match(page.text, /This pass is for Grace Hopper\./)
  assert.equal(qrs(page.text), 1)
  const calendar = await read(`${linkOf(house, second!)}/night.ics`)
  // The lines of a calendar file are folded, and read() folds them once more.
  assert.match(calendar.text.replaceAll(' ', ''), /Table:Table1/)
  const booker = await read(pageOf(house, party.order))
  assert.match(booker.text, /1 of 3 claimed/)
  assert.match(booker.text, /Claimed: Grace Hopper/)
})

test('the page of a booking can follow how many passes are claimed, and whose each is', async () => {
  const party = await bookParty(house, 2)
  const [first, second] = party.passes
  const url = passesUrl(party, 'state')
  assert.match(
    (await read(pageOf(house, party.order))).text,
    /data-live-url="[^"]+\/passes\/state"/,
  )
  const texts = async () => ((await (await fetch(url)).json()) as { texts: object }).texts
  const kept = 'Yours to show or to forward'
  const both = { [`whose-${first!.id}`]: kept, [`whose-${second!.id}`]: kept }
  assert.deepEqual(await texts(), { 'passes-claimed': '0 of 2 claimed', ...both })
  await post(`${linkOf(house, second!)}/claim`, { name: 'Grace' })
  assert.deepEqual(await texts(), {
    'passes-claimed': '1 of 2 claimed',
    ...both,
    [`whose-${second!.id}`]: 'Claimed: Grace',
  })
  assert.equal((await fetch(url.replace(party.order.secret, newSecret()))).status, 404)
})

test('the second one who uses a link sees whose pass it is, and cannot rename it', async () => {
  const { passes } = await bookParty(house, 1)
  const link = linkOf(house, passes[0]!)
  assert.equal((await post(`${link}/claim`, { name: 'Bob' })).status, 303)
  assert.equal((await post(`${link}/claim`, { name: 'Bob' })).status, 303, 'a double click')
  const late = await post(`${link}/claim`, { name: 'Eve' })
  assert.equal(late.status, 409)
  assert.match(late.text, /Somebody else was faster.*This pass is for Bob\.|for Bob\..*was faster/)
  assert.doesNotMatch(late.text, /Eve/)
})

test('a name has 1 to 100 characters, whoever writes it', async () => {
  const party = await bookParty(house, 1)
  const [pass] = party.passes
  for (const name of ['', '   ', 'A'.repeat(101)]) {
    for (const url of [`${linkOf(house, pass!)}/claim`, `${passesUrl(party, pass!.id)}/name`]) {
      const answer = await post(url, { name })
      assert.equal(answer.status, 422)
      assert.match(answer.text, /Enter a name, up to 100 characters\./)
    }
  }
  const astral = '🎉'.repeat(100)
  assert.equal((await post(`${linkOf(house, pass!)}/claim`, { name: astral })).status, 303)
})

test('the booker names and renames a pass; the link keeps leading to it', async () => {
  const party = await bookParty(house, 2)
  const [pass] = party.passes
  for (const name of ['Bob', 'Robert']) {
    const named = await post(`${passesUrl(party, pass!.id)}/name`, { name })
    assert.equal(named.location, `${new URL(pageOf(house, party.order)).pathname}#${pass!.id}`)
    assert.match((await read(linkOf(house, pass!))).text, new RegExp(`This pass is for ${name}\\.`))
  }
  assert.equal((await scanPass(house, pass!.code, party.slug)).status, 201)
})

test('a pass that is taken back is void at once, and its head has a new one', async () => {
  const party = await bookParty(house, 2)
  const [old, other] = party.passes
  await post(`${linkOf(house, old!)}/claim`, { name: 'Wrong person' })
  const replaced = await post(`${passesUrl(party, old!.id)}/replacement`)
  assert.equal(replaced.status, 303)
  const [fresh, second] = await validPasses(house.db, party.booking.id)
  assert.ok(replaced.location.endsWith(`#${fresh!.id}`))
  assert.equal(second!.id, other!.id, 'the others are not touched')
  assert.deepEqual([fresh!.ordinal, fresh!.name], [old!.ordinal, null])
  assert.notEqual(fresh!.code, old!.code)
  assert.notEqual(fresh!.claim_secret, old!.claim_secret)
  assert.equal((await scanPass(house, old!.code, party.slug)).body.code, 'ticket_replaced')
  assert.equal((await scanPass(house, fresh!.code, party.slug)).status, 201)
  const gone = await read(linkOf(house, old!))
  assert.equal(gone.status, 410)
  assert.match(gone.text, /does not open the door\. Ask Ada for a new link\./)
  assert.equal(qrs(gone.text), 0)
  assert.equal((await post(`${linkOf(house, old!)}/claim`, { name: 'Eve' })).status, 410)
  const page = await read(pageOf(house, party.order))
  assert.ok(!page.text.includes(old!.id), 'the booker sees the new one in its place')
  const [entry] = await auditTrailOf(house.db, old!.id)
  assert.equal(entry?.action, 'pass.revoked')
  await audit(house)
})

test('a pass is replaced ten times, and then no more; it stays valid, and the others are free', async () => {
  const party = await bookParty(house, 2)
  const replace = async (head: 0 | 1) => {
    const pass = (await validPasses(house.db, party.booking.id))[head]
    return post(`${passesUrl(party, pass!.id)}/replacement`)
  }
  for (let time = 1; time <= 10; time++) assert.equal((await replace(0)).status, 303)
  const refused = await replace(0)
  assert.equal(refused.status, 409)
  assert.match(refused.text, /This pass has been replaced 10 times, and cannot be once more/)
  assert.equal((await replace(1)).status, 303)
  const [kept] = await validPasses(house.db, party.booking.id)
  assert.equal((await scanPass(house, kept!.code, party.slug)).status, 201)
  await audit(house)
})

test('a pass that has let somebody in stays: not taken back, not claimed anew, not renamed', async () => {
  const party = await bookParty(house, 2)
  const [pass] = party.passes
  assert.equal((await scanPass(house, pass!.code, party.slug)).status, 201)
  const refused = await post(`${passesUrl(party, pass!.id)}/replacement`)
  assert.equal(refused.status, 409)
  assert.match(refused.text, /This pass has let somebody in already/)
  const renamed = await post(`${passesUrl(party, pass!.id)}/name`, { name: 'Eve' })
  assert.equal(renamed.status, 409)
  assert.match(renamed.text, /This pass has let somebody in already/)
  const claimed = await post(`${linkOf(house, pass!)}/claim`, { name: 'Eve' })
  assert.equal(claimed.status, 409)
  assert.match(claimed.text, /This pass let somebody in at \d\d:\d\d\./)
  assert.deepEqual(await validPasses(house.db, party.booking.id), party.passes)
  const page = await read(pageOf(house, party.order))
  assert.match(page.text, /In since \d\d:\d\d/)
  assert.equal(qrs(page.text), 1)
  assert.match((await read(linkOf(house, pass!))).text, /This pass let somebody in at \d\d:\d\d\./)
})

test('no other link leads to a pass or changes it, and none says which passes there are', async () => {
  const [mine, theirs] = [await bookParty(house, 2), await bookParty(house, 2)]
  const [pass, sibling] = mine.passes
  const wrong = [
    linkOf(house, { id: pass!.id, claim_secret: sibling!.claim_secret }),
    linkOf(house, { id: pass!.id, claim_secret: newSecret() }),
    linkOf(house, { id: newId('pas'), claim_secret: pass!.claim_secret }),
    linkOf(house, { id: pass!.id, claim_secret: 'x' }),
  ]
  const answers = await Promise.all(wrong.map(read))
  for (const [n, { status, text }] of answers.entries()) {
    assert.equal(status, 404)
    assert.equal(text, answers[0]!.text)
    assert.equal((await post(`${wrong[n]}/claim`, { name: 'Eve' })).status, 404)
    assert.equal((await read(`${wrong[n]}/night.ics`)).status, 404)
  }
  // The booker of another party, with a link that is right for that one.
  for (const what of ['name', 'replacement']) {
    const answer = await post(`${passesUrl(theirs, pass!.id)}/${what}`, { name: 'Eve' })
    assert.equal(answer.status, 404)
    const stranger = { ...mine, order: { ...mine.order, secret: theirs.order.secret } }
    const strange = await post(`${passesUrl(stranger, pass!.id)}/${what}`, { name: 'Eve' })
    assert.equal(strange.status, 404)
  }
  assert.deepEqual(await validPasses(house.db, mine.booking.id), mine.passes)
})

test('F66: at the door a pass is refused when refunded, on another night, and the second time', async () => {
  const [refunded, here] = [await bookParty(house, 2), await bookParty(house, 1)]
  await refundEverything(refunded.order.order_id)
  const [pass] = refunded.passes
  assert.equal((await scanPass(house, pass!.code, refunded.slug)).body.code, 'ticket_refunded')
  const gone = await read(linkOf(house, pass!))
  assert.equal(gone.status, 410)
  assert.match(gone.text, /This party’s booking is cancelled/)
  const { code } = here.passes[0]!
  assert.equal((await scanPass(house, code, refunded.slug)).body.code, 'other_night')
  assert.equal((await scanPass(house, code, here.slug)).status, 201)
  assert.equal((await scanPass(house, code, here.slug)).body.code, 'already_admitted')
  const page = await read(pageOf(house, refunded.order))
  assert.match(page.text, /Your booking is cancelled, and its passes do not open the door/)
  assert.equal(qrs(page.text), 0)
  const claim = await post(`${linkOf(house, pass!)}/claim`, { name: 'Eve' })
  assert.equal(claim.status, 410)
})

test('F65: while the money is disputed no pass opens the door, and booker and guest are told', async () => {
  const party = await bookParty(house, 2)
  const [intent] = await intentsAtStripe(house, party.order)
  await house.sim.control.createDispute({ payment_intent: intent!.id })
  const [pass] = party.passes
  await eventually('the door stops the pass', async () => {
    const { rows } = await house.db.query({
      text: `select from disputes where order_id = $1 and state = 'open'`,
      values: [party.order.order_id],
    })
    return rows.length > 0
  })
  assert.equal((await scanPass(house, pass!.code, party.slug)).body.code, 'ticket_disputed')
  assert.match((await read(pageOf(house, party.order))).text, /Your bank wants this payment back/)
  const guest = await read(linkOf(house, pass!))
  assert.match(guest.text, /does not open the door at the moment/)
  assert.equal(qrs(guest.text), 0)
})

test('F65: a dispute about more guests stops theirs alone, and booker and guest are told', async () => {
  const party = await bookParty(house, 4)
  const { order_id, secret } = party.order
  const wish = { booking_id: party.booking.id, booking_secret: secret, guests: 1 }
  const more = await placeOrder(house, party.slug, { more: wish })
  await pay(house, more)
  await fulfilled(house, more, 1)
  const [intent] = await intentsAtStripe(house, more)
  await house.sim.control.createDispute({ payment_intent: intent!.id })
  await eventually('the door stops the pass', async () => {
    return (await disputedOrders(house.db, [order_id, more.order_id])).has(more.order_id)
  })
  const passes = await validPasses(house.db, party.booking.id)
  const theirs = passes.find((pass) => pass.order_id === more.order_id)
  const page = (await read(pageOf(house, party.order))).text
  assert.match(page, /Your bank wants another payment for this table back/)
  assert.equal(page.match(/Does not open the door now/g)?.length, 1)
  assert.equal(qrs(page), 4)
  assert.match((await read(pageOf(house, more))).text, /Your bank wants this payment back/)
  assert.match((await read(linkOf(house, theirs!))).text, /does not open the door at the moment/)
  const [own] = party.passes
  assert.equal((await scanPass(house, theirs!.code, party.slug)).body.code, 'ticket_disputed')
  assert.equal((await scanPass(house, own!.code, party.slug)).status, 201)
})

test('the page of a booking pays for more guests, who have passes on it; a refund takes them', async () => {
  const party = await bookParty(house, 4)
  const page = await read(pageOf(house, party.order))
  assert.match(page.text, /room for 4 more, for €20 each/)
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page.text)![1]!
  const fields = { order_id: hidden('order_id'), order_secret: hidden('order_secret') }
  const url = `${pageOf(house, party.order)}/guests`
  const many = await post(url, { ...fields, guests: '5' })
  assert.equal(many.status, 409)
  assert.match(many.text, /role="alert">This table has no room for so many/)
  for (const guests of ['0', '-1', 'x', ''])
    assert.equal((await post(url, { ...fields, guests })).status, 422)
  const placed = await post(url, { ...fields, guests: '2' })
  assert.equal(placed.status, 303)
  assert.equal((await post(url, { ...fields, guests: '2' })).location, placed.location)
  const [, order_id = '', secret = ''] = /^\/orders\/(ord_\w+)\/(\w+)\/checkout$/.exec(
    placed.location,
  )!
  const more = { order_id, secret }
  const checkout = await read(house.url + placed.location)
  assert.match(checkout.text, /2 extra guests/)
  assert.match(checkout.text, new RegExp(party.order.email), 'who it is was said before')
  await pay(house, more)
  await fulfilled(house, more, 2)
  const theirs = await read(pageOf(house, more))
  assert.ok(theirs.text.includes(`href="${new URL(pageOf(house, party.order)).pathname}"`))
  assert.match((await read(pageOf(house, party.order))).text, /0 of 6 claimed/)
  const wide = await findBooking(house.db, party.booking.id)
  assert.equal(wide!.credited_minor, party.booking.credited_minor + 4000)
  await refundEverything(order_id)
  assert.equal((await validPasses(house.db, party.booking.id)).length, 4)
  const narrow = await findBooking(house.db, party.booking.id)
  assert.deepEqual(
    [narrow!.worth_minor, narrow!.credited_minor],
    [party.booking.worth_minor, party.booking.credited_minor],
  )
  await audit(house)
})

test('only who has the link of the booking can add guests to it', async () => {
  const party = await bookParty(house, 2)
  const more = { booking_id: party.booking.id, booking_secret: newSecret(), guests: 1 }
  const refused = await tryToPlace(house, party.slug, { more })
  assert.equal(refused.status, 404)
  assert.equal(refused.body['code'], 'booking_unknown')
  const right = { ...more, booking_secret: party.order.secret }
  assert.equal((await tryToPlace(house, party.slug, { more: right })).status, 201)
})

test('the mail of a booking brings a link for each pass and the code of the booker’s own', async () => {
  const party = await bookParty(house, 2)
  const mail = await eventually('the mail arrives', async () => {
    const mails = await house.mailbox.mails()
    return mails.find(({ to }) => to.some(({ address }) => address === party.order.email))
  })
  assert.match(mail.subject, /^Your table: Concrete Garden, /)
  for (const part of [mail.text ?? '', mail.html ?? '']) {
    for (const pass of party.passes) assert.ok(part.includes(linkOf(house, pass)))
    assert.ok(part.includes(pageOf(house, party.order)))
    assert.match(part, /Due at the door/)
    assert.match(part, /€400/)
    assert.match(part, /Tables are kept until half past eleven/)
  }
})

test('what page and mail show of a booking reads its payment once', async () => {
  const { order } = await bookParty(house, 2)
  const asked: (string | undefined)[] = []
  const query: Database['query'] = (config) => {
    asked.push(config.name)
    return house.db.query(config)
  }
  const config = { publicUrl: house.url } as Config
  const identity = { db: { ...house.db, query } } as Identity
  const composers = mailComposers(identity, config)
  const letter = await composers[confirmationMail]?.(order.order_id)
  assert.match(letter?.text ?? '', /Paid ahead: €200/)
  assert.equal(asked.filter((name) => name === 'live_payment').length, 1)
})
