import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the built files of the browser are, and the addresses that pages link them by. */
export interface ClientAssets {
  /** To be served under /assets/. The names carry a hash of the content: cache them for ever. */
  folder: string
  /** The one style sheet of every page of guests. */
  css: string
  /** The one of those who work at the venue. */
  dashboardCss: string
  /** A module script: every page of those who are signed in. */
  dashboardJs: string
  /** A module script: the checkout. */
  checkoutJs: string
  /** A module script: the order's page. */
  orderJs: string
  /** A module script: a night's VIP tables. */
  tablesJs: string
  /** A module script: works for a form that is refused without. */
  proofJs: string
  favicon: string
  /** The typefaces that the style sheet names, worth a preload. */
  fonts: string[]
}

/** Where `npm run build` puts the browser's files, seen from the project's root. */
export const clientFolder = '.build/client'

/** What the build leaves beside the files; written last, so that a build counts whole or not. */
export interface ClientManifest extends Omit<ClientAssets, 'folder'> {
  /** Of everything the files were made from. */
  inputs_hash: string
  /** The names of all files of this build. */
  files: string[]
}

/**
 * Reads what `npm run build` has made in `folder`. Throws when there is no build or one of its
 * files is gone: a page without its style sheet must not be served.
 */
export function readAssets(folder: string = clientFolder): ClientAssets {
  const manifest = readManifest(folder)
  if (!manifest) {
    throw new Error(`The browser's files are not built in ${folder}: run npm run build.`)
  }
  const { inputs_hash: _hash, files: _files, ...addresses } = manifest
  return { folder: join(folder, 'assets'), ...addresses }
}

/** The manifest of a complete build in `folder`; undefined when there is none. */
export function readManifest(folder: string): ClientManifest | undefined {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path)) return undefined
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as ClientManifest
  const isWhole = manifest.files.every((file) => existsSync(join(folder, 'assets', file)))
  return isWhole ? manifest : undefined
}
