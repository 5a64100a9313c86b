// Who may answer, until when, and who could have put whom there: one line to understand in a hall, the rest below it.
import type { RosterTold } from '../base/schemas.ts'
import { fewest } from '../base/shares.ts'
import { msg } from '../base/words.ts'
import { Notice } from './states.tsx'
import { saySince, sayUntil } from './until.ts'
import { formatNumber, nameOf, t } from './words.ts'

type Props = { of: RosterTold; roleName: (role: string) => string; today?: string }

export function RosterNotice({ of: { size, floor, closesAt, isOver, by }, roleName, today }: Props) {
  const n = formatNumber(size)
  return (
    <>
      <p>
        <b>
          {closesAt
            ? t(
                isOver
                  ? msg('{n} people could answer. {until} Figures only from {floor} answers on.')
                  : msg('{n} people may answer. {until} Figures only from {floor} answers on.'),
                {
                  n,
                  floor: formatNumber(floor),
                  until: isOver ? saySince(closesAt, today) : sayUntil(closesAt, today),
                },
              )
            : t('{n} people could answer if it opened now. Figures only from {floor} answers on.', {
                n,
                floor: formatNumber(floor),
              })}
        </b>
      </p>
      <details>
        <summary>{t('Who they are, and what this protects')}</summary>
        <p>
          {t(
            'On the roster is everybody who had been at a session and had signed in before this was made. It is frozen at the opening: nobody comes on it afterwards.',
          )}
        </p>
        <p>
          {t('These could have put people on it: {who}.', {
            who: by
              .map(({ names, role }) => t('{name} ({role})', { name: nameOf(names), role: roleName(role) }))
              .join(t(', ')),
          })}
        </p>
        <p>
          {t(
            'What you answer cannot be learned from the figures, as long as whoever is curious has handed in fewer than a fifth of the answers, and at least five are of others. One exception: where two figures can be compared, and all the others who make the difference answered alike, that can be known.',
          )}
        </p>
        <p>
          {t(
            'What comes after the closing time is not taken: it stays on this device. If this device is lost, its ballot is lost with it.',
          )}
        </p>
      </details>
    </>
  )
}

/** What whoever opens and closes it can do now, and why not more. */
export function RosterStanding({
  of,
  ballots,
  mayClose,
}: {
  of: RosterTold
  ballots: number | null
  mayClose: boolean
}) {
  const n = formatNumber(of.size)
  if (!of.closesAt)
    return of.size < fewest ? (
      <Notice tone='warn' title={t('It cannot be opened yet.')}>
        {t(
          'Five people are needed who have been at a session and had signed in before this was made; so far there are {n}. Let more of them sign in, then save or make it anew.',
          { n },
        )}
      </Notice>
    ) : null
  if (of.isOver)
    return (
      <Notice tone='warn' title={t('The time is over: close it now.')}>
        {ballots !== null && ballots < of.floor
          ? t('Ballots taken: {n}. With fewer answers than {floor} there will be no figure.', {
              n: formatNumber(ballots),
              floor: formatNumber(of.floor),
            })
          : t('The figures are made when it is closed.')}
      </Notice>
    )
  return mayClose ? null : (
    <p className='note'>
      {ballots !== null && ballots >= of.size
        ? t(
            'All {n} have their ballots, but not all answers have come: whoever left the page sends theirs by opening it again. It can be closed once they are in, or when the time is over.',
            { n },
          )
        : t('It can be closed when the time is over, or once all {n} have answered.', { n })}
    </p>
  )
}
