import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { runStory } from '../src/story/index.ts'
import { databaseUrl } from './postgres.ts'

// What `npm run story` runs: tells an order's story from the database of DATABASE_URL or, where
// that is not set, from the one that `npm start` brings along.

if (existsSync('.env')) process.loadEnvFile('.env')
const data = resolve(process.env['DATA_DIR'] || '.data', 'postgres')
const url = process.env['DATABASE_URL'] || databaseUrl(data, 'coatcheck')
process.exitCode = await runStory(url, process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
})
