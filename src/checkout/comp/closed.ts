import type { Night } from '../../catalog/index.ts'
import { refuse, type Refused } from '../../kernel/index.ts'

/** A night that takes nobody: called off, not announced yet, or over. */
export function refuseClosed(
  night: Night,
): Refused<'night_not_on_sale' | 'night_over'> | undefined {
  if (night.state !== 'published') return refuse('night_not_on_sale', 'night')
  return night.is_over ? refuse('night_over', 'night') : undefined
}
