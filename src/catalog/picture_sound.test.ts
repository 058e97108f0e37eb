import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dot, withPart, withPixels, withTwoHeaders } from '../../test/png.ts'
import { readPng } from './picture_png.ts'
import { soundPng } from './picture_sound.ts'

test('a picture that holds what its header says is sound, one that would become more is not', async () => {
  assert.ok(await soundPng(dot))
  assert.ok(await soundPng(withPixels(Buffer.from([0, 1, 2, 3, 4]))))
  const bomb = withPixels(Buffer.alloc(64 * 1024 * 1024))
  assert.ok(bomb.length < 100_000, 'it is small as a file')
  assert.equal(await soundPng(bomb), undefined)
})

test('one that is cut off, packed wrongly, or coloured in no known way is not sound', async () => {
  assert.equal(await soundPng(dot.subarray(0, -1)), undefined)
  assert.equal(await soundPng(withPart('IDAT', Buffer.from('not packed'))), undefined)
  const header = Buffer.from(dot.subarray(16, 29))
  header.writeUInt8(5, 9)
  assert.equal(await soundPng(withPart('IHDR', header)), undefined)
})

test('one of another depth than there is, or of two headers, is not sound', async () => {
  for (const depth of [0, 3, 7, 32, 255]) {
    const header = Buffer.from(dot.subarray(16, 29))
    header.writeUInt8(depth, 8)
    assert.equal(await soundPng(withPart('IHDR', header)), undefined, String(depth))
  }
  assert.equal(readPng(withTwoHeaders(30_000)), undefined)
  assert.equal(await soundPng(withTwoHeaders(30_000)), undefined)
  assert.equal(await soundPng(withTwoHeaders(1)), undefined, 'even where both say the same')
})
