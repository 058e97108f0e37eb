import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { dashboard } from '../dashboard.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// Who writes the house's mails and what it says in them, on the page where it is settled.

const PATH = '/dashboard/settings/mail'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addVenue(house.db)
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

for (const [where, screen] of Object.entries(screens))
  test(`sender and words are changed, previewed, and tried (${where})`, async () => {
    const staff = await openAsStaff(house, browser, 'owner', PATH, screen)
    const { page } = staff
    const sender = page.getByRole('form', { name: 'Sender' })
    await sender.getByLabel('Name of the sender').fill(`The Nine ${where}`)
    await sender.getByLabel('Answers go to').fill('nobody')
    await sender.getByRole('button', { name: 'Save' }).click()
    await sender.locator('.field-fault').waitFor()
    await sender.getByLabel('Answers go to').fill(`${where}@nine.example`)
    await sender.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. Mails say it from now on.').first().waitFor()
    await page.getByText('Some filters look twice at that', { exact: false }).waitFor()

    const words = page.getByRole('region', { name: 'Words in mails' })
    const preview = words.frameLocator('iframe')
    await preview.getByRole('heading', { name: 'You’re in' }).waitFor()
    await words.getByLabel('After the greeting').fill('Hola {nombre}')
    await words.getByRole('button', { name: 'Save' }).click()
    await words.getByText('{nombre} stands for nothing.', { exact: false }).waitFor()
    await words.getByLabel('After the greeting').fill(`So good to have you, {name}, on a ${where}.`)
    await words.getByRole('button', { name: 'Draw again' }).click()
    await preview.getByText(`So good to have you, Ada, on a ${where}.`).waitFor()
    await words.getByRole('button', { name: 'As text' }).press('Enter')
    await preview.locator('pre').getByText(`So good to have you, Ada, on a ${where}.`).waitFor()
    const trial = words.getByRole('button', { name: 'Send me a test' })
    assert.equal(await trial.isDisabled(), true, 'what is not saved is not sent')
    await words.getByRole('button', { name: 'Save' }).click()
    await words.getByText('Tickets (own words)').waitFor({ state: 'attached' })
    await assertWell(page)
    await trial.click()
    await page.getByText('A test is on its way to owner@demo.example.').first().waitFor()
    const mail = await house.mailbox.waitFor(({ text }) =>
      Boolean(text?.includes(`on a ${where}.`)),
    )
    assert.equal(mail.from?.name, `The Nine ${where}`)
    await staff.close()
  })

test('two who write at once: the second is told, sees the other’s words, and then may save', async () => {
  const staff = await openAsStaff(house, browser, 'owner', PATH)
  const { page } = staff
  const sender = page.getByRole('form', { name: 'Sender' })
  await sender.getByLabel('Signature in English').fill('Mine')
  const owner = await signedInAs(house, 'owner')
  const { body } = await dashboard<{ sender: object }>(house, owner, 'GET', 'settings/mail')
  const theirs = { ...body.sender, signature_en: 'Theirs', signature_es: 'Suya' }
  const saved = await dashboard(house, owner, 'PUT', 'settings/mail/sender', theirs)
  assert.equal(saved.status, 200)
  await sender.getByRole('button', { name: 'Save' }).click()
  await sender
    .getByText('Olga Owner has changed this meanwhile', { exact: false })
    .first()
    .waitFor()
  await page.waitForFunction(() => {
    const fields = [...document.querySelectorAll('textarea')].map(({ value }) => value)
    return fields[0] === 'Mine' && fields[1] === 'Suya'
  })
  await assertWell(page)
  await sender.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved. Mails say it from now on.').first().waitFor()
  await staff.close()
})
