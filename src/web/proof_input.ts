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

const proofField = z.object({
  proof: z
    .string()
    .transform((json) => JSON.parse(json) as unknown)
    .pipe(proofInput),
})

/** The proof that a page has put into its form; undefined where there is none, or nonsense. */
export function proofOfForm(body: unknown): z.infer<typeof proofInput> | undefined {
  try {
    return proofField.safeParse(body).data?.proof
  } catch {
    return undefined
  }
}
