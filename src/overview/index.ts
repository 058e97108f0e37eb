export type { Topic } from './changes.sql.ts'
export { followChanges, type Changes } from './follow_changes.ts'
