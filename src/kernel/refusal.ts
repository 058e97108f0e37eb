/**
 * An expected no, returned and never thrown (design, "Errors"). `refused` is the code that the
 * API, the messages and the tests share; `field` names the input that it is about.
 */
export interface Refused<Code extends string = string> {
  refused: Code
  field: string
  /** Numbers for the sentence that the guest reads, such as how many are left. */
  detail?: Record<string, string | number>
}

/** Builds a refusal. */
export function refuse<Code extends string>(
  refused: Code,
  field: string,
  detail?: Record<string, string | number>,
): Refused<Code> {
  return detail ? { refused, field, detail } : { refused, field }
}

/** Tells a refusal from any other result. */
export function isRefused(result: unknown): result is Refused {
  return typeof result === 'object' && result !== null && 'refused' in result
}
