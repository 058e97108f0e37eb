import assert from 'node:assert/strict'
import { test } from 'node:test'
import { announcedMark, clockText, durationText, readHold, secondsLeft } from './hold.ts'

const told = {
  now: '2026-11-22T21:32:00.000Z',
  expires_at: '2026-11-22T21:42:00.000Z',
  extended: false,
}

test('F44: the hold runs by the server, whatever the phone believes the time is', () => {
  for (const wrongByMs of [0, 3_600_000, -86_400_000]) {
    const received = Date.parse(told.now) + wrongByMs
    const hold = readHold(told, received)
    assert.equal(secondsLeft(hold, received), 600)
    assert.equal(secondsLeft(hold, received + 18_900), 582)
    assert.equal(secondsLeft(hold, received + 599_999), 1)
    assert.equal(secondsLeft(hold, received + 600_000), 0)
    assert.equal(secondsLeft(hold, received + 9_000_000), 0)
  }
})

test('F44: a slow answer moves no countdown; a clock that was set anew does', () => {
  const received = Date.parse(told.now)
  const { offset_ms } = readHold(told, received)
  const answer = { ...told, now: '2026-11-22T21:33:00.000Z' }
  const asked = received + 60_000 - 200
  assert.equal(readHold(answer, asked + 9000, { ms: asked, offset_ms }).offset_ms, 0)
  // The page itself had been on its way for 8 s, which an answer within 0.3 s corrects.
  const late = readHold(told, received + 8000)
  assert.equal(late.offset_ms, -8000)
  const known = { ms: asked, offset_ms: late.offset_ms }
  assert.equal(readHold(answer, asked + 300, known).offset_ms, -100)
  const hourOn = asked + 3_600_000
  const { offset_ms: anew } = readHold(answer, hourOn + 300, { ms: hourOn, offset_ms })
  assert.equal(anew, -3_600_000 + 200)
})

test('a time is written for eyes and for machines', () => {
  assert.equal(clockText(581), '9:41')
  assert.equal(clockText(5), '0:05')
  assert.equal(durationText(581), 'PT9M41S')
})

test('screen readers hear a mark at most every 15 s, and a minute before the end', () => {
  const heard: number[] = []
  let last: number | null = null
  for (let seconds = 600; seconds >= 0; seconds--) {
    const mark = announcedMark(seconds)
    if (mark !== null && mark !== last) heard.push(seconds)
    last = mark
  }
  assert.deepEqual(heard, [300, 180, 120, 60, 45, 30, 15])
  const gaps = heard.slice(1).map((seconds, index) => heard[index]! - seconds)
  assert.ok(Math.min(...gaps) >= 15)
})

test('a page that is opened in the middle says nothing untrue', () => {
  assert.equal(announcedMark(250), null)
  assert.equal(announcedMark(0), null)
})
