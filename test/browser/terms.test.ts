import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { eventually, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser as Member } from '../member.ts'
import { runnerOf, type Runner } from '../nights.ts'
import { addPlan, done, drawing, drawnTable, drawnZone } from '../plan.ts'
import { setTerms, tableOf, termsOf } from '../terms.ts'
import { addVipNight } from '../vip_catalog.ts'
import { openPage } from './page.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// What a night's tables are sold for, settled by hand, finger and keyboard.

let house: House
let browser: Browser
let member: Member
let owner: Runner
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
  browser = await launch()
  member = await signedInAs(house, 'owner')
  owner = runnerOf(house, member)
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

const sizes: Record<string, BrowserContextOptions> = {
  ...screens,
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true },
}
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })
const choose = (page: Page, table: string) => page.getByLabel(`Choose ${table}`, { exact: true })
const terms = (page: Page) => page.getByRole('form', { name: /^Terms of/ })
const open = (night: string, options?: BrowserContextOptions) =>
  openAsStaff(house, browser, 'manager', `/dashboard/nights/${night}/tables`, options)

/** Saves the terms in hand, and waits until it is done. */
async function save(page: Page): Promise<void> {
  await terms(page).getByRole('button', { name: 'Save', exact: true }).click()
  await terms(page).getByText('Not saved yet').waitFor({ state: 'detached' })
}

/** Begins the VIP side on a plan; without a policy it is refused at its field. */
async function begin(page: Page, plan: string): Promise<void> {
  await page.getByLabel('Floor plan', { exact: true }).selectOption({ label: `${plan}, version 1` })
  await page.getByLabel('Policy', { exact: true }).fill('')
  await button(page, 'Begin').click()
  await page.getByText('This value is missing or has the wrong form.').waitFor()
  await page.getByLabel('Policy', { exact: true }).fill('Deposits stay with the house.')
  await assertWell(page)
  await button(page, 'Begin').click()
  await page.getByText('0 of 2 on sale').waitFor()
}

/** Puts the first table on sale; a deposit that no card pays is refused at its field. */
async function settleFirst(page: Page, isWide: boolean): Promise<void> {
  await choose(page, 'Table 1').check()
  if (!isWide) await button(page, 'Change terms').click()
  const form = terms(page)
  await form.getByLabel('On sale', { exact: true }).selectOption('Yes')
  await form.getByLabel('Paid ahead').selectOption('A deposit, as a sum')
  await form.getByLabel('Deposit (EUR)').fill('0,20')
  await form.getByLabel('Minimum spend (EUR)').fill('600')
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await form.getByText('Table 1: a card payment carries no less than €0.50.').waitFor()
  await eventually('the focus is where it is wrong', () =>
    form.getByLabel('Deposit (EUR)').evaluate((input) => input === document.activeElement),
  )
  await assertWell(page)
  await form.getByLabel('Deposit (EUR)').fill('200')
  await save(page)
  await page.getByText('1 of 2 on sale').waitFor()
  await assertWell(page)
}

async function addBottles(page: Page): Promise<void> {
  await button(page, 'Add a package').click()
  const added = page.getByRole('form', { name: 'Add a package' })
  await added.getByLabel('Name').fill('Two bottles')
  await added.getByLabel('Price (EUR)').fill('450')
  await added.getByLabel('What is in it').fill('Vodka\nTonic')
  await added.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('heading', { name: 'Two bottles' }).waitFor()
}

const offer = (page: Page) => page.getByRole('link', { name: /^Table 1, booth.*€200 deposit/ })

/** Looks at the draft as a guest will: its plan, its terms, and what a choice comes to. */
async function lookAtPreview(page: Page): Promise<void> {
  const path = await page.getByRole('link', { name: 'Preview' }).getAttribute('href')
  await page.goto(house.url + path)
  await page.getByText('Preview: this is what guests will see.', { exact: false }).waitFor()
  await assertWell(page)
  await offer(page).first().click()
  await page.getByText('Deposits stay with the house.').waitFor()
  await page.getByLabel('Two bottles').check()
  await page.locator('#sum-rows').getByText('€450').waitFor()
  assert.equal(await button(page, 'Continue to payment').isDisabled(), true)
  await assertWell(page)
}

