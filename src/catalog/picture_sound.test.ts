import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'fast-png'
import { soundPng } from './picture_sound.ts'

const dot = Buffer.from(
  encode({ width: 1, height: 1, channels: 4, data: Uint8Array.from([1, 2, 3, 4]) }),
)

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

/** The same picture with other pixels in it than its header promises. */
const withPixels = (pixels: Buffer) => withPart('IDAT', deflateSync(pixels))

function withPart(name: string, content: Buffer): Buffer {
  const at = dot.indexOf(name) - 4
  const end = at + 12 + dot.readUInt32BE(at)
  const part = Buffer.alloc(12 + content.length)
  part.writeUInt32BE(content.length)
  part.write(name, 4)
  content.copy(part, 8)
  part.writeUInt32BE(crc32(part.subarray(4, -4)), 8 + content.length)
  return Buffer.concat([dot.subarray(0, at), part, dot.subarray(end)])
}
