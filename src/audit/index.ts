export { audit } from './audit.ts'
export type { Difference } from './difference.ts'