for (const [where, options] of Object.entries(sizes))
  test(`from a draft to a table that a guest sees with its terms (${where})`, async () => {
    const zones = [drawnZone({ tables: [drawnTable(), drawnTable({ name: 'Table 2', x: 260 })] })]
    done(await addPlan(house, member, drawing({ name: `Floor ${where}`, zones })))
    const night = await owner.draft(`Terms ${where}`)
    const staff = await openAsStaff(
      house,
      browser,
      'manager',
      `/dashboard/nights/${night}`,
      options,
    )
    const { page } = staff
    await page.getByRole('link', { name: 'Settle tables' }).click()
    await page.getByRole('heading', { name: `Tables: Terms ${where}` }).waitFor()
    await begin(page, `Floor ${where}`)
    await settleFirst(page, where === 'desktop')
    await addBottles(page)
    await lookAtPreview(page)
    await staff.close()
    await owner.send('POST', `nights/${night}/publish`)
    const { slug } = (await owner.night(night)).night
    const guest = await openPage(browser, options)
    await guest.page.goto(`${house.url}/nights/${slug}/tables`)
    await offer(guest.page).first().click()
    await button(guest.page, 'Continue to payment').click()
    await guest.page.waitForURL(/\/checkout$/)
    await guest.close()
    const [table] = (await termsOf(owner, night)).tables
    assert.equal(table?.state, 'held')
  })

