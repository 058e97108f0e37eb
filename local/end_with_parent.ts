// Loaded into a process of its own before its program (node --import): ends it when the process
// that started it is gone. The parent holds the other end of stdin, and whatever kills the parent,
// the system closes that.
import { signal } from './process_table.ts'

/** Time to write what is unwritten; the next start waits for the port. */
const GRACE_MS = 1_000

process.stdin.once('end', () => {
  setTimeout(() => signal(process.pid, 'SIGKILL'), GRACE_MS).unref()
  signal(process.pid, 'SIGTERM')
})
process.stdin.on('error', () => {})
process.stdin.resume()
// A program that has nothing left to do ends, parent or not.
if ('unref' in process.stdin) process.stdin.unref()
