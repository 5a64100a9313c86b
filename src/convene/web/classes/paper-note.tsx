// What stands with every paper of a class: its title and who signs it, the way back, printing, and a line where figures
// or names were invented for the sample.
import type { PaperKind } from '../../../base/papers.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Illustrative } from '../../../kit/marks.tsx'
import { PrintButton } from '../../../kit/paper.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { paperWords } from '../parts/paper-words.ts'
import type { Head } from '../shapes.ts'

export const wordsOf = (kind: PaperKind, { class: of, papers }: Head) =>
  paperWords(kind, papers[kind.code], { name: nameOf(of.names), place: nameOf(of.place.names) })

export const PaperActions = ({ classId }: { classId: string }) => (
  <>
    <ButtonLink href={`/classes/${classId}/papers`}>{t('Back to the class')}</ButtonLink>
    <PrintButton />
  </>
)

export function IllustrativeNote({ is }: { is: boolean }) {
  if (!is) return null
  return (
    <p className='note'>
      {t('Historical setting. Numbers of seats, days, hours and names of people:')} <Illustrative />
    </p>
  )
}
