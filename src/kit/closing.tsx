// When something that people answer closes: said when it opens, and moved later while it is open.
import type { ReactNode } from 'react'
import { addDays } from '../base/dates.ts'
import { usualMinutes } from '../base/rosters.ts'
import { Button } from './button.tsx'
import { dayOn, startOf } from './clock.ts'
import { Dialog } from './dialog.tsx'
import { useDraft } from './draft.ts'
import { RadioGroup } from './fields.tsx'
import { Form } from './form.tsx'
import { isPinned, sayUntil } from './until.ts'
import { t } from './words.ts'

const spans = ['minutes', 'hour', 'day', 'week'] as const
type Span = (typeof spans)[number]

const minute = 60_000
const textOf = (span: Span): string =>
  ({
    minutes: t('{n} minutes, in the hall', { n: usualMinutes }),
    hour: t('an hour'),
    day: t('until the end of the next day'),
    week: t('a week'),
  })[span]

function after(from: Date, span: Span): Date {
  if (span === 'day') return new Date(startOf(addDays(dayOn(from), 2)).getTime() - minute)
  const minutes = { minutes: usualMinutes, hour: 60, week: 7 * 24 * 60 }[span]
  return new Date(from.getTime() + minutes * minute)
}

type Props = {
  title: string
  open: boolean
  onClose: () => void
  action: string
  /** The closing time that stands, where it is moved later. */
  stands?: string
  /** The programme's day. */
  today?: string
  /** Does it; a refusal is shown in the dialog, success closes it. */
  onConfirm: (closesAt: string) => Promise<unknown>
  children?: ReactNode
}

/** Asks how long people may answer, or how much longer, and does it. */
export function ConfirmClosing({ title, open, onClose, ...rest }: Props) {
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      <Question {...rest} onClose={onClose} />
    </Dialog>
  )
}

function Question({ action, stands, today, onConfirm, onClose, children }: Omit<Props, 'title' | 'open'>) {
  const draft = useDraft<{ closesAt: Span }>({ closesAt: 'minutes' })
  const until = (span: Span) => after(stands ? new Date(stands) : new Date(), span)
  // Where the programme's day is another than the clock's, a length of time says all that an instant would.
  const isSaid = (span: Span) => !stands && span !== 'day' && isPinned(today, Date.now())
  return (
    <Form draft={draft} submit={({ closesAt }) => onConfirm(until(closesAt).toISOString())} onDone={onClose}>
      {children && <div>{children}</div>}
      <RadioGroup
        at={draft.at('closesAt')}
        label={stands ? t('How much longer?') : t('How long may people answer?')}
        hint={t(
          'The time can be moved later while it runs, never earlier. It closes sooner only where everybody has answered.',
        )}
        options={spans.map((value) => ({
          value,
          text: textOf(value),
          note: isSaid(value) ? undefined : sayUntil(until(value).toISOString(), today),
        }))}
      />
      <div className='form-end'>
        <Button kind='primary' submit>
          {action}
        </Button>
        <Button onClick={onClose}>{t('Cancel')}</Button>
      </div>
    </Form>
  )
}
