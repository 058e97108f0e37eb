export { buildBareServer } from './bare_server.ts'
export { mailComposers } from './mails.ts'
export { buildServer } from './server.ts'
