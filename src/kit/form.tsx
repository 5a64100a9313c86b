// A form that sends a draft: reasons stand at their fields, the first of them gets the focus, what was typed stays.
import type { FormEvent, ReactNode, Ref } from 'react'
import { useContext, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Button } from './button.tsx'
import type { Draft } from './draft.ts'
import { DialogContext, FormContext } from './form-state.ts'
import { useAskAtLeaving } from './leaving.ts'
import type { FieldError } from './refusal.ts'
import { LeftToChoose, Refusal, sortErrors } from './refusal.ts'
import { said } from './said.tsx'
import { formatDay, t } from './words.ts'

type Props<T, R> = {
  draft: Draft<T>
  /** Sends; usually `(value) => save.send({ body: value })`. */
  submit: (value: T) => Promise<R>
  onDone?: (reply: R) => void
  /** Said after success; nothing is said where it is ''. */
  saidAfter?: string
  /** The button's text. Without it the form holds its own `<Button submit>`. */
  action?: string
  /** Beside the button: a cancel link, a second button. In a dialog the button that leaves it stands there anyway. */
  beside?: ReactNode
  /** The fields are inside a larger body, e.g. '/lines/0': cut from the pointers of refusals. */
  under?: string
  /** What a reason at no field is about, by its pointer: a link to the row. */
  about?: (pointer: string) => ReactNode
  children: ReactNode
  label?: string
  id?: string
}

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Whether one is taken of what there is, rather than written. */
const isChosen = (input: Input): boolean =>
  input instanceof HTMLSelectElement || input.type === 'radio' || input.role === 'combobox'

/** The reason why the browser itself finds a field wrong, in the reader's words. */
function reasonOf(input: Input): string {
  const v = input.validity
  if (v.valueMissing) return isChosen(input) ? t('Please choose.') : t('Please fill this in.')
  if (v.tooLong) return t('This is too long.')
  // Days alone: what is wrong with a number its field says itself.
  if (v.rangeUnderflow && 'min' in input) return t('At the earliest {day}.', { day: formatDay(input.min) })
  if (v.rangeOverflow && 'max' in input) return t('At the latest {day}.', { day: formatDay(input.max) })
  return t('This is not written in the expected form.')
}

/** What the browser itself and the fields find wrong in a form, by field. */
function wrongIn(form: HTMLFormElement): FieldError[] {
  const controls = ':is(input,select,textarea):invalid'
  const found = [...form.querySelectorAll<HTMLElement>(`${controls}, [data-refused]`)].map((one) => {
    const field = one.closest<HTMLElement>('[data-pointer]')
    // What a field says of itself is more exact than what the browser makes of it.
    const own = one.dataset.refused ?? field?.dataset.refused
    return { pointer: field?.dataset.pointer ?? '', code: 'form', detail: own ?? reasonOf(one as Input) }
  })
  // One reason a field is enough: a group of radio buttons is wrong once, not once per button.
  return [...new Map(found.map((error) => [error.pointer, error])).values()]
}

/** Why a form was refused and at which of its fields, and where the keyboard is then. */
function useReasons() {
  const form = useRef<HTMLFormElement>(null)
  const banner = useRef<HTMLDivElement>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [errors, setErrors] = useState<FieldError[]>([])
  const [pointers, setPointers] = useState<string[]>([])
  const sorted = useMemo(() => sortErrors(errors, pointers), [errors, pointers])

  const show = (next: FieldError[], why: Refusal | null) => {
    const fields = [...(form.current?.querySelectorAll('[data-pointer]') ?? [])]
    const known = fields.map((field) => field.getAttribute('data-pointer') ?? '')
    // Drawn at once: the keyboard goes to what is drawn by it.
    flushSync(() => {
      setPointers(known)
      setErrors(next)
      setRefusal(why)
    })
    const { byField } = sortErrors(next, known)
    const first = fields.find((field) => byField.has(field.getAttribute('data-pointer') ?? ''))
    const input = first?.matches('input,select,textarea')
      ? first
      : first?.querySelector('input,select,textarea,button')
    const at = (input as HTMLElement | undefined) ?? banner.current
    at?.focus()
    // The browser takes a field for seen that lies under the buttons of a long dialog.
    at?.scrollIntoView({ block: 'nearest' })
  }
  const clear = () => {
    setErrors([])
    setRefusal(null)
  }
  const forget = (pointer: string) =>
    setErrors((old) =>
      old.some((e) => e.pointer === pointer) ? old.filter((e) => e.pointer !== pointer) : old,
    )
  const errorsAt = (pointer: string) => sorted.byField.get(pointer) ?? []
  const isTold =
    (sorted.others.length > 0 || errors.length === 0) &&
    !(refusal && refusal.errors.length > 0 && errors.length === 0)
  return {
    form,
    banner,
    /** Where it is told as a whole: not where all its reasons stand at fields. */
    refusal: isTold ? refusal : null,
    others: sorted.others,
    errorsAt,
    show,
    clear,
    forget,
  }
}

export function Form<T, R>(props: Props<T, R>) {
  const {
    draft,
    submit,
    onDone,
    saidAfter = t('Saved.'),
    action,
    beside,
    under = '',
    about,
    children,
    label,
    id,
  } = props
  const close = useContext(DialogContext)
  const [busy, setBusy] = useState(false)
  const { form, banner, refusal, others, errorsAt, show, clear, forget } = useReasons()

  // A tab closed by mistake asks first while something typed was not yet saved.
  useAskAtLeaving(draft.changed)

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (busy || !form.current) return
    const wrong = wrongIn(form.current)
    if (wrong.length > 0) return show(wrong, null)
    setBusy(true)
    try {
      const reply = await submit(draft.value)
      clear()
      draft.settle(draft.value)
      if (saidAfter) said(saidAfter)
      onDone?.(reply)
    } catch (error) {
      if (error instanceof LeftToChoose) return clear()
      const why = error instanceof Refusal ? error : null
      if (!why) throw error
      const inside = (pointer: string) =>
        under && pointer.startsWith(under) ? pointer.slice(under.length) : pointer
      show(
        why.errors.map((e) => ({ ...e, pointer: inside(e.pointer) })),
        why,
      )
    } finally {
      setBusy(false)
    }
  }

  return (
    <FormContext value={{ busy, errorsAt, forget }}>
      <form ref={form} id={id} className='form' noValidate onSubmit={onSubmit} aria-label={label}>
        {refusal && <Banner ref={banner} {...{ refusal, others, about }} />}
        {children}
        {(action || beside) && (
          <div className='form-end'>
            {action && (
              <Button kind='primary' submit>
                {action}
              </Button>
            )}
            {close && action && <Button onClick={close}>{t('Cancel')}</Button>}
            {beside}
          </div>
        )}
      </form>
    </FormContext>
  )
}

type BannerProps = {
  ref: Ref<HTMLDivElement>
  refusal: Refusal
  /** Reasons that stand at no field. */
  others: FieldError[]
  about?: (pointer: string) => ReactNode
}

/** Why the whole of it was refused. */
function Banner({ ref, refusal, others, about }: BannerProps) {
  return (
    <div className='notice accent' role='alert' ref={ref} tabIndex={-1}>
      <strong>{refusal.title}</strong>
      {refusal.detail && refusal.detail !== refusal.title && <div>{refusal.detail}</div>}
      {refusal.kind === 'stale' && (
        <div>{t('Open this anew to see what stands now. What you typed is here until then.')}</div>
      )}
      {others.length > 0 && (
        <ul>
          {others.map((error) => (
            <li key={`${error.pointer} ${error.code}`}>
              {error.detail} {about?.(error.pointer)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
