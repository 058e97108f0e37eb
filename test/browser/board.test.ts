import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { asMember, nightOfGuests } from '../board.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser as Member } from '../member.ts'
import { keys } from '../staff.ts'
import { act, chip, drag, dragByTouch, openBoard, panel, spot, tablet, yes } from './board_page.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// Who sits where: given, moved and swapped by mouse, by finger and by keyboard.

let house: House
let browser: Browser
let host: Member
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
  host = await signedInAs(house, 'host')
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

const said = (page: Page, words: string) => page.getByText(words).first().waitFor()
const sits = (page: Page, table: string, name: string) =>
  spot(page, new RegExp(`^${table}, .*${name}`)).waitFor()
const isFree = (page: Page, table: string) =>
  spot(page, new RegExp(`^${table}, Gallery, Free`)).waitFor()

test('by mouse a party gets a table, another one, and swaps; a second browser sees each', async () => {
  const { slug, ids } = await nightOfGuests(house, ['Maya', 'Grace'])
  await asMember(house, host, 'DELETE', `bookings/${ids[0]}/table`)
  const { page, close } = await openBoard(house, browser, 'host', slug)
  const other = await openBoard(house, browser, 'owner', slug, tablet)
  await assertWell(page)
  await drag(page, chip(page, 'Maya'), spot(page, /^Table 3,/))
  await said(page, 'Maya sits at Table 3 now.')
  await sits(other.page, 'Table 3', 'Maya')
  await drag(page, spot(page, /^Table 3,/), spot(page, /^Table 1,/))
  await said(page, 'Maya sits at Table 1 now.')
  await sits(other.page, 'Table 1', 'Maya')
  await isFree(other.page, 'Table 3')
  await drag(page, spot(page, /^Table 1,/), spot(page, /^Table 2,/))
  await page.getByRole('alertdialog', { name: 'Swap Maya and Grace?' }).waitFor()
  await assertWell(page)
  await yes(page, 'Swap').click()
  await said(page, 'Maya and Grace have changed tables.')
  await sits(other.page, 'Table 2', 'Maya')
  await sits(other.page, 'Table 1', 'Grace')
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  await drag(page, spot(page, /^Table 2,/), page.locator('.board-strip'))
  await said(page, 'Maya waits for a table.')
  await chip(other.page, 'Maya').waitFor()
  await close()
  await other.close()
})

test('what cannot be is refused with its reason, and springs back', async () => {
  const small = { guests_included: 1, guests_max: 1 }
  const { slug, ids, tables } = await nightOfGuests(house, ['Maya', 'Grace'], [{}, {}, small, {}])
  await asMember(house, host, 'POST', `bookings/${ids[1]}/lock`)
  const block = `nights/${slug}/tables/${tables[3]}/block`
  await asMember(house, host, 'POST', block, { reason: 'Wet floor' })
  const { page, close } = await openBoard(house, browser, 'host', slug)
  const tries = [
    ['Table 1', 'Table 3', 'This table has room for up to 1.'],
    ['Table 1', 'Table 4', 'This table is blocked for the night.'],
    ['Table 2', 'Table 4', 'This booking is locked: unlock it before it is moved.'],
  ] as const
  for (const [from, to, reason] of tries) {
    await drag(page, spot(page, new RegExp(`^${from},`)), spot(page, new RegExp(`^${to},`)))
    await said(page, reason)
    await page.locator('.board-ghost').waitFor({ state: 'detached' })
  }
  await sits(page, 'Table 1', 'Maya')
  await spot(page, /^Table 2, .*Grace.*Locked/).waitFor()
  // Let go of over nothing, or left by Escape, it is where it was as well.
  await drag(page, spot(page, /^Table 1,/), page.getByRole('heading', { level: 1 }))
  await page.locator('.board-ghost').waitFor({ state: 'detached' })
  await sits(page, 'Table 1', 'Maya')
  await close()
})

