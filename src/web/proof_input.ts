import { z } from 'zod'

/** Longer than anything that a challenge of ours says. */
const text = z.string().max(200)

/** A challenge with its solution, as we have made the one and a page has found the other. */
export const proofInput = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: text,
      nonce: text,
      salt: text,
      cost: z.int(),
      keyLength: z.int(),
      keyPrefix: text,
      keySignature: text,
      expiresAt: z.int(),
      data: z.object({ subject: text }),
    }),
    signature: text,
  }),
  solution: z.object({ counter: z.int(), derivedKey: text }),
})
