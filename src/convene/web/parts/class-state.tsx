// How a class stands, as a tag; one whose last day is past says so until it is closed.
import { Tag, type Tone } from '../../../kit/marks.tsx'
import { t } from '../../../kit/words.ts'
import {
  type ClassState,
  type SeenClassState,
  seenClassStateNames,
  seenStateOf,
} from '../../classes/rules.ts'

const tones: Record<SeenClassState, Tone> = {
  preparing: 'warn',
  called: 'good',
  running: 'good',
  ended: 'warn',
  closed: 'plain',
}

export function ClassStateTag({ of }: { of: { state: ClassState; hasEnded: boolean } }) {
  const state = seenStateOf(of)
  return <Tag tone={tones[state]}>{t(seenClassStateNames[state])}</Tag>
}
