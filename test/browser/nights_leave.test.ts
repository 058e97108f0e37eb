import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { runnerOf, type Runner } from '../nights.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

let house: House
let browser: Browser
let owner: Runner
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
  browser = await launch()
  owner = runnerOf(house, await signedInAs(house, 'owner'))
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

const LEAVE = 'Something is not saved yet. Leave it?'
const subtitle = (page: Page) => page.getByLabel('Subtitle', { exact: true })

/** Answers the next question of the browser, and says what it was. */
function answerNext(page: Page, how: 'accept' | 'dismiss'): Promise<string> {
  return new Promise((resolve) => {
    page.once('dialog', (dialog) => {
      void dialog[how]().then(() => resolve(dialog.message()))
    })
  })
}

/** The list of nights, and from there the page of a draft on which something was typed. */
async function openUnsaved(title: string) {
  const id = await owner.draft(title)
  const staff = await openAsStaff(house, browser, 'owner', '/dashboard/nights')
  const { page } = staff
  await page.getByRole('button', { name: 'Drafts', exact: true }).click()
  await page.getByRole('link', { name: title }).click()
  await subtitle(page).fill('Half a thought')
  return { ...staff, path: `/dashboard/nights/${id}` }
}

test('Back asks first: whoever stays keeps what was typed, whoever goes is gone', async () => {
  const { page, path, close } = await openUnsaved('Back and forth')
  const asked = answerNext(page, 'dismiss')
  await page.evaluate(() => history.back())
  assert.equal(await asked, LEAVE)
  await eventually('the address is back', () =>
    page.evaluate((wanted) => location.pathname === wanted, path),
  )
  assert.equal(await subtitle(page).inputValue(), 'Half a thought')
  const again = answerNext(page, 'accept')
  await page.evaluate(() => history.back())
  assert.equal(await again, LEAVE)
  await page.getByRole('heading', { name: 'Nights', exact: true }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/dashboard/nights')
  await close()
})

test('two forms that are not saved ask once; what is saved asks no more', async () => {
  const { page, close } = await openUnsaved('Two forms')
  await page.getByRole('button', { name: 'Add tickets' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Early bird')
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    void dialog.accept()
  })
  await page.evaluate(() => history.back())
  await page.getByRole('heading', { name: 'Nights', exact: true }).waitFor()
  assert.deepEqual(asked, [LEAVE])
  await page.evaluate(() => history.forward())
  await subtitle(page).fill('A whole thought')
  const details = page.locator('section[aria-labelledby=details]')
  await details.getByRole('button', { name: 'Save', exact: true }).click()
  await details.getByText('Not saved yet').waitFor({ state: 'detached' })
  await page.evaluate(() => history.back())
  await page.getByRole('heading', { name: 'Nights', exact: true }).waitFor()
  assert.equal(asked.length, 1)
  await close()
})

test('closing the page asks as well', async () => {
  const { page, close } = await openUnsaved('Closed')
  const asked = new Promise<string>((resolve) => {
    page.once('dialog', (dialog) => {
      resolve(dialog.type())
      void dialog.dismiss()
    })
  })
  await page.evaluate(() => location.assign('about:blank')).catch(() => undefined)
  assert.equal(await asked, 'beforeunload')
  assert.equal(await subtitle(page).inputValue(), 'Half a thought')
  await page.getByRole('button', { name: 'Undo changes' }).click()
  await close()
})

for (const [where, options] of Object.entries(screens))
  test(`a draft is deleted after a question, and a price too low is told at its field (${where})`, async () => {
    const title = `Never mind ${where}`
    const id = await owner.draft(title)
    await owner.addType(id)
    const path = `/dashboard/nights/${id}`
    const { page, close } = await openAsStaff(house, browser, 'manager', path, options)
    await page.getByRole('button', { name: 'Edit Early bird', exact: true }).click()
    const price = page.getByLabel('Price (EUR)', { exact: true })
    await price.fill('0.49')
    await price.press('Enter')
    await page.getByText('No card can pay so little: it takes at least €0.50.').waitFor()
    assert.equal(await price.getAttribute('aria-invalid'), 'true')
    const form = page.getByRole('form', { name: 'Early bird' })
    await form.getByRole('button', { name: 'Undo changes' }).click()
    await page.getByRole('button', { name: 'Delete draft', exact: true }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText(`Delete ${title}?`).waitFor()
    await assertWell(page)
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    assert.equal((await owner.night(id)).night.title, title)
    await page.getByRole('button', { name: 'Delete draft', exact: true }).click()
    await dialog.getByRole('button', { name: 'Delete draft', exact: true }).click()
    await page.getByText('The draft is deleted.').waitFor()
    await page.getByRole('heading', { name: 'Nights', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Drafts', exact: true }).click()
    await page.getByRole('button', { name: 'Drafts', pressed: true }).waitFor()
    assert.equal(await page.getByRole('link', { name: title }).count(), 0)
    await close()
  })
