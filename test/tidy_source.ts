/** A file of the project: its path from the project's folder, and what stands in it. */
export interface SourceFile {
  path: string
  text: string
}

/** A broken rule, and where. */
export interface Fault {
  rule: string
  path: string
  detail: string
}

/** What a file imports, types included, as written: './hold.ts', 'pg'. */
export function importsOf(text: string): string[] {
  const patterns = [
    // A quote ends the first part, so a match never runs on into the next statement's text.
    /^(?:import|export)\b[^'"`]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^import\s*['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  ]
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = '']) => name))
}

/** The same without imports of types alone, which are gone when the code runs. */
export function importsAtRunTime(text: string): string[] {
  return importsOf(
    text.replaceAll(/^(?:import|export)\s+type\b[^'"`]*?\bfrom\s*['"][^'"]+['"]/gm, ''),
  )
}
