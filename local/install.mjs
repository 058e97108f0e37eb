// Installs what package-lock.json asks for, unless that is there already. Plain JavaScript without
// dependencies that any Node.js from 20 on runs: it is part of launch.mjs.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import * as fs from 'node:fs'
import { constants } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Even a slow line has installed by then; a lock that lasts longer was left by a dead machine. */
const WAIT_MS_MAX = 15 * 60_000
/** So many of npm's last lines say what went wrong without hiding our own sentence. */
const NPM_LINES_SHOWN = 12
const NO_NPM = 'npm not found'
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs `npm ci` in the folder `root`, with progress on stderr, unless node_modules is what the
 * lockfile asks for. Two starts at once on a fresh clone take turns; the second finds all done. A
 * failure is one sentence and npm's last lines on stderr, and ends the process with 1.
 */
export async function install(root) {
  if (isInstalled(root)) return
  const lock = await takeLock(join(root, '.build', 'install-lock'))
  try {
    if (isInstalled(root)) return
    const { how, output } = await installNow(root, lock)
    if (how === 'code 0' && isInstalled(root)) return
    lock.release()
    const shown = output.trim().split('\n').slice(-NPM_LINES_SHOWN).join('\n')
    fail(`Installing the packages failed: ${fault(output, how, root)}\n${shown}`)
  } finally {
    lock.release()
  }
}

/** One sentence on stderr, and the end. */
export function fail(sentence) {
  process.stderr.write(`${sentence.trim()}\n`)
  process.exit(1)
}

/** What a JSON file holds, or undefined when it is missing or broken. */
export function readJson(path) {
  try {
    return JSON.parse(fs.readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * npm writes node_modules/.package-lock.json last of all, so one that agrees with the lockfile
 * means an install that came to its end, whoever began it. Optional packages may be missing: most
 * are for other platforms. That each package still stands in its place takes a few ms to see.
 */
function isInstalled(root) {
  const asked = readJson(join(root, 'package-lock.json'))?.packages
  if (!asked) fail('package-lock.json cannot be read: restore it from the repository.')
  const found = readJson(finishedMark(root))?.packages
  if (!found) return false
  // npm leaves the development packages out on these two conditions, and so do we.
  const withoutDev =
    process.env.NODE_ENV === 'production' || (process.env.npm_config_omit ?? '').includes('dev')
  return Object.entries(asked).every(([path, entry]) => {
    if (path === '') return true
    const have = found[path]
    if (!have) return entry.optional || entry.devOptional || (entry.dev && withoutDev)
    const same = have.version === entry.version && have.integrity === entry.integrity
    return same && fs.existsSync(join(root, path, 'package.json'))
  })
}

const finishedMark = (root) => join(root, 'node_modules', '.package-lock.json')

async function installNow(root, lock) {
  // An install that is killed half-way must not leave a mark behind which says that all is well.
  fs.rmSync(finishedMark(root), { force: true })
  const npm = npmCommand()
  const args = [...npm.args, 'ci', '--no-audit', '--no-fund', '--loglevel=error', '--no-progress']
  const options = { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: npm.shell }
  const child = spawn(npm.command, args, options)
  // Should this process be killed, npm goes on alone: its id keeps the next start from interfering.
  if (child.pid) lock.sign({ npm: child.pid })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text))
  }
  const stop = (signal) => {
    child.kill('SIGTERM')
    progress.end()
    // The lock stays until npm is gone too: it names npm, and the next start waits for that.
    process.exit(128 + constants.signals[signal])
  }
  for (const signal of SIGNALS) process.on(signal, stop)
  const progress = showProgress('Installing what Coatcheck needs, about half a minute, only once')
  const how = await endOf(child)
  progress.end()
  for (const signal of SIGNALS) process.off(signal, stop)
  return { how, output }
}

/** npm as it started us, so that the same version and settings install; else the one on PATH. */
function npmCommand() {
  const script = process.env.npm_execpath
  if (script && /^npm-cli\.[cm]?js$/.test(basename(script)) && fs.existsSync(script)) {
    return { command: process.execPath, args: [script], shell: false }
  }
  return { command: 'npm', args: [], shell: process.platform === 'win32' }
}

