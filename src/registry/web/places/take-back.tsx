// Taking back what was recorded of places: says beforehand what would follow, and what stands in the way.
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { formatDay, nameOf, t, tn } from '../../../kit/words.ts'
import { takeBackEvent, takeBackPreview } from '../../places/contract.ts'
import { Resting } from '../parts/resting.tsx'

type Preview = CallReply<typeof takeBackPreview>
type Props = { eventId: string; said: string; onClose: () => void }

export function TakeBackDialog({ eventId, said, onClose }: Props) {
  const params = { eventId }
  const preview = useCall(takeBackPreview, { params })
  const draft = useDraft({ reason: '' })
  const send = useSend(takeBackEvent)
  return (
    <Dialog title={t('Take back: {event}', { event: said })} open onClose={onClose}>
      <Loaded of={preview} lines={3}>
        {(found) =>
          found.resting.length > 0 ? (
            <Resting of={found.resting} />
          ) : (
            <Form
              draft={draft}
              action={t('Take back')}
              saidAfter={t('It is taken back.')}
              submit={(body) => send.send({ params, body })}
              onDone={onClose}
            >
              <Follows of={found} />
              <TextField
                at={draft.at('reason')}
                label={t('Reason')}
                hint={t('It stays in the list, with your name.')}
                required
              />
            </Form>
          )
        }
      </Loaded>
    </Dialog>
  )
}

function Follows({ of }: { of: Preview }) {
  const { returning, stretches, units, people, periods } = of
  const closed = periods.filter(({ isClosed }) => isClosed)
  const moving = periods.filter(({ isClosed }) => !isClosed)
  const listed = (some: Preview['periods']) => some.map(({ names }) => nameOf(names)).join(', ')
  return (
    <>
      <Notice tone='plain' title={t('What follows')}>
        <ul>
          <li>{t('All is as if it had never been recorded.')}</li>
          {returning.map((one) => (
            <li key={`${one.place.id} ${one.fromOn}`}>{goesBack(one)}</li>
          ))}
          {stretches > returning.length && (
            <li>{tn('{n} more goes back.', '{n} more go back.', stretches - returning.length)}</li>
          )}
          {units > 0 && (
            <li>
              {tn(
                '{n} organisation that went along goes back, unless it was entered elsewhere since.',
                '{n} organisations that went along go back, unless they were entered elsewhere since.',
                units,
              )}
            </li>
          )}
          {people > 0 && (
            <li>
              {tn(
                '{n} person who went along goes back, unless entered elsewhere since.',
                '{n} people who went along go back, unless entered elsewhere since.',
                people,
              )}
            </li>
          )}
          {moving.length > 0 && (
            <li>{t('Totals of these periods count there again: {periods}.', { periods: listed(moving) })}</li>
          )}
        </ul>
      </Notice>
      {closed.length > 0 && (
        <Notice tone='accent' title={t('A closed period forbids it')}>
          {t('Open it again first: {periods}.', { periods: listed(closed) })}
        </Notice>
      )}
    </>
  )
}

function goesBack({ place, from, to, fromOn, toOn }: Preview['returning'][number]): string {
  const names = { place: nameOf(place.names), from: nameOf(from.names), to: nameOf(to.names) }
  const day = fromOn ? formatDay(fromOn) : ''
  if (!fromOn) return t('{place} goes back from {from} to {to}.', names)
  return toOn
    ? t('{place} goes back from {from} to {to}, from {day} until {end}.', {
        ...names,
        day,
        end: formatDay(toOn),
      })
    : t('{place} goes back from {from} to {to}, from {day} on.', { ...names, day })
}
