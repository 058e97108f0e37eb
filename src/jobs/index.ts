export { enqueue } from './enqueue.ts'
export { startJobs, type Jobs, type Queue } from './jobs.ts'
