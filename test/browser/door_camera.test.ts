import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { doorNow, ticketsAtDoor, type AtDoor } from '../door.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { writeQrFilm } from '../qr_video.ts'
import { keys } from '../staff.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// A real camera as far as Chromium knows: a film of two tickets, one after the other, again and
// again.

let house: House
let browser: Browser
let folder: string
let bought: AtDoor
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  bought = await ticketsAtDoor(house, 2)
  folder = mkdtempSync(join(tmpdir(), 'door-'))
  const film = join(folder, 'camera.y4m')
  const [first = '', second = ''] = bought.codes
  writeQrFilm(film, [
    [first, 4],
    [null, 1],
    [second, 4],
    [null, 1],
  ])
  browser = await launch([
    '--use-fake-device-for-media-stream',
    // Without a window nobody can be asked, so everybody is let.
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ])
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

const open = () =>
  openAsStaff(house, browser, 'door', `/dashboard/door?night=${bought.slug}`, screens.phone)

for (const [name, words] of [
  ['NotAllowedError', 'This browser may not use the camera.'],
  ['NotReadableError', 'Another app uses the camera.'],
  ['NotFoundError', 'This device has no camera.'],
] as const)
  test(`where a browser gives no camera (${name}), it is said why, and what to do`, async () => {
    const { page, close } = await open()
    await page.evaluate((no) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', no))
    }, name)
    await page.getByRole('button', { name: 'Start the camera' }).click()
    await page.getByText(words).waitFor()
    await assertWell(page)
    await close()
  })

test('the camera reads one ticket after the other, each once while it is held up', async () => {
  const { page, close } = await open()
  await page.getByRole('button', { name: 'Start the camera' }).click()
  // It is seen, and has no sound that somebody who is deaf would miss.
  await page.getByRole('button', { name: 'Stop the camera' }).waitFor()
  await page.waitForFunction(() => document.querySelector('video')?.videoWidth)
  const tracks = await page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject as MediaStream
    return stream.getTracks().map(({ kind }) => kind)
  })
  assert.deepEqual(tracks, ['video'])
  const verdict = page.getByRole('dialog')
  await verdict.getByText('General admission').waitFor()
  await page.getByText('2 of 2 in', { exact: true }).waitFor({ state: 'attached' })
  // The film begins anew: what is held up again is in already, and no verdict was pressed away.
  await verdict.getByText('Already in').waitFor()
  const { count } = await doorNow(house, await signedInAs(house, 'door'), bought.slug)
  assert.deepEqual(count, { inside: 2, sold: 2 })
  await page.keyboard.press('Escape')
  await page.getByRole('radio', { name: 'Code' }).check()
  await page.getByLabel('Code of the ticket').waitFor()
  await page.getByRole('radio', { name: 'Scan' }).check()
  await page.getByRole('button', { name: 'Start the camera' }).waitFor()
  await close()
})
