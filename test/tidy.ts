import type { Fault, SourceFile } from './tidy_source.ts'
import { migrationDangers } from './tidy_migrations.ts'
import { roomFaults } from './tidy_rooms.ts'
import { textFaults } from './tidy_text.ts'

/** Everything in `files` that breaks a rule of the house. Pure: it reads no disk. */
export function tidyFaults(files: SourceFile[]): Fault[] {
  return [
    ...roomFaults(files),
    ...textFaults(files),
    ...migrationFaults(files),
    ...migrationDangers(files),
  ]
}

/** Migrations are numbered without gaps, so that everybody's database went the same way. */
function migrationFaults(files: SourceFile[]): Fault[] {
  const folder = 'src/kernel/migrations/'
  const names = files
    .filter(({ path }) => path.startsWith(folder))
    .map(({ path }) => path.slice(folder.length))
    .toSorted()
  return names.flatMap((name, n) => {
    const number = String(n + 1).padStart(4, '0')
    if (name.startsWith(`${number}_`) && /^\d{4}_[a-z0-9_]+\.sql$/.test(name)) return []
    const detail = `${name} should be ${number}_what_it_does.sql`
    return [{ rule: 'migrations', path: folder + name, detail }]
  })
}
