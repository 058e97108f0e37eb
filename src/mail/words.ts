/** What a line of the house may name, each in braces: {name}. */
export const variables = ['name', 'night', 'doors', 'venue'] as const
type Variable = (typeof variables)[number]

const NAMED = /\{([^{}\n]*)\}/g

/** The first name in braces that nobody knows; undefined where all are known. */
export function unknownVariable(text: string): string | undefined {
  return [...text.matchAll(NAMED)].map(([, name = '']) => name).find((name) => !isVariable(name))
}

/** The text with what the variables stand for. What they bring is not looked at again. */
export function fillIn(text: string, values: Record<Variable, string>): string {
  return text.replaceAll(NAMED, (all, name: string) => (isVariable(name) ? values[name] : all))
}

const isVariable = (name: string): name is Variable => variables.some((one) => one === name)

/** What the house says in a mail, its variables not filled in yet; empty where it says nothing. */
export interface HouseWords {
  opening: string
  closing: string
  signature: string
}
