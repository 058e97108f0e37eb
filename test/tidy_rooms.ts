import { dirname, join } from 'node:path/posix'
import { importsAtRunTime, importsOf, type Fault, type SourceFile } from './tidy_source.ts'

/** Things know nothing of the story; the story is told by checkout; its doors are inbox and web. */
const THINGS = ['kernel', 'jobs', 'identity', 'mail', 'alerts', 'catalog', 'orders', 'payments']
const STORY = [...THINGS, 'tickets']
/** Which rooms of src/ a room may import: the arrows of the house, one way only. */
const ARROWS: Record<string, string[]> = {
  kernel: [],
  jobs: ['kernel'],
  identity: ['kernel'],
  mail: ['kernel', 'jobs'],
  alerts: ['kernel', 'jobs', 'mail'],
  catalog: ['kernel'],
  orders: ['kernel', 'catalog'],
  payments: ['kernel'],
  tickets: ['kernel', 'catalog', 'orders'],
  checkout: STORY,
  inbox: [...STORY, 'checkout'],
  audit: [...STORY, 'checkout'],
  doctor: ['kernel', 'mail', 'payments', 'inbox'],
  story: ['kernel'],
  closing: ['kernel', 'jobs', 'mail', 'payments'],
  overview: ['kernel', 'jobs', 'alerts'],
  web: [...STORY, 'checkout', 'inbox', 'story', 'overview', 'closing'],
}
/** What stands beside the product, and what it may import of the project's other parts. */
const NEIGHBOURS: Record<string, string[]> = {
  src: [],
  'stripe-sim': [],
  build: ['src'],
  local: ['src', 'build'],
  test: ['src', 'build', 'local', 'stripe-sim'],
}

interface Import {
  from: string
  /** A path of the project, or the name of a package. */
  to: string
}

/** Imports against the arrows, past a room's index.ts, in a circle, or of `stripe`. */
export function roomFaults(files: SourceFile[]): Fault[] {
  const scripts = files.filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path))
  const found = (names: (text: string) => string[]) =>
    scripts.flatMap(({ path, text }) => names(text).map((name) => resolveImport(path, name)))
  const imports = found(importsOf)
  const faults = imports.flatMap((one) =>
    [neighbourFault(one), arrowFault(one), stripeFault(one)].filter((fault) => fault !== undefined),
  )
  return [...faults, ...circleFaults(found(importsAtRunTime))]
}

function resolveImport(from: string, name: string): Import {
  return { from, to: name.startsWith('.') ? join(dirname(from), name) : name }
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path)
const partOf = (path: string) => path.split('/')[0] ?? ''

/** The room of src/ that a file is in; undefined for src/main.ts, which wires all together. */
function roomOf(path: string): string | undefined {
  const [part, room, file] = path.split('/')
  return part === 'src' && file ? room : undefined
}

function neighbourFault({ from, to }: Import): Fault | undefined {
  const part = partOf(from)
  const other = partOf(to)
  if (part === other || !(part in NEIGHBOURS) || !(other in NEIGHBOURS)) return undefined
  // Tests beside the code may use the tests' own tools.
  if (isTest(from) && other === 'test') return undefined
  if (NEIGHBOURS[part]?.includes(other)) return undefined
  return { rule: 'neighbours', path: from, detail: `${part}/ imports ${to}` }
}

function arrowFault({ from, to }: Import): Fault | undefined {
  const room = roomOf(to)
  if (!room || roomOf(from) === room) return undefined
  const fault = (rule: string, detail: string) => ({ rule, path: from, detail })
  // Tests and the build look inside on purpose; rooms and local parts meet at the front door.
  if (['src', 'local'].includes(partOf(from)) && to !== `src/${room}/index.ts`) {
    return fault('index', `imports ${to}, past the index.ts of ${room}`)
  }
  const home = roomOf(from)
  if (home === undefined || isTest(from)) return undefined
  const allowed = ARROWS[home]
  if (!allowed) return fault('arrows', `${home} is no room of the plan`)
  return allowed.includes(room) ? undefined : fault('arrows', `${home} imports ${room}`)
}

function stripeFault({ from, to }: Import): Fault | undefined {
  if (to !== 'stripe' && !to.startsWith('stripe/')) return undefined
  if (roomOf(from) === 'payments' || partOf(from) === 'stripe-sim') return undefined
  return { rule: 'stripe', path: from, detail: 'only payments imports stripe' }
}

/** Every circle once, told from its first file on. */
function circleFaults(imports: Import[]): Fault[] {
  const graph = Map.groupBy(imports, ({ from }) => from)
  const done = new Set<string>()
  const faults: Fault[] = []
  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path)
    if (start !== -1) {
      const circle = [...trail.slice(start), path]
      faults.push({ rule: 'circle', path, detail: circle.join(' → ') })
      return
    }
    if (done.has(path)) return
    for (const { to } of graph.get(path) ?? []) visit(to, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return faults
}
