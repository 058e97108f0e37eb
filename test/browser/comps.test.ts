import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { askComp, booksOf, compBody, giveComp } from '../comps.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { keys } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'
import { assertAccessible } from './axe.ts'
import { openPage } from './page.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// Free on purpose: a host asks, an owner decides, and the guest reads that it is on the house.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })

/** The page has come, with its choices: nothing is on its way any more. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: /^(Comps|Invitaciones)$/ }).waitFor()
  await page.locator('[aria-busy]').waitFor({ state: 'detached' })
}

async function fillIn(page: Page, guest: string, email: string): Promise<void> {
  await page.getByLabel('How many').fill('2')
  await page.getByLabel('Name of the guest').fill(guest)
  await page.getByLabel('E-mail of the guest').fill(email)
  await page.getByRole('textbox', { name: 'Why' }).fill('Lent us her decks')
}

for (const [where, options] of Object.entries(screens)) {
  test(`a host asks, an owner sees it and approves, the guest has it on the house (${where})`, async () => {
    const { night_id } = await addNight(house.db, { types: [{ name: 'Entry' }] })
    const guest = `Gloria of the ${where}`
    const host = await openAsStaff(house, browser, 'host', '/dashboard/orders', options)
    await host.page.getByRole('link', { name: 'Ask for a comp' }).click()
    await settled(host.page)
    await host.page.locator('.comp-form').getByLabel('Night').selectOption(night_id)
    await fillIn(host.page, guest, `gloria-${where}@guest.example`)
    await assertWell(host.page)
    const owner = await openAsStaff(house, browser, 'owner', '/dashboard/comps', options)
    await settled(owner.page)
    await button(host.page, 'Ask for it').click()
    await host.page.getByText('Asked for. It waits until somebody decides.').waitFor()
    const card = owner.page.getByRole('listitem').filter({ hasText: guest }).first()
    await card.getByText('Waits for a decision').waitFor()
    await card.getByText('Lent us her decks').waitFor()
    await owner.page.locator('#places .badge').filter({ hasText: 'comp' }).first().waitFor({
      state: 'attached',
    })
    assert.equal(await button(host.page, /^Approve/).count(), 0, 'a host does not decide')
    await assertWell(owner.page)
    await button(owner.page, `Approve ${guest}`).click()
    const dialog = owner.page.getByRole('alertdialog', { name: `Give 2 × Entry to ${guest}?` })
    await dialog.waitFor()
    await assertWell(owner.page)
    await dialog.getByRole('button', { name: 'Give it' }).click()
    await owner.page.getByText('Given. The mail is on its way.').waitFor()
    await card.getByText('On the house').waitFor()
    await card.getByText(/Asked by Hana Host/).waitFor()
    await card.getByText(/Approved by Olga Owner/).waitFor()
    await host.page
      .getByText(/Approved by Olga Owner/)
      .first()
      .waitFor()

    await card.getByRole('link', { name: guest }).click()
    await owner.page.getByRole('heading', { name: 'On the house' }).waitFor()
    await owner.page.getByText('Lent us her decks').first().waitFor()
    assert.equal(await button(owner.page, /^Refund/).count(), 0)
    assert.doesNotMatch((await owner.page.locator('main').textContent()) ?? '', /€/)
    await assertWell(owner.page)
    const { rows } = await house.db.query<{ id: string; secret: string }>({
      text: `select id, secret from orders where guest_name = $1`,
      values: [guest],
    })
    const order = rows[0] ?? assert.fail('the comp has its order')
    const theirs = await openPage(browser, options)
    await theirs.page.goto(`${house.url}/orders/${order.id}/${order.secret}`)
    await theirs.page.getByRole('heading', { level: 1, name: 'You’re in' }).waitFor()
    await theirs.page.getByText('On the house', { exact: true }).waitFor()
    await theirs.page.getByRole('link', { name: 'Confirmation (PDF)' }).waitFor()
    assert.doesNotMatch((await theirs.page.locator('main').textContent()) ?? '', /€/)
    await assertAccessible(theirs.page)
    for (const one of [theirs, owner, host]) await one.close()
  })

  test(`what is given is taken back after a question, and a request refused with a reason (${where})`, async () => {
    const { night_id, types } = await addNight(house.db)
    const [ticket_type_id = ''] = types
    const owner = await signedInAs(house, 'owner')
    const given = { ...compBody(night_id, { ticket_type_id }), guest_name: 'Given Guest' }
    await giveComp(house, owner, given)
    const asked = { ...compBody(night_id, { ticket_type_id }), guest_name: 'Asking Guest' }
    await askComp(house, await signedInAs(house, 'host'), asked)
    const path = `/dashboard/comps?night=${night_id}`
    const staff = await openAsStaff(house, browser, 'manager', path, options)
    const { page } = staff
    await settled(page)
    await button(page, 'Take back Given Guest').click()
    const back = page.getByRole('alertdialog', { name: 'Take the comp of Given Guest back?' })
    await back.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('Taken back. The guest is told.').waitFor()
    await page.getByText(/Taken back by Mateo Manager/).waitFor()
    assert.equal((await booksOf(house, given))[0]?.state, 'withdrawn')
    await button(page, 'Refuse Asking Guest').click()
    const no = page.getByRole('alertdialog', { name: 'Refuse the comp for Asking Guest?' })
    assert.equal(await no.getByRole('button', { name: 'Refuse it' }).isDisabled(), true)
    await no.getByRole('textbox').fill('We are full')
    await no.getByRole('button', { name: 'Refuse it' }).click()
    await page.getByText(/Refused by Mateo Manager/).waitFor()
    await page.getByText('We are full').waitFor()
    await assertWell(page)
    await staff.close()
  })
}

test('an owner gives a table in one step, by keyboard, and is told what is wrong at its field', async () => {
  const { night_id } = await addVipNight(house.db, { tables: [{ name: 'Booth 1' }] })
  const path = `/dashboard/comps?night=${night_id}&new=1`
  const staff = await openAsStaff(house, browser, 'owner', path)
  const { page } = staff
  await settled(page)
  await page.getByLabel('What').selectOption('vip')
  await page.getByLabel('For how many').fill('3')
  await page.getByLabel('Name of the guest').fill('Vera Visitor')
  await page.getByLabel('E-mail of the guest').fill('vera@guest')
  await page.getByRole('textbox', { name: 'Why' }).fill('Her birthday')
  await button(page, 'Give it now').focus()
  await page.keyboard.press('Enter')
  await page.locator('.field-fault').waitFor()
  await assertWell(page)
  await page.getByLabel('E-mail of the guest').fill('vera@guest.example')
  await button(page, 'Give it now').focus()
  await page.keyboard.press('Enter')
  await page.getByText('Given. The mail is on its way.').waitFor()
  await page.getByText('Table Booth 1, for 3').waitFor()
  await staff.close()
})

test('comps are told in Spanish to whoever reads Spanish, with nothing where there is none', async () => {
  const { night_id } = await addNight(house.db)
  const path = `/dashboard/comps?night=${night_id}&state=waiting`
  const options = { ...screens.phone, locale: 'es-ES' }
  const staff = await openAsStaff(house, browser, 'host', path, options)
  await staff.page.getByText('Nadie espera una decisión').waitFor()
  await assertWell(staff.page)
  await staff.close()
})
