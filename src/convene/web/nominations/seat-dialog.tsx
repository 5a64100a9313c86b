// Who has a seat from which day, or no longer: asked before it is decided where the class has begun, since the
// attendance of its sessions follows from it; and with the reason where the class has ended.
import type { ReactNode } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { DayField, TextArea } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Notice } from '../../../kit/states.tsx'
import { saySaid, t } from '../../../kit/words.ts'
import type { Head } from '../shapes.ts'

type Seat = { on: string; reason: string }
type Props = {
  head: Head
  title: string
  action: string
  /** Asks for the day under this label. */
  day?: { label: string; hint: string; isOptional?: boolean }
  danger?: boolean
  /** Asks for the reason whatever the day. */
  withReason?: boolean
  children?: ReactNode
  onConfirm: (seat: { on?: string; reason: string }) => Promise<unknown>
  onClose: () => void
}

export function SeatDialog({ head, title, action, day, danger, withReason, children, ...rest }: Props) {
  const { hasEnded, firstDay, lastDay, endsSaid } = head.class
  // After the end today is no day of the class: whoever decides says which day it was.
  const draft = useDraft<Seat>({ on: hasEnded ? '' : head.today, reason: '' })
  const { on, reason } = draft.value
  const span = hasEnded ? { min: firstDay, max: lastDay } : { max: head.today }
  const isAsked = withReason || hasEnded || on < head.today
  return (
    <Dialog title={title} open onClose={rest.onClose}>
      <Form
        draft={draft}
        submit={() =>
          rest.onConfirm({ reason: reason.trim(), ...(day && on && on !== head.today ? { on } : {}) })
        }
        onDone={rest.onClose}
      >
        {hasEnded && (
          <Notice tone='warn'>
            {t(
              'The class has ended ({when}). This is a correction: it stands in the class with your name, the day and the reason.',
              { when: saySaid(endsSaid) },
            )}
          </Notice>
        )}
        {children}
        {day && (
          <DayField
            at={draft.at('on')}
            label={day.label}
            hint={day.hint}
            {...span}
            required={!day.isOptional}
          />
        )}
        {isAsked && <TextArea at={draft.at('reason')} label={t('Reason')} maxLength={500} required />}
        <div className='form-end'>
          <Button kind={danger ? 'danger' : 'primary'} submit>
            {action}
          </Button>
          <Button onClick={rest.onClose}>{t('Cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
