import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { partyOf } from '../board.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { bookTable, keys, passCodes, scanPass } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'
import { act, chip, openBoard, panel, spot, tablet, yes } from './board_page.ts'
import { assertWell, screens } from './staff_page.ts'

// An evening on the board: who comes and goes, what is taken at the door, blocked and locked.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

/** A night on which the tables' time is over, the first table of which is Ada's. */
async function lateNight() {
  const night = await addVipNight(house.db, { doors_in: '-2 hours', tables: [{}, {}] })
  const { id } = await bookTable(house, night.slug, night.tables[0] ?? '')
  return { ...night, id }
}

const said = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()
const state = (page: Page, words: string) =>
  spot(page, new RegExp(`^Table 1, Gallery, ${words}`)).waitFor()

for (const [where, options] of [
  ['tablet', tablet],
  ['desktop', screens.desktop],
] as const) {
  test(`a party arrives, sits, leaves, and each of these is taken back (${where})`, async () => {
    const { slug } = await lateNight()
    const { page, close } = await openBoard(house, browser, 'host', slug, options)
    const other = await openBoard(house, browser, 'manager', slug)
    await spot(page, /^Table 1,/).click()
    const walk = [
      ['Arrived', 'Ada has arrived.', 'Arrived'],
      ['Not here yet', 'Ada is expected again.', 'Booked'],
      ['Arrived', 'Ada has arrived.', 'Arrived'],
      ['Seated', 'Ada is seated.', 'Seated'],
      ['Not seated yet', 'Ada has arrived, and does not sit yet.', 'Arrived'],
      ['Seated', 'Ada is seated.', 'Seated'],
    ] as const
    for (const [button, done, then] of walk) {
      await act(page, button).click()
      await said(page, done)
      await state(other.page, then)
    }
    await act(page, 'Released').click()
    await assertWell(page)
    await yes(page, 'Released').click()
    await state(other.page, 'Free')
    await chip(other.page, 'Ada').waitFor()
    await act(page, 'Still here').click()
    await said(page, 'Ada is at the table again.')
    await state(other.page, 'Seated')
    await close()
    await other.close()
  })

  test(`what is due is taken in cash, by card and as a comp, and taken back (${where})`, async () => {
    const { slug, id } = await lateNight()
    const { page, close } = await openBoard(house, browser, 'manager', slug, options)
    const take = async (kind: string, amount: string, button: string) => {
      await panel(page).getByRole('radio', { name: kind }).check()
      await panel(page).getByLabel('Amount (EUR)').fill(amount)
      await act(page, button).click()
    }
    await spot(page, /^Table 1, .*€400 due/).click()
    await panel(page).getByRole('heading', { name: 'Balance' }).waitFor()
    await take('Cash', '150', 'Take €150.00')
    await spot(page, /^Table 1, .*€250 due/).waitFor()
    await take('Card', '300', 'Take €300.00')
    await said(page, 'That is more than is still due for this table.')
    await take('Card', '100,50', 'Take €100.50')
    await spot(page, /^Table 1, .*€149.50 due/).waitFor()
    await panel(page).getByLabel('Note', { exact: true }).fill('Birthday')
    await take('Comp', '149.50', 'Take €149.50')
    await spot(page, /^Table 1, .*settled/).waitFor()
    await panel(page).getByText('approved by Mateo Manager · Birthday').waitFor()
    // It stays while a pointer rests on it.
    await page.locator('.said-problem button').click()
    await page.locator('.said-problem').waitFor({ state: 'detached' })
    await assertWell(page)
    await panel(page).getByRole('button', { name: 'Take back €150.00' }).click()
    await yes(page, 'Take back').click()
    await said(page, '€150.00 is taken back, and due again.')
    await spot(page, /^Table 1, .*€150 due/).waitFor()
    const { money } = await partyOf(house, await signedInAs(house, 'host'), id)
    assert.deepEqual(
      money?.payments.map(({ kind, amount_minor, reversed_by }) => [
        kind,
        amount_minor,
        reversed_by,
      ]),
      [
        ['cash', 15_000, 'Mateo Manager'],
        ['card', 10_050, null],
        ['comp', 14_950, null],
      ],
    )
    await close()
  })
}

