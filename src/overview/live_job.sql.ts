/**
 * A job of the queue waits, is tried again or runs. Named one by one, as the queue's own index of
 * such jobs has it: what is done stays in the table for a day.
 */
export const isLiveJob = `state in ('created', 'retry', 'active')`
