import assert from 'node:assert/strict'
import { test } from 'node:test'
import { APIError } from 'better-auth/api'
import { unlessRefusedByLibrary } from './library_error.ts'

test('what the library refuses is an answer, and what has failed is thrown as what it was', () => {
  const refused = new APIError('UNAUTHORIZED', { message: 'Invalid email or password' })
  assert.equal(unlessRefusedByLibrary(refused), undefined)
  const away = new Error('Connection terminated unexpectedly')
  const failed = new APIError('INTERNAL_SERVER_ERROR', { message: 'Failed', cause: away })
  assert.throws(() => unlessRefusedByLibrary(failed), away)
  assert.throws(() => unlessRefusedByLibrary(away), away)
  const bare = new APIError('INTERNAL_SERVER_ERROR', { message: 'Failed' })
  assert.throws(() => unlessRefusedByLibrary(bare), bare)
})
