import { readFileSync } from 'node:fs'
import type { ApiAnswer } from '../../api.ts'

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}
const names = [
  'base.css',
  'head.css',
  'board.css',
  'controls.css',
  'story.css',
  'icon.svg',
  'main.js',
  'calls.js',
  'clock.js',
  'forms.js',
  'looks.js',
  'morph.js',
  'refresh.js',
  'say.js',
]

/** The switchboard's style and scripts by path, as they stand in `browser/switchboard/`. */
export const files = new Map<string, ApiAnswer>(
  names.map((name) => {
    const body = readFileSync(new URL(`../../browser/switchboard/${name}`, import.meta.url), 'utf8')
    const headers = {
      'content-type': types[name.split('.').at(-1) ?? ''] ?? 'text/plain',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    }
    return [`/switchboard/${name}`, { status: 200, headers, body }]
  }),
)
