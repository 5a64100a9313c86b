// The dictionary of pinyin, for who needs it: it is large, and brought in by the first of them.
import { setImmediate as others } from 'node:timers/promises'

/** What of it takes long, each part by itself. */
const parts = [
  () => import('pinyin-pro/dist/esm/data/dict1.mjs'),
  () => import('pinyin-pro/dist/esm/data/dict2.mjs'),
  () => import('pinyin-pro/dist/esm/data/dict4.mjs'),
  () => import('pinyin-pro/dist/esm/index.mjs'),
]

let asked: Promise<typeof import('./rules.ts')> | undefined

/** How names are written in Latin letters. Others are answered in between while the dictionary comes in. */
export function getPinyin(): Promise<typeof import('./rules.ts')> {
  asked ??= bringIn()
  return asked
}

async function bringIn(): Promise<typeof import('./rules.ts')> {
  for (const part of parts) {
    await part()
    await others()
  }
  const rules = await import('./rules.ts')
  await others()
  // With the first name it is put in order.
  rules.personPinyin('张三')
  await others()
  return rules
}
