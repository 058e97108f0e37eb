export { enqueue } from './enqueue.ts'
export { startJobs, type Queue } from './jobs.ts'
