// The people of one place in a roll call, each with a tap for every state.
import { PersonName, Quiet } from '../../../kit/marks.tsx'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import { type AttendanceState, attendanceStateNames, attendanceStates } from '../../attendance/rules.ts'
import { shortPost } from '../called.ts'
import type { RollPerson, RollSheet } from '../shapes.ts'

type Props = {
  sheet: RollSheet
  place: RollSheet['places'][number]
  people: RollPerson[]
  all: RollPerson[]
  stateOf: (person: RollPerson) => AttendanceState | null
  onMark?: (person: RollPerson, state: AttendanceState) => void
}

export function RollPlace({ sheet, place, people, all, stateOf, onMark }: Props) {
  if (people.length === 0) return null
  const present = all.filter((person) => stateOf(person) === 'present').length
  return (
    <section className='roll-place'>
      <h2>
        {nameOf(place.names)}{' '}
        <small>
          {t('{n} of {all} present', { n: formatNumber(present), all: formatNumber(all.length) })}
        </small>
      </h2>
      <ul className='roll'>
        {people.map((person) => (
          <li key={person.personId}>
            <div>
              <PersonName of={person.names} />
              <Quiet>
                {[shortPost(sheet.posts, person.postId), person.isLate ? t('reported later') : '']
                  .filter(Boolean)
                  .join(' · ')}
              </Quiet>
            </div>
            <fieldset className='taps'>
              <legend className='unseen'>{nameOf(person.names)}</legend>
              {attendanceStates.map((state) => (
                <button
                  key={state}
                  type='button'
                  className={`tap ${state}`}
                  aria-pressed={stateOf(person) === state}
                  disabled={!onMark}
                  onClick={() => onMark?.(person, state)}
                >
                  {t(attendanceStateNames[state])}
                </button>
              ))}
            </fieldset>
          </li>
        ))}
      </ul>
    </section>
  )
}
