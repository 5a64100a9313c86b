// A line under a paper whose figures or names were invented for the sample.
import { Illustrative } from '../../../kit/marks.tsx'
import { t } from '../../../kit/words.ts'

export function IllustrativeNote({ is }: { is: boolean }) {
  if (!is) return null
  return (
    <p className='note'>
      {t('Historical setting. Numbers of seats, days, hours and names of people:')} <Illustrative />
    </p>
  )
}