test('a host takes cash, and is told that a comp needs somebody else', async () => {
  const { slug } = await lateNight()
  const { page, close } = await openBoard(house, browser, 'host', slug)
  await spot(page, /^Table 1,/).click()
  await panel(page).getByText('A comp needs an owner or a manager.').waitFor()
  assert.equal(await panel(page).getByRole('radio', { name: 'Comp' }).count(), 0)
  await act(page, 'Take €400.00').click()
  await spot(page, /^Table 1, .*settled/).waitFor()
  await close()
})

test('somebody walks in by a tablet, and another table is blocked and put back', async () => {
  const { slug } = await lateNight()
  const { page, close } = await openBoard(house, browser, 'host', slug, tablet)
  const other = await openBoard(house, browser, 'owner', slug)
  await page.getByRole('button', { name: 'Walk-in' }).tap()
  const dialog = page.getByRole('alertdialog', { name: 'A party walks in' })
  await dialog.getByLabel('Name').fill('Grace')
  await dialog.getByLabel('How many').fill('9')
  await dialog.getByLabel('Table').selectOption({ index: 1 })
  await assertWell(page)
  await yes(page, 'Seat them').tap()
  await said(page, 'This table has room for up to 8.')
  await page.getByRole('button', { name: 'Walk-in' }).tap()
  await dialog.getByLabel('How many').fill('3')
  await yes(page, 'Seat them').tap()
  await said(page, 'Grace has Table 2.')
  await spot(other.page, /^Table 2, Gallery, Arrived, Grace, 0 of 3 in/).waitFor()
  await panel(page).getByText('Walked in, let in by Hana Host').waitFor()
  await panel(page).getByRole('link', { name: 'Link for the guest' }).first().waitFor()
  await act(page, 'Released').tap()
  await yes(page, 'Released').tap()
  await act(page, 'Close panel').tap()
  await spot(page, /^Table 2, Gallery, Free/).tap()
  await act(page, 'Block table').tap()
  await page.getByRole('alertdialog').getByLabel('Reason').fill('Wet floor')
  await yes(page, 'Block table').tap()
  await spot(other.page, /^Table 2, Gallery, Blocked/).waitFor()
  await panel(page).getByText('Wet floor').waitFor()
  await assertWell(page)
  await act(page, 'Unblock table').tap()
  await spot(other.page, /^Table 2, Gallery, Free/).waitFor()
  await close()
  await other.close()
})

test('a party is locked to its table, which says by whom, and unlocked by somebody else', async () => {
  const { slug } = await lateNight()
  const { page, close } = await openBoard(house, browser, 'manager', slug)
  const other = await openBoard(house, browser, 'host', slug, tablet)
  await spot(page, /^Table 1,/).click()
  await act(page, 'Lock table').click()
  await spot(other.page, /^Table 1, .*Locked/).click()
  await panel(other.page)
    .getByText(/^Locked by Mateo Manager, /)
    .waitFor()
  assert.equal(await panel(other.page).getByLabel('Move to').count(), 0)
  await assertWell(other.page)
  await act(other.page, 'Unlock table').click()
  await panel(other.page).getByLabel('Move to').waitFor()
  await act(page, 'Lock table').waitFor()
  await close()
  await other.close()
})

test('who does not come is a no-show; whom a door has let in is here by itself', async () => {
  const { slug } = await lateNight()
  const came = await lateNight()
  const { page, close } = await openBoard(house, browser, 'host', slug)
  await spot(page, /^Table 1,/).click()
  await act(page, 'No-show').click()
  await yes(page, 'No-show').click()
  await said(page, 'Ada did not come: the table is free.')
  await state(page, 'Free')
  await page.getByLabel('Night', { exact: true }).selectOption(came.slug)
  await spot(page, /^Table 1, Gallery, Booked, Ada, 0 of 2 in/).waitFor()
  const [code = ''] = await passCodes(house, came.id)
  await scanPass(house, came.slug, code)
  await spot(page, /^Table 1, Gallery, Arrived, Ada, 1 of 2 in/).waitFor()
  await close()
})
