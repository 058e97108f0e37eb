import type { Settings } from './settings.ts'

/** How one walk went. */
export interface Step {
  name: string
  is_well: boolean
  ms: number
  /** What it has seen, or what is wrong. */
  said: string
}

/** What a whole check has shown. */
export interface Report {
  url: string
  environment: string
  stripe: 'test mode' | 'simulator'
  began_at: string
  steps: Step[]
  is_well: boolean
}

/** Puts a report together. */
export function reportOf(
  { url, isSimulated }: Settings,
  environment: string,
  began_at: string,
  steps: Step[],
): Report {
  const stripe = isSimulated ? 'simulator' : 'test mode'
  return { url, environment, stripe, began_at, steps, is_well: steps.every((one) => one.is_well) }
}

/** The line of a step. */
export function lineOf({ name, is_well, ms, said }: Step): string {
  const seconds = (ms / 1000).toFixed(1).padStart(6)
  return `${is_well ? '✔' : '✖'} ${name.padEnd(34)}${seconds} s  ${said}\n`
}

/** The first line: what is walked. */
export function headOf({ url, isSimulated }: Settings, environment: string): string {
  const how = isSimulated ? 'the simulator of Stripe' : 'Stripe’s test mode'
  return `${url}, ${environment}, with ${how}\n\n`
}

/** The last line. */
export function verdictOf({ steps }: Report): string {
  const failed = steps.filter(({ is_well }) => !is_well).length
  return `\n${steps.length - failed} well, ${failed} failed\n`
}