test('a swap that is not wanted, or not possible, leaves both where they are', async () => {
  const { slug, ids } = await nightOfGuests(house, ['Maya', 'Grace'])
  await asMember(house, host, 'POST', `bookings/${ids[1]}/lock`)
  const { page, close } = await openBoard(house, browser, 'host', slug)
  await drag(page, spot(page, /^Table 1,/), spot(page, /^Table 2,/))
  await page.getByRole('alertdialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  await drag(page, spot(page, /^Table 1,/), spot(page, /^Table 2,/))
  await yes(page, 'Swap').click()
  await said(page, 'This booking is locked: unlock it before it is moved.')
  await sits(page, 'Table 1', 'Maya')
  await sits(page, 'Table 2', 'Grace')
  await close()
})

test('by a finger on a tablet a party gets its table, and moves on', async () => {
  const { slug, ids } = await nightOfGuests(house, ['Maya'])
  await asMember(house, host, 'DELETE', `bookings/${ids[0]}/table`)
  const { page, close } = await openBoard(house, browser, 'host', slug, tablet)
  await assertWell(page)
  await dragByTouch(page, chip(page, 'Maya'), spot(page, /^Table 4,/))
  await said(page, 'Maya sits at Table 4 now.')
  await dragByTouch(page, spot(page, /^Table 4, .*Maya/), spot(page, /^Table 2,/))
  await said(page, 'Maya sits at Table 2 now.')
  await spot(page, /^Table 2, .*Maya/).tap()
  await panel(page).getByRole('heading', { name: 'Maya' }).waitFor()
  await assertWell(page)
  await act(page, 'Close panel').tap()
  await panel(page).waitFor({ state: 'detached' })
  await close()
})

test('by keyboard alone a party is chosen, moved and swapped, and the focus comes back', async () => {
  const { slug } = await nightOfGuests(house, ['Maya', 'Grace'])
  const { page, close } = await openBoard(house, browser, 'host', slug)
  await spot(page, /^Table 1,/).focus()
  await page.keyboard.press('Enter')
  await panel(page).getByRole('heading', { name: 'Maya' }).waitFor()
  const choice = panel(page).getByLabel('Move to')
  await choice.focus()
  await page.keyboard.type('Table 3')
  await act(page, 'Move').focus()
  await page.keyboard.press('Enter')
  await said(page, 'Maya sits at Table 3 now.')
  await choice.focus()
  await page.keyboard.type('Table 2')
  await act(page, 'Move').focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('alertdialog', { name: 'Swap Maya and Grace?' })
  await dialog.waitFor()
  await page.keyboard.press('Enter')
  await said(page, 'Maya and Grace have changed tables.')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })
  await page.locator('[data-drop]:focus').waitFor()
  await close()
})

test('on a phone the list comes first: sorted, opened, and the plan is a tap away', async () => {
  const { slug } = await nightOfGuests(house, ['Maya', 'Grace'])
  const { page, close } = await openBoard(house, browser, 'host', slug, screens.phone)
  await page.getByRole('button', { name: /^Table 1\s*: Maya/ }).waitFor()
  await assertWell(page)
  await page.getByLabel('Sort by').selectOption('Party')
  await page.locator('tbody tr').first().getByText('Grace').first().waitFor()
  await page.getByRole('button', { name: /^Table 1\s*: Maya/ }).click()
  await panel(page).getByRole('heading', { name: 'Balance' }).waitFor()
  await assertWell(page)
  await act(page, 'Close panel').click()
  await page.getByRole('button', { name: 'Floor plan' }).click()
  await sits(page, 'Table 1', 'Maya')
  await assertWell(page)
  await close()
})

test('the list says by what it is sorted, and of a night without tables it is said why', async () => {
  const { slug } = await nightOfGuests(house, ['Maya', 'Grace'])
  const plain = await addNight(house.db)
  const { page, close } = await openBoard(house, browser, 'host', slug)
  await page.getByRole('button', { name: 'List', exact: true }).click()
  await page.locator('th[aria-sort="ascending"]').getByText('Table').waitFor()
  await page.getByRole('button', { name: 'Balance due' }).click()
  await page.locator('th[aria-sort="descending"]').getByText('Balance due').waitFor()
  await assertWell(page)
  await page.getByLabel('Night', { exact: true }).selectOption(plain.slug)
  await page.getByText('This night has no VIP tables.').waitFor()
  await assertWell(page)
  await close()
  const spanish = { ...screens.desktop, locale: 'es-ES' }
  const other = await openBoard(house, browser, 'owner', slug, spanish)
  await spot(other.page, /^Table 1, Gallery, Reservada, Maya/).waitFor()
  await assertWell(other.page)
  await other.close()
  const door = await openAsStaff(house, browser, 'door', '/dashboard')
  await door.page.getByRole('heading', { level: 1 }).waitFor()
  if ((await door.page.getByRole('link', { name: 'VIP board' }).count()) > 0)
    throw new Error('The door is not led to the board.')
  await door.close()
})
