// Small marks of cases: how strong the evidence is, which state a case is in.
import type { Tone } from '../../kit/marks.tsx'
import { t } from '../../kit/words.ts'
import {
  type CaseState,
  caseStateNames,
  type EvidenceLevel,
  evidenceLevels,
  evidenceNames,
  strengthOf,
} from '../rules.ts'

export const stateWord = (state: CaseState): string => t(caseStateNames[state])
export const stateTone = (state: CaseState): Tone =>
  state === 'published' ? 'good' : state === 'withdrawn' ? 'plain' : 'warn'

/** The level in words, and as so many of four dots filled. */
export function EvidenceMark({ level }: { level: EvidenceLevel }) {
  const strength = strengthOf(level)
  return (
    <span className='evidence'>
      <span className='dots' aria-hidden='true'>
        {evidenceLevels.map((one, at) => (
          <i key={one} className={at <= strength ? 'on' : undefined} />
        ))}
      </span>
      {t(evidenceNames[level])}
    </span>
  )
}
