export { mailComposers } from './mails.ts'
export { buildServer } from './server.ts'
