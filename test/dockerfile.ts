/** One instruction of a Dockerfile, its lines joined: `COPY`, and what stands behind it. */
export interface Instruction {
  name: string
  text: string
}

/** A stage of a Dockerfile: from its FROM to the next one. */
export interface Stage {
  /** What it is called behind AS; undefined for the last one, which is the image. */
  name: string | undefined
  base: string
  instructions: Instruction[]
}

/** What a COPY does. */
export interface Copied {
  /** The stage that the files come from; undefined: from the project. */
  stage: string | undefined
  sources: string[]
  target: string
}

/** Takes a Dockerfile apart. Knows as much of the format as ours uses. */
export function stagesOf(text: string): Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
  const stages: Stage[] = []
  for (const line of lines) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    if (!name) throw new Error(`No instruction of a Dockerfile: ${line}`)
    if (name === 'FROM') {
      const [, base = '', as] = /^(?:--\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?$/.exec(rest) ?? []
      stages.push({ name: as, base, instructions: [] })
    } else stages.at(-1)?.instructions.push({ name, text: rest })
  }
  return stages
}

/** What the instructions of one name say, in their order. */
export function saidBy(stage: Stage, name: string): string[] {
  return stage.instructions.filter((one) => one.name === name).map(({ text }) => text)
}

/** What a stage copies, in its order. */
export function copiesOf(stage: Stage): Copied[] {
  return saidBy(stage, 'COPY').map((text) => {
    const [, from] = /^--from=(\S+)\s+/.exec(text) ?? []
    const paths = text.replace(/^--from=\S+\s+/, '').split(/\s+/)
    return { stage: from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' }
  })
}
