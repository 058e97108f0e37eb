import assert from 'node:assert/strict'
import { newId } from '../src/kernel/index.ts'
import type { TermsAnswer, TermsTable } from '../src/web/dashboard/api/terms_answers.ts'
import type { DashboardReply } from './dashboard.ts'
import type { Runner } from './nights.ts'

/** A night's tables as their page has them. */
export async function termsOf(runner: Runner, night: string): Promise<TermsAnswer> {
  const { status, body } = await runner.send<TermsAnswer>('GET', `nights/${night}/tables`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/** One table of it. */
export async function tableOf(runner: Runner, night: string, id: string): Promise<TermsTable> {
  const { tables } = await termsOf(runner, night)
  return tables.find((one) => one.vip_table_id === id) ?? assert.fail(`no table ${id}`)
}

/** Sets the same for these tables, in the versions that are there now. */
export async function setTerms(
  runner: Runner,
  night: string,
  ids: string[],
  set: object,
): Promise<DashboardReply<{ changed: number }>> {
  const { tables } = await termsOf(runner, night)
  const read = ids.map((id) => ({ id, version: versionOf(tables, id) }))
  return runner.send('PUT', `nights/${night}/tables`, { ...set, tables: read })
}

const versionOf = (tables: TermsTable[], id: string) =>
  tables.find((one) => one.vip_table_id === id)?.version ?? 0

/** What an ordinary package is. */
export const packageDetails = {
  name: 'Two bottles',
  description: 'For eight.',
  includes: ['Vodka', 'Tonic'],
  price_minor: 45_000,
  is_on_sale: true,
}

/** Adds a package, and gives its id. */
export async function addPackage(runner: Runner, night: string, change: object = {}) {
  const id = newId('pkg')
  const wanted = { id, ...packageDetails, ...change }
  const { status, body } = await runner.send('POST', `nights/${night}/packages`, wanted)
  assert.equal(status, 201, JSON.stringify(body))
  return id
}

/** Saves a package with some of it changed; of `version`, or the last one. */
export async function savePackage(
  runner: Runner,
  night: string,
  id: string,
  change: object,
  version?: number,
) {
  const known = (await termsOf(runner, night)).packages.find((one) => one.id === id)
  assert.ok(known, 'it is there')
  const { name, description, includes, price_minor, is_on_sale } = known
  const kept = { name, description, includes, price_minor, is_on_sale }
  const saved = { ...kept, version: version ?? known.version, ...change }
  return runner.send('PUT', `nights/${night}/packages/${id}`, saved)
}
