// What a browser calls itself, in a few words that a person recognises.
import { t } from '../../../kit/words.ts'

const browsers: [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

const find = (known: [RegExp, string][], agent: string) => known.find(([pattern]) => pattern.test(agent))?.[1]

/** 'Chrome, Android'; a program by its own first word. */
export function sayAgent(agent: string): string {
  const parts = [find(browsers, agent), find(systems, agent)].filter(Boolean)
  return parts.join(', ') || agent.split(/[\s/]/)[0] || t('unknown device')
}
