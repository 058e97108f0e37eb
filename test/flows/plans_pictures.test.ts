import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { crc32 } from 'node:zlib'
import { encode } from 'fast-png'
import { newId } from '../../src/kernel/index.ts'
import type { PictureAnswer } from '../../src/web/dashboard/api/plans_answers.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { addPlan, assertPlanRefused, done, drawing, readPlan, savePlan } from '../plan.ts'

// The picture under a plan: what is none is refused, what is added to one is gone, and nobody but
// those who draw sees it.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
  await addNight(house.db)
})
after(async () => {
  await audit(house)
  await house.close()
})

const png = Buffer.from(
  encode({ width: 4, height: 3, data: new Uint8Array(4 * 3 * 3).fill(90), channels: 3, depth: 8 }),
)
/** 2 by 1, as a browser writes them. */
const webp = Buffer.from(
  'UklGRjoAAABXRUJQVlA4WAoAAAAAAAAAAQAAAAAAVlA4IBwAAAAwAQCdASoCAAEAB0CWJQAAgAAA/ubO3bJ3iAAA',
  'base64',
)
const jpeg = Buffer.from(
  '/9j/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////' +
    '////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////' +
    '////////////////////////////wAARCAABAAIDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAA' +
    'AAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAAL/xAAUEQEAAAAAAAAA' +
    'AAAAAAAAAAAA/9oADAMBAAIRAxEAPwCICh//2Q==',
  'base64',
)

async function send(who: Browser, bytes: Buffer, type = 'image/png') {
  const response = await fetch(`${house.url}/api/dashboard/plan-pictures`, {
    method: 'POST',
    headers: { cookie: who.cookie(), origin: house.url, 'content-type': type },
    body: new Uint8Array(bytes),
  })
  const body = (await response.json()) as PictureAnswer & { code: string; errors: never }
  return { status: response.status, body }
}

const read = (who: Browser, id: string) =>
  fetch(`${house.url}/api/dashboard/plan-pictures/${id}`, { headers: { cookie: who.cookie() } })

/** A part of a PNG. */
function part(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

const SCRIPT = '<script>alert(document.domain)</script>'

for (const [type, bytes, width, height] of [
  ['image/png', png, 4, 3],
  ['image/jpeg', jpeg, 2, 1],
  ['image/webp', webp, 2, 1],
] as const)
  test(`${type} is taken in, and given out as that and nothing else`, async () => {
    const { id, ...size } = done(await send(owner, bytes, 'text/html'))
    assert.deepEqual(size, { width, height })
    const answer = await read(owner, id)
    assert.equal(answer.headers.get('content-type'), type)
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.match(answer.headers.get('content-security-policy') ?? '', /sandbox/)
    assert.match(answer.headers.get('cache-control') ?? '', /^private/)
    assert.ok((await answer.arrayBuffer()).byteLength > 0)
  })

test('what hides in a picture or behind its end is not kept', async () => {
  const hidden = Buffer.from(SCRIPT)
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, hidden.length + 2]), hidden])
  const exif = Buffer.concat([Buffer.from('EXIF'), Buffer.from([hidden.length, 0, 0, 0]), hidden])
  const padded = hidden.length % 2 ? Buffer.concat([exif, Buffer.alloc(1)]) : exif
  const wider = Buffer.concat([webp, padded])
  wider.writeUInt32LE(wider.length - 8, 4)
  const files = [
    Buffer.concat([png, hidden]),
    Buffer.concat([png.subarray(0, 33), part('tEXt', hidden), png.subarray(33)]),
    Buffer.concat([jpeg, hidden]),
    Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]),
    Buffer.concat([webp, hidden]),
    wider,
  ]
  for (const file of files) {
    assert.ok(file.includes(SCRIPT))
    const { id } = done(await send(owner, file))
    const kept = Buffer.from(await (await read(owner, id)).arrayBuffer())
    assert.ok(!kept.includes('script'), kept.toString('latin1'))
  }
})

test('what is no picture is refused, whatever it says that it is', async () => {
  const broken = Buffer.from(png)
  broken[40] = (broken[40] ?? 0) ^ 0xff
  const vast = Buffer.concat([
    png.subarray(0, 8),
    part('IHDR', Buffer.from([0, 1, 0, 0, 0, 1, 0, 0, 8, 2, 0, 0, 0])),
    png.subarray(33),
  ])
  const files = [
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    Buffer.from(`<!doctype html>${SCRIPT}`),
    Buffer.from('GIF89a\u0001\u0000\u0001\u0000'),
    Buffer.concat([Buffer.from(SCRIPT), png]),
    png.subarray(0, 8),
    png.subarray(0, -12),
    jpeg.subarray(0, 40),
    jpeg.subarray(0, 2),
    webp.subarray(0, 20),
    Buffer.from('RIFF\u0004\u0000\u0000\u0000WEBP'),
    broken,
    vast,
    Buffer.alloc(0),
  ]
  for (const file of files)
    for (const type of ['image/png', 'application/json'])
      assertPlanRefused(await send(owner, file, type), 422, ['picture_invalid', 'picture'])
})

test('one that is too large is refused', async () => {
  const large = Buffer.concat([png, Buffer.alloc(4 * 1024 * 1024)])
  assertPlanRefused(await send(owner, large), 413, ['picture_too_large', 'picture'])
})

test('those who draw see it, and hosts, whose board has it beneath; nobody else', async () => {
  const { id } = done(await send(owner, png))
  for (const role of ['manager', 'host'] as const)
    assert.equal((await read(await signedInAs(house, role), id)).status, 200)
  assert.equal((await read(await signedInAs(house, 'door'), id)).status, 403)
  for (const role of ['host', 'door'] as const) {
    const who = await signedInAs(house, role)
    assertPlanRefused(await send(who, png), 403, ['not_permitted', 'account'])
  }
  const stranger = await fetch(`${house.url}/api/dashboard/plan-pictures/${id}`)
  assert.equal(stranger.status, 401)
  assert.equal((await read(owner, newId('pic'))).status, 404)
})

test('a plan keeps its picture in every version until it is taken away', async () => {
  const { id } = done(await send(owner, png))
  const plan = drawing({ picture: { id, opacity: 40 } })
  const first = done(await addPlan(house, owner, plan))
  const bare = done(await savePlan(house, owner, first, drawing(), { as_new_version: true }))
  assert.equal(bare.drawing.picture, null)
  assert.deepEqual((await readPlan(house, owner, first.id)).drawing.picture, { id, opacity: 40 })
  const none = { ...plan, picture: { id, opacity: 4 } }
  assertPlanRefused(await addPlan(house, owner, none), 422, ['input_invalid', 'picture.opacity'])
})

test('a picture that no plan has taken is forgotten after a week, others never', async () => {
  const [unused, used] = [done(await send(owner, png)), done(await send(owner, png))]
  const picture = { id: used.id, opacity: 40 }
  done(await addPlan(house, owner, drawing({ picture })))
  await house.db.query({ text: `update plan_pictures set added_at = now() - interval '8 days'` })
  done(await send(owner, png))
  assert.equal((await read(owner, unused.id)).status, 404)
  assert.equal((await read(owner, used.id)).status, 200)
})
