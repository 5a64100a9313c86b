// Chooses the person for a seat among those of the place who hold, or held, the post.
import { useRef } from 'react'
import { newId } from '../../../base/ids.ts'
import { send, useSend } from '../../../kit/api.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextArea } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { type Choice, Picker } from '../../../kit/picker.tsx'
import { said } from '../../../kit/said.tsx'
import { Notice } from '../../../kit/states.tsx'
import { formatDay, nameOf, saySaid, t } from '../../../kit/words.ts'
import { candidates, nominate, resubmit } from '../../nominations/contract.ts'
import { sayElsewhere } from '../called.ts'
import type { Head, Nomination } from '../shapes.ts'

type Props = {
  head: Head
  place: Head['places'][number]
  post: Head['posts'][number] | undefined
  /** A returned nomination that is put forward again. */
  again?: Nomination
  onClose: () => void
}

/** A class that begins "mid-February" is judged by the first day that this can mean. */
function sayFirstDay({ class: { firstDay, startsSaid } }: Head): string {
  const day = formatDay(firstDay)
  return startsSaid === firstDay
    ? t('Holders of the post on {day}, the first day, come first.', { day })
    : t('Holders of the post on {day}, the first day of {period}, come first.', {
        day,
        period: saySaid(startsSaid),
      })
}

export function NominateDialog({ head, place, post, again, onClose }: Props) {
  const draft = useDraft({ personId: again?.personId ?? '', reason: '' })
  const making = useSend(nominate)
  const id = useRef(newId())
  const repeating = useSend(resubmit)
  if (!post) return null
  const load = async (text: string): Promise<Choice[]> => {
    const input = { params: { classId: head.class.id }, query: { placeId: place.id, postId: post.id, text } }
    const { found } = await send(candidates, input)
    return found.map((one) => ({
      id: one.id,
      names: one.names,
      note: [
        nameOf(one.organisation),
        one.isNominated && one.id !== again?.personId ? t('already put forward') : '',
        one.elsewhere ? sayElsewhere(one.elsewhere) : '',
        one.endedOn ? t('until {day}', { day: formatDay(one.endedOn) }) : '',
      ]
        .filter(Boolean)
        .join(' · '),
    }))
  }
  // Whoever was put forward in time stays so when it was returned; another person is new.
  const isLate =
    head.class.isPastDeadline &&
    head.class.lateRule === 'late' &&
    draft.value.personId !== (again?.personId ?? '')
  const submit = ({ personId, reason }: { personId: string; reason: string }) => {
    const who = { personId, ...(isLate ? { reason: reason.trim() } : {}) }
    return again
      ? repeating.send({ params: { nominationId: again.id }, body: who })
      : making.send({
          params: { classId: head.class.id },
          body: { id: id.current, placeId: place.id, postId: post.id, ...who },
        })
  }
  return (
    <Dialog
      title={t('{post}, {place}', { post: nameOf(post.short), place: nameOf(place.names) })}
      open
      onClose={onClose}
    >
      <Form
        draft={draft}
        submit={submit}
        action={again ? t('Put forward again') : t('Put forward')}
        saidAfter=''
        onDone={({ state, position, elsewhere }) => {
          said(
            elsewhere
              ? t('Put forward. Mind: the person sits in another class as well, on {day}.', {
                  day: formatDay(elsewhere.day),
                })
              : state === 'waiting'
                ? t('On the waiting list, place {n}.', { n: position ?? 0 })
                : t('Put forward, to be decided.'),
          )
          onClose()
        }}
      >
        {head.class.hasEnded && (
          <Notice tone='warn'>
            {t(
              'The class has ended ({when}). Whoever is accepted now is a correction, with the day and the reason.',
              {
                when: saySaid(head.class.endsSaid),
              },
            )}
          </Notice>
        )}
        {again?.reason && (
          <p className='note'>
            {t('Returned with this reason:')} {again.reason}
          </p>
        )}
        <Picker
          at={draft.at('personId')}
          label={t('Person')}
          hint={sayFirstDay(head)}
          load={load}
          chosen={again ? { id: again.personId, names: again.names } : null}
          required
        />
        {isLate && (
          <TextArea
            at={draft.at('reason')}
            label={t('Why after the deadline')}
            hint={t('It stands with the nomination, which is marked as late.')}
            maxLength={500}
            required
          />
        )}
      </Form>
    </Dialog>
  )
}
