import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWebp } from './picture_webp.ts'

const part = (name: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(data.length)
  return Buffer.concat([Buffer.from(name, 'latin1'), length, data, Buffer.alloc(data.length % 2)])
}

/** A WebP of these parts. */
function webp(...parts: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from('RIFF'), length, body])
}

/** A lossless picture of this size, as far as its head goes. */
function lossless(width: number, height: number): Buffer {
  const data = Buffer.alloc(12)
  data[0] = 0x2f
  data.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 1)
  return part('VP8L', data)
}

function extended(width: number, height: number): Buffer {
  const data = Buffer.alloc(10)
  data.writeUIntLE(width - 1, 4, 3)
  data.writeUIntLE(height - 1, 7, 3)
  return part('VP8X', data)
}

test('the size is that of what is drawn, and the canvas has to be the same', () => {
  assert.equal(readWebp(webp(lossless(300, 200)))?.width, 300)
  assert.equal(readWebp(webp(extended(300, 200), lossless(300, 200)))?.height, 200)
  assert.equal(readWebp(webp(extended(16_000_000, 200), lossless(300, 200))), undefined)
})

test('a second picture behind the first is no picture', () => {
  assert.equal(readWebp(webp(lossless(300, 200), lossless(8000, 8000))), undefined)
})
