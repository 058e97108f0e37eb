import type { Difference } from './declarations.ts'

/** A difference that is right as it is. `at` are the last parts of its path, `*` any one part. */
export type Exception = { at: string; problem: RegExp; reason: string }

const unset = {
  problem: /^is null/,
  reason: 'An event tells by null what was not there before.',
}
const unchanged = {
  problem: /^missing/,
  reason: 'Of a hash an event tells only what has changed.',
}

/** Where Stripe's own answers are not as the SDK declares them. */
export const declarationExceptions: Exception[] = [
  { at: 'previous_attributes.*', ...unset },
  { at: 'previous_attributes.*.*', ...unset },
  { at: 'previous_attributes.*.*', ...unchanged },
  { at: 'previous_attributes.*.*.*', ...unchanged },
]

/** The differences that no exception allows. Those that were used are added to `used`. */
export function unexcused(
  differences: Difference[],
  exceptions: Exception[],
  used: Set<Exception>,
): Difference[] {
  return differences.filter(({ path, problem }) => {
    const exception = exceptions.find(
      (candidate) => isAt(candidate.at, path) && candidate.problem.test(problem),
    )
    if (exception !== undefined) used.add(exception)
    return exception === undefined
  })
}

function isAt(pattern: string, path: string): boolean {
  const parts = pattern.split('.')
  const end = path.split('.').slice(-parts.length)
  return end.length === parts.length && parts.every((part, n) => part === '*' || part === end[n])
}
