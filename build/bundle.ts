import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InlineConfig, Manifest, Plugin, Rolldown } from 'vite'

/** What guests load: names, and what they are made from, seen from the project's root. */
const guests = {
  style: 'src/web/client/style.css',
  checkout: 'src/web/client/checkout/main.tsx',
  order: 'src/web/client/order/main.ts',
  tables: 'src/web/client/tables/main.ts',
  proof: 'src/web/client/proof/main.ts',
}

/** What those load who work at the venue: on React itself, as the parts it is made from expect. */
const staff = {
  dashboard_style: 'src/web/client/dashboard/style.css',
  dashboard: 'src/web/client/dashboard/main.tsx',
}

type Entries = Record<string, string>

/** What Vite has made in the folder that it was given. */
export interface Bundle {
  /** Paths below the folder. */
  files: string[]
  css: string
  dashboardCss: string
  dashboardJs: string
  checkoutJs: string
  orderJs: string
  tablesJs: string
  proofJs: string
  favicon: string
  fonts: string[]
}

/**
 * Bundles the browser's code of `root` into `folder` with Vite. Throws on any warning: a build is
 * either clean or none. The guests' components are written for React and run on Preact, which is a
 * quarter of its size; Stripe's and Radix's packages come unmodified.
 */
export async function bundle(root: string, folder: string): Promise<Bundle> {
  // Vite is loaded only when there is something to build; that alone takes a third of a second.
  const { build, createLogger } = await import('vite')
  const warnings: string[] = []
  const logger = createLogger('warn')
  logger.warn = logger.warnOnce = (message) => void warnings.push(message)
  const environment = process.env['NODE_ENV']
  try {
    const make = async (options: InlineConfig) => (await build(options)) as Rolldown.RolldownOutput
    const common = config(root, folder, logger)
    const forGuests = await make({
      ...common,
      plugins: [favicon(root)],
      resolve: { alias: preactForReact },
      build: { ...common.build, ...inputOf(guests) },
    })
    const forStaff = await make({ ...common, build: { ...common.build, ...inputOf(staff) } })
    if (warnings.length > 0) throw new Error(`The build warns:\n${warnings.join('\n')}`)
    return describe(forGuests, forStaff)
  } finally {
    // Vite sets it for the whole process, which may go on to serve or to test.
    if (environment === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = environment
  }
}

function config(root: string, folder: string, logger: InlineConfig['customLogger']): InlineConfig {
  return {
    root,
    configFile: false,
    publicDir: false,
    mode: 'production',
    base: '/',
    logLevel: 'warn',
    worker: { format: 'es' },
    customLogger: logger!,
    build: {
      outDir: folder,
      emptyOutDir: false,
      assetsDir: 'assets',
      // Fonts stay files of their own: the content security policy knows no data: addresses.
      assetsInlineLimit: 0,
      manifest: 'vite.json',
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  }
}

/** That a busy machine was slow says nothing about the build, hence no timings. */
const inputOf = (input: Entries) => ({
  rolldownOptions: { input, onLog, checks: { pluginTimings: false } },
})

/** Preact in React's place, for our components and for the packages that were made for React. */
const preactForReact = [
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react(-dom)?$/, replacement: 'preact/compat' },
]

/** The favicon is linked by the pages alone, so that Vite does not find it by itself. */
function favicon(root: string): Plugin {
  return {
    name: 'coatcheck:favicon',
    buildStart() {
      const source = readFileSync(join(root, 'src/web/storefront/styles/favicon.svg'))
      this.emitFile({ type: 'asset', name: 'favicon.svg', source })
    },
  }
}

/** "use client" in Radix's files speaks to a server that renders components, which we have not. */
const onLog: NonNullable<Rolldown.InputOptions['onLog']> = (level, log, pass) => {
  if (log.code !== 'MODULE_LEVEL_DIRECTIVE') pass(level, log)
}

function describe(...outputs: Rolldown.RolldownOutput[]): Bundle {
  const files = outputs.flatMap(({ output }) => output)
  const names = [...new Set(files.map((file) => file.fileName))]
  const sources = files.filter((file) => file.fileName === 'vite.json')
  const manifest: Manifest = Object.assign({}, ...sources.map(readManifest))
  const address = (entry: string) => {
    const file = manifest[entry]?.file
    if (!file) throw new Error(`Vite made nothing of ${entry}.`)
    return `/${file}`
  }
  return {
    files: names.filter((name) => name !== 'vite.json'),
    css: address(guests.style),
    dashboardCss: address(staff.dashboard_style),
    dashboardJs: address(staff.dashboard),
    checkoutJs: address(guests.checkout),
    orderJs: address(guests.order),
    tablesJs: address(guests.tables),
    proofJs: address(guests.proof),
    favicon: `/${names.find((name) => name.endsWith('.svg'))}`,
    fonts: names.filter((name) => name.endsWith('.woff2')).map((name) => `/${name}`),
  }
}

function readManifest(file: Rolldown.OutputAsset | Rolldown.OutputChunk): Manifest {
  if (file.type !== 'asset') throw new Error('Vite wrote no manifest.')
  return JSON.parse(String(file.source)) as Manifest
}
