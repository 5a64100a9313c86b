// Questions that must be answered before going on, on the native <dialog>: focus stays inside, Escape closes.
import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import { Button } from './button.tsx'
import { useDraft } from './draft.ts'
import { TextArea } from './fields.tsx'
import { Form } from './form.tsx'
import { DialogContext } from './form-state.ts'
import { t } from './words.ts'

type DialogProps = { title: string; open: boolean; onClose: () => void; children: ReactNode }

const field = ':is(input, select, textarea):enabled:not([type=hidden], [type=file])'

/** Whether a field is seen without scrolling: what a long dialog ends with lies over the rest of it. */
function isInSight(one: HTMLElement, dialog: HTMLElement | null): boolean {
  const end = dialog?.querySelector('.form-end')?.getBoundingClientRect().top
  return one.getBoundingClientRect().bottom <= (end ?? dialog?.getBoundingClientRect().bottom ?? innerHeight)
}

/** Its content exists only while it is open, so a form inside begins anew each time. */
export function Dialog({ title, open, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const head = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => {
    if (!open) return
    const before = document.activeElement
    dialog.current?.showModal()
    // The browser would begin at the first button, which closes: the question is read first, or its first field filled
    // in, unless there is so much to read before it that it is out of sight.
    const begin = () => {
      const fields = [...(dialog.current?.querySelectorAll<HTMLElement>(field) ?? [])]
      const first = fields.find((one) => one.checkVisibility())
      const at = first && isInSight(first, dialog.current) ? first : head.current
      at?.focus({ preventScroll: true })
    }
    begin()
    // What it asks may still be on its way; whoever went on meanwhile is not called back.
    const later = new MutationObserver(() => {
      if (document.activeElement === head.current) begin()
      else later.disconnect()
    })
    if (dialog.current) later.observe(dialog.current, { childList: true, subtree: true })
    // The keyboard goes back to what opened it; where that went with what was done, see `keepKeyboard`.
    return () => {
      later.disconnect()
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement)
          before.focus({ preventScroll: true })
      })
    }
  }, [open])
  if (!open) return null
  return (
    <dialog ref={dialog} className='dialog' aria-labelledby={id} onClose={onClose}>
      <header>
        <h2 id={id} ref={head} tabIndex={-1}>
          {title}
        </h2>
        <Button kind='link' label={t('Close')} onClick={() => dialog.current?.close()}>
          ✕
        </Button>
      </header>
      <DialogContext value={onClose}>{children}</DialogContext>
    </dialog>
  )
}

type ConfirmProps = {
  title: string
  open: boolean
  onClose: () => void
  children?: ReactNode
  /** The text of the button: what will be done, as a verb. */
  action: string
  danger?: boolean
  /** Asks for a reason in writing under this label. */
  reason?: string
  reasonHint?: string
  /** JSON pointer of the reason in the body that is sent. */
  reasonAt?: 'reason' | 'comment' | 'note' | 'aboutOpen'
  /** Does it; a refusal is shown in the dialog, success closes it. */
  onConfirm: (reason: string) => Promise<unknown>
  saidAfter?: string
}

export function Confirm(props: ConfirmProps) {
  const { title, open, onClose, ...rest } = props
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      <Question {...rest} onClose={onClose} />
    </Dialog>
  )
}

function Question(props: Omit<ConfirmProps, 'title' | 'open'>) {
  const {
    children,
    action,
    danger,
    reason,
    reasonHint,
    reasonAt = 'reason',
    onConfirm,
    onClose,
    saidAfter,
  } = props
  const draft = useDraft({ reason: '' })
  return (
    <Form
      draft={draft}
      submit={({ reason }) => onConfirm(reason.trim())}
      onDone={onClose}
      saidAfter={saidAfter}
    >
      {children && <div>{children}</div>}
      {reason && (
        <TextArea
          at={{ ...draft.at('reason'), pointer: `/${reasonAt}` }}
          label={reason}
          hint={reasonHint}
          required
        />
      )}
      <div className='form-end'>
        <Button kind={danger ? 'danger' : 'primary'} submit>
          {action}
        </Button>
        <Button onClick={onClose}>{t('Cancel')}</Button>
      </div>
    </Form>
  )
}
