import { examine } from './examine.ts'
import type { Finding } from './finding.ts'

/**
 * `npm run doctor`, in a server's environment: a line for each thing that a copy needs, whether it
 * is well, and what to do. Exit code 1 if anything is wrong. `--json` prints a list of objects.
 */
const MARKS: Record<Finding['verdict'], string> = { well: '✔', doubtful: '!', wrong: '✖' }
const NAME_WIDTH = 16

const findings = await examine(process.env)
const words = process.argv.includes('--json')
  ? JSON.stringify(findings, null, 2)
  : findings.map(lineOf).join('\n')
process.stdout.write(`${words}\n`)
process.exitCode = findings.some(({ verdict }) => verdict === 'wrong') ? 1 : 0

function lineOf({ check, verdict, says, todo }: Finding): string {
  return `${MARKS[verdict]} ${check.padEnd(NAME_WIDTH)}${says}${todo ? `. ${todo}` : ''}`
}