test('by keyboard alone: tables are chosen on the plan, one field is set for both', async () => {
  const { night_id, tables } = await addVipNight(house.db, {
    tables: [{}, { minimum_spend_minor: 80_000, deposit_minor: 30_000 }],
  })
  const staff = await open(night_id)
  const { page } = staff
  await page.getByRole('button', { name: /^Table 1, Gallery, On sale/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Terms of Table 1' }).waitFor()
  await page.getByRole('button', { name: /^Table 2, Gallery, On sale/ }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('heading', { name: 'Terms of 2 tables' }).waitFor()
  assert.equal(await choose(page, 'Table 2').isChecked(), true)
  const form = terms(page)
  assert.equal(await form.getByLabel('Minimum spend (EUR)').inputValue(), '', 'it differs')
  await form.getByLabel('Guests included').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('6')
  await page.keyboard.press('Enter')
  await form.getByText('Not saved yet').waitFor({ state: 'detached' })
  const facts = await Promise.all(tables.map((id) => tableOf(owner, night_id, id)))
  assert.deepEqual(
    facts.map(({ guests_included, deposit_minor }) => [guests_included, deposit_minor]),
    [
      [6, 20_000],
      [6, 30_000],
    ],
  )
  await staff.close()
})

test('what a guest is paying for is not taken off sale, and the page says why', async () => {
  const { night_id, slug, tables } = await addVipNight(house.db)
  const wish = { wished_id: tables[0] ?? '', party_size: 2 }
  assert.equal((await tryToPlace(house, slug, { table: wish })).status, 201)
  const staff = await open(night_id, screens.phone)
  const { page } = staff
  await page.getByText('Being paid for', { exact: true }).waitFor()
  await choose(page, 'Table 1').check()
  await button(page, 'Change terms').click()
  await terms(page).getByLabel('On sale', { exact: true }).selectOption('No')
  await terms(page).getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('A guest is paying for Table 1 at this moment.', { exact: false }).waitFor()
  await assertWell(page)
  await staff.close()
})

test('of two editors the second sees what changed, and puts their own on top', async () => {
  const { night_id, tables } = await addVipNight(house.db)
  const [id = ''] = tables
  const staff = await open(night_id)
  const { page } = staff
  await choose(page, 'Table 1').check()
  const form = terms(page)
  await form.getByLabel('Guests included').fill('5')
  await form.getByLabel('Deposit (EUR)').fill('250')
  await setTerms(owner, night_id, [id], { deposit_minor: 30_000, minimum_spend_minor: 70_000 })
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await form.getByText('Olga Owner has changed this meanwhile.', { exact: false }).first().waitFor()
  assert.equal(await form.getByLabel('Deposit (EUR)').inputValue(), '250', 'nothing is lost')
  await assertWell(page)
  await form.getByRole('button', { name: 'Save mine on top' }).click()
  await form.getByText('Not saved yet').waitFor({ state: 'detached' })
  const table = await tableOf(owner, night_id, id)
  const { deposit_minor, minimum_spend_minor, guests_included } = table
  assert.deepEqual([deposit_minor, minimum_spend_minor, guests_included], [25_000, 70_000, 5])
  await staff.close()
})

test('whoever chooses other tables, or leaves, with something unsaved is asked first', async () => {
  const { night_id } = await addVipNight(house.db, { tables: [{}, {}] })
  const staff = await open(night_id)
  const { page } = staff
  await choose(page, 'Table 1').check()
  await terms(page).getByLabel('Guests included').fill('5')
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    void dialog.dismiss()
  })
  await choose(page, 'Table 2').click()
  await eventually('it is asked', async () => asked.length === 1)
  assert.equal(await choose(page, 'Table 2').isChecked(), false)
  await page.getByRole('link', { name: 'The night' }).click()
  await eventually('it is asked once more', async () => asked.length === 2)
  assert.equal(await terms(page).getByLabel('Guests included').inputValue(), '5')
  await save(page)
  await page.getByRole('link', { name: 'The night' }).click()
  await page.getByRole('link', { name: 'Settle tables' }).waitFor()
  await staff.close()
})

test('terms are copied from zone to zone and from another night; packages are put in order', async () => {
  const other = await addVipNight(house.db, {
    tables: [{ deposit_minor: 33_000 }],
  })
  const { night_id, tables } = await addVipNight(house.db, {
    tables: [{ deposit_minor: 11_000 }, { zone: 'Floor', name: 'Stand 1' }],
    packages: [{ price_minor: 45_000 }, { name: 'Magnum', price_minor: 90_000 }],
  })
  const [first = '', stand = ''] = tables
  const staff = await open(night_id, screens.phone)
  const { page } = staff
  const yes = page.getByRole('alertdialog').getByRole('button', { name: 'Copy' })
  await page.getByLabel('From', { exact: true }).selectOption('Gallery')
  await page.getByLabel('To', { exact: true }).selectOption('Floor')
  await button(page, 'Copy').first().click()
  await assertWell(page)
  await yes.click()
  await page.getByText('Copied to 1 table.').waitFor()
  assert.equal((await tableOf(owner, night_id, stand)).deposit_minor, 11_000)
  await page.getByLabel('Night', { exact: true }).selectOption(other.night_id)
  await button(page, 'Copy').last().click()
  await yes.click()
  await eventually('it is copied', async () => {
    return (await tableOf(owner, night_id, first)).deposit_minor === 33_000
  })
  await button(page, 'Move Magnum up').click()
  await eventually('it is moved', async () => {
    return (await termsOf(owner, night_id)).packages[0]?.name === 'Magnum'
  })
  await button(page, 'Take off Two bottles').click()
  await button(page, 'Offer again Two bottles').waitFor()
  await page.getByText('Taken off', { exact: true }).waitFor()
  await assertWell(page)
  await staff.close()
})

test('en español: all of it has its words', async () => {
  const { night_id } = await addVipNight(house.db, { packages: [{ price_minor: 45_000 }] })
  const staff = await open(night_id, { ...screens.phone, locale: 'es-ES' })
  const { page } = staff
  await page.getByLabel('Elegir Table 1', { exact: true }).check()
  await button(page, 'Cambiar condiciones').click()
  await page.getByRole('form', { name: 'Condiciones de Table 1' }).waitFor()
  await page.getByLabel('Consumo mínimo (EUR)').waitFor()
  await assertWell(page)
  await staff.close()
})
