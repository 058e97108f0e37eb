import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { ticketsAtDoor } from '../door.ts'
import { openHouse, type House } from '../house.ts'
import { keys } from '../staff.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// The lamp of a camera. Chromium's own camera is real as far as the page knows, and has none: what
// a phone says of its lamp is put in at the browser's edge, and nowhere else.

let house: House
let browser: Browser
let slug: string
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  slug = (await ticketsAtDoor(house, 1)).slug
  browser = await launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'])
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

/** The page of the door with its camera on; `lamp` says what the phone has for one. */
async function scanning(lamp: 'none' | 'works' | 'fails') {
  const path = `/dashboard/door?night=${slug}`
  const staff = await openAsStaff(house, browser, 'door', path, screens.phone)
  const { page } = staff
  if (lamp !== 'none') await page.evaluate(putLamp, lamp)
  await page.getByRole('button', { name: 'Start the camera' }).click()
  await page.getByRole('button', { name: 'Stop the camera' }).waitFor()
  return staff
}

function putLamp(lamp: 'works' | 'fails'): void {
  const plain: unknown = Reflect.get(MediaStreamTrack.prototype, 'getCapabilities')
  MediaStreamTrack.prototype.getCapabilities = function capabilities() {
    const known = (plain as () => MediaTrackCapabilities).call(this)
    return { ...known, torch: true }
  }
  MediaStreamTrack.prototype.applyConstraints = async (wanted) => {
    if (lamp === 'fails') throw new DOMException('low battery', 'NotReadableError')
    document.documentElement.dataset['lamp'] = JSON.stringify(wanted)
  }
}

const light = (page: Page) => page.getByRole('button', { name: 'Light', exact: true })
const asked = (page: Page) => page.evaluate(() => document.documentElement.dataset['lamp'])

test('the lamp is switched on and off, and the button says which', async () => {
  const { page, close } = await scanning('works')
  assert.equal(await light(page).getAttribute('aria-pressed'), 'false')
  await light(page).click()
  await page.getByRole('button', { name: 'Light', pressed: true }).waitFor()
  assert.equal(await asked(page), '{"advanced":[{"torch":true}]}')
  await assertWell(page)
  await light(page).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Light', pressed: false }).waitFor()
  assert.equal(await asked(page), '{"advanced":[{"torch":false}]}')
  await page.getByRole('button', { name: 'Stop the camera' }).click()
  await light(page).waitFor({ state: 'detached' })
  await close()
})

test('a lamp that does not do it stays off, and the camera goes on', async () => {
  const { page, close } = await scanning('fails')
  await light(page).click()
  await page.getByRole('button', { name: 'Stop the camera' }).waitFor()
  assert.equal(await light(page).getAttribute('aria-pressed'), 'false')
  await close()
})

test('a camera without a lamp offers none', async () => {
  const { page, close } = await scanning('none')
  assert.equal(await light(page).count(), 0)
  await close()
})
