/** One check of the list: a command that is quiet when all is well, or tests. */
export type Layer =
  | { name: string; what: string; command: string[] }
  | { name: string; what: string; tests: string[] }

/**
 * Everything that is checked, in this order, on a laptop and in the merge gate alike. A layer's
 * name runs it alone: `npm test -- flows`.
 */
export const layers: Layer[] = [
  { name: 'types', what: 'TypeScript, strict', command: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'lint', what: 'oxlint, type-aware', command: ['oxlint', '--type-aware', '.'] },
  { name: 'format', what: 'oxfmt', command: ['oxfmt', '--check', '.'] },
  { name: 'unused', what: 'files, exports and packages nobody uses', command: ['knip'] },
  { name: 'client', what: "the browser's files are built", command: ['build/client.ts'] },
  {
    name: 'tidy',
    what: 'the rules of the house, its packing, its pages on security, and others’ licences',
    tests: [
      'test/tidy.test.ts',
      'test/tidy_migrations.test.ts',
      'test/licences.test.ts',
      'test/packaging.test.ts',
      'test/security_pages.test.ts',
      'test/workflows.test.ts',
    ],
  },
  {
    name: 'unit',
    what: 'rooms, simulator and local parts, on real PostgreSQL',
    tests: [
      ...['src', 'stripe-sim', 'build', 'local'].map((room) => `${room}/**/*.test.ts`),
      'test/house.test.ts',
      'test/postgres.test.ts',
      'test/run.test.ts',
    ],
  },
  { name: 'flows', what: 'the product over HTTP', tests: ['test/flows/**/*.test.ts'] },
  {
    name: 'simulate',
    what: 'three short nights in which everything goes wrong',
    tests: ['test/simulate/**/*.test.ts'],
  },
  {
    name: 'load',
    what: 'a busy night, a rush, the benchmark and more than one machine, short ones',
    tests: ['load', 'bench', 'fleet'].map((room) => `test/${room}/**/*.test.ts`),
  },
  { name: 'browser', what: 'the product in Chromium', tests: ['test/browser/**/*.test.ts'] },
]

/** The layers of these names, in the list's order; all without names. Throws on an unknown one. */
export function chosenLayers(names: string[]): Layer[] {
  const known = layers.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown) throw new Error(`There is no layer "${unknown}": choose from ${known.join(', ')}.`)
  return names.length === 0 ? layers : layers.filter(({ name }) => names.includes(name))
}
