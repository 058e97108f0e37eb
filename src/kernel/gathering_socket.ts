import { Socket } from 'node:net'

/**
 * A connection that hands all that is written to it within one turn to the system at once. A write
 * of its own costs as much as what a small statement does, in this process and in the one that it
 * wakes up.
 */
export class GatheringSocket extends Socket {
  #isGathering = false

  override write(...chunk: unknown[]): boolean {
    this.#gather()
    return super.write(...(chunk as [string]))
  }

  override cork(): void {
    this.#gather()
    super.cork()
  }

  #gather(): void {
    if (this.#isGathering) return
    this.#isGathering = true
    super.cork()
    process.nextTick(() => {
      this.#isGathering = false
      this.uncork()
    })
  }
}
