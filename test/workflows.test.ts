import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const workflow = (name: string) => read(`.github/workflows/${name}.yml`)

/** The names of a workflow's jobs. */
function jobsOf(text: string): string[] {
  const jobs = text.slice(text.indexOf('\njobs:\n'))
  return [...jobs.matchAll(/^ {2}(\w+):$/gm)].map(([, name = '']) => name)
}

/** The checks that a pull request shows: each job, once for every Node.js of its matrix. */
function checksOf(text: string): string[] {
  const [, versions = ''] = /node: \[([^\]]+)\]/.exec(text) ?? []
  const many = versions.split(',').map((version) => `test (${version.trim()})`)
  return jobsOf(text).flatMap((job) => (job === 'test' ? many : [job]))
}

test('the rule that protects main asks for every check of the gate, by the name that it has', () => {
  const checks = checksOf(workflow('ci'))
  assert.deepEqual(checks, ['test (20)', 'test (24)', 'dependencies'])
  const guide = read('CONTRIBUTING.md')
  const [, rule = ''] = /"required_status_checks": \[([\s\S]+?)\] \}/.exec(guide) ?? []
  const required = [...rule.matchAll(/"context": "([^"]+)"/g)].map(([, name]) => name)
  assert.deepEqual(required, checks)
  for (const check of checks) assert.ok(guide.includes(`\`${check}\``), check)
})

test('the gate runs every layer, and so does a release before it builds anything', () => {
  assert.match(read('.ci/run'), /^exec npm test$/m)
  for (const name of ['ci', 'release']) assert.match(workflow(name), /^ +- run: \.ci\/run$/m, name)
  const release = workflow('release')
  assert.deepEqual(jobsOf(release), ['test', 'image', 'notes'])
  assert.match(release, /^ {2}image:\n {4}needs: test$/m)
  assert.match(release, /^ {2}notes:\n {4}needs: image$/m)
})

test('an image says what it was built from, and no workflow may do more than it names', () => {
  const release = workflow('release')
  assert.match(release, /provenance: mode=max\n +sbom: true/)
  assert.match(release, /uses: actions\/attest-build-provenance@/)
  for (const name of ['ci', 'release'])
    assert.match(workflow(name), /^permissions:\n {2}contents: read$/m, name)
})

test('the changelog has a place for what is not released yet', () => {
  assert.match(read('CHANGELOG.md'), /^## \[Unreleased\]$/m)
})
