import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decode, encode } from 'fast-png'
import { withTwoHeaders } from '../../../../test/png.ts'
import { onGround } from './close_look.ts'

const png = (channels: 1 | 2 | 3 | 4, data: number[], width = 1) =>
  Buffer.from(encode({ width, height: 1, channels, data: Uint8Array.from(data) }))
const flat = async (picture: Buffer) => [
  ...decode((await onGround(picture)) ?? assert.fail('no picture')).data,
]

test('a logo is laid on the dark ground that it is made for', async () => {
  assert.deepEqual(await flat(png(3, [255, 128, 0])), [255, 128, 0])
  assert.deepEqual(
    await flat(png(4, [255, 255, 255, 0])),
    [0x14, 0x11, 0x0f],
    'what is clear is ground',
  )
  assert.deepEqual(await flat(png(4, [255, 255, 255, 255])), [255, 255, 255])
  assert.deepEqual(await flat(png(1, [200])), [200, 200, 200])
  assert.deepEqual(await flat(png(2, [255, 255, 255, 0], 2)), [255, 255, 255, 0x14, 0x11, 0x0f])
})

test('one that is broken, or far too large, is none', async () => {
  const whole = png(4, [1, 2, 3, 4])
  assert.equal(await onGround(whole.subarray(0, whole.length - 20)), null)
  const broken = Buffer.from(whole)
  broken.fill(7, 43, 50)
  assert.equal(await onGround(broken), null)
  const huge = Buffer.from(whole)
  huge.writeUInt32BE(4096, 16)
  huge.writeUInt32BE(4096, 20)
  assert.equal(await onGround(huge), null)
})

test('one whose last header promises more than its first is none', async () => {
  const small = withTwoHeaders(3)
  assert.equal(decode(small).width, 3, 'what draws it goes by the last one')
  assert.equal(await onGround(small), null)
})
