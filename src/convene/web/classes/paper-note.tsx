// What stands with every paper of a class: the way back, printing, and a line where figures or names were invented for
// the sample.
import { ButtonLink } from '../../../kit/button.tsx'
import { Illustrative } from '../../../kit/marks.tsx'
import { PrintButton } from '../../../kit/paper.tsx'
import { t } from '../../../kit/words.ts'

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