/** Resolves to how a child ended, in words: 'code 0', 'signal SIGKILL', or why it never began. */
function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.code === 'ENOENT' ? NO_NPM : error.message)
    })
    child.once('close', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`))
  })
}

/** Why it failed and what helps, for the faults that people meet. */
function fault(output, how, root) {
  if (how === NO_NPM) return 'npm is not on PATH. It comes with Node.js: https://nodejs.org.'
  if (/ENOSPC|no space left/i.test(output)) return 'the disk is full. Make room and start again.'
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET/.test(output)) {
    return 'the package registry cannot be reached. Check the connection and start again.'
  }
  if (/EACCES|EPERM|EROFS/.test(output)) return `the folder ${root} cannot be written to.`
  if (how === 'code 0') return 'npm says it succeeded, yet packages are missing.'
  return `npm ci ended with ${how}. Its last lines:`
}

/** A line that turns on a terminal, and plain ones where the output goes to a file. */
function showProgress(text) {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  if (!process.stderr.isTTY) {
    process.stderr.write(`${text} …\n`)
    return { end: () => process.stderr.write(`  … ended after ${seconds()} s\n`) }
  }
  const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'
  let turn = 0
  const timer = setInterval(() => {
    turn += 1
    process.stderr.write(`\r${frames[turn % frames.length]} ${text} … ${seconds()} s`)
  }, 100)
  return {
    end() {
      clearInterval(timer)
      process.stderr.write('\r\x1b[K')
    },
  }
}

/**
 * Takes a lock that is a folder, signed inside with the ids of its owner and of the npm it runs.
 * The folder is made under another name and moved into place, which fails when one stands there:
 * so a lock is never seen unsigned. It is taken over when both ids are dead.
 */
async function takeLock(path) {
  const mine = { launcher: process.pid, token: randomUUID() }
  const draft = `${path}-${mine.token}`
  const sign = (more) => {
    fs.writeFileSync(join(path, 'owner.new'), JSON.stringify({ ...mine, ...more }))
    fs.renameSync(join(path, 'owner.new'), join(path, 'owner.json'))
  }
  // Moved away first: emptied in place it could be mistaken for no lock in the middle of it.
  const release = () => {
    if (readJson(join(path, 'owner.json'))?.token !== mine.token) return
    fs.renameSync(path, draft)
    for (const name of fs.readdirSync(dirname(path))) {
      const left = name === basename(draft) || name.startsWith(`${basename(path)}-dead-`)
      if (left) fs.rmSync(join(dirname(path), name), { recursive: true, force: true })
    }
  }
  try {
    fs.mkdirSync(draft, { recursive: true })
    fs.writeFileSync(join(draft, 'owner.json'), JSON.stringify(mine))
  } catch (error) {
    fail(`${dirname(path)} cannot be written to: ${error.message}`)
  }
  await moveWhenFree(draft, path)
  return { sign, release }
}

async function moveWhenFree(draft, path) {
  const started = Date.now()
  for (let told = false; ; await sleep(100)) {
    try {
      fs.renameSync(draft, path)
      return
    } catch (error) {
      const taken = ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)
      if (!taken) fail(`${path} cannot be made: ${error.message}`)
    }
    const owner = readJson(join(path, 'owner.json'))
    if (owner && !isAlive(owner.launcher) && !isAlive(owner.npm)) bury(path, owner.token)
    else if (!told) {
      process.stderr.write('Another start is installing already; waiting for it …\n')
      told = true
    }
    if (Date.now() - started > WAIT_MS_MAX) {
      fail(`Another install does not end. If none is running, delete ${path} and start again.`)
    }
  }
}

/**
 * Two processes may find the same dead lock at once, and the slower must not remove the new lock of
 * the faster: the name it is moved to comes from the dead owner's token and can be taken only once.
 */
function bury(path, token) {
  try {
    fs.renameSync(path, `${path}-dead-${token}`)
  } catch {
    // Somebody else did it this moment.
  }
}

function isAlive(pid) {
  if (!pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  // A dead process whose parent does not care, as in many containers, still answers to its id.
  try {
    return !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}
