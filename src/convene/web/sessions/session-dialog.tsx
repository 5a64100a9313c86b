// Adds or changes one session; warns of a room or a presenter taken twice before it is saved.
import { useState } from 'react'
import { useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { type Draft, useDraft } from '../../../kit/draft.ts'
import { Field, FieldRow } from '../../../kit/field.tsx'
import { DayField, SelectField, TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { said } from '../../../kit/said.tsx'
import { Notice } from '../../../kit/states.tsx'
import { htmlLang, nameOf, sides, t } from '../../../kit/words.ts'
import { OrganisationPicker } from '../../../registry/web/parts/organisation-picker.tsx'
import { PersonPicker } from '../../../registry/web/parts/person-picker.tsx'
import { addSession, changeSession, removeSession } from '../../sessions/contract.ts'
import { clashesOf, clock, type Presenter, readClock } from '../../sessions/rules.ts'
import type { Head, OneSession } from '../shapes.ts'

type Props = { head: Head; session: OneSession | null; others: OneSession[]; onClose: () => void }

function begin(head: Head, session: OneSession | null, others: OneSession[]) {
  const last = others.at(-1)
  return {
    stageId: session?.stageId ?? last?.stageId ?? head.stages[0]?.id ?? '',
    title: session?.title ?? { zh: '', en: '' },
    onDay: session?.onDay ?? last?.onDay ?? head.class.firstDay,
    startsAt: clock(session?.startsAt ?? 510),
    endsAt: clock(session?.endsAt ?? 690),
    room: session?.room ?? { zh: '', en: '' },
    presenters: session?.presenters ?? ([] as Presenter[]),
  }
}

const bodyOf = (value: ReturnType<typeof begin>) => ({
  ...value,
  startsAt: readClock(value.startsAt) ?? 0,
  endsAt: readClock(value.endsAt) ?? 0,
})

export function SessionDialog({ head, session, others, onClose }: Props) {
  const draft = useDraft(() => begin(head, session, others))
  // What the form began from, whatever the page has fetched since.
  const [was] = useState(() => session && bodyOf(begin(head, session, others)))
  const adding = useSend(addSession)
  const changing = useSend(changeSession)
  const { value } = draft
  const clashes = clashesOf({ ...bodyOf(value), id: session?.id ?? '' }, others)
  const submit = () =>
    session
      ? changing.send({
          params: { sessionId: session.id },
          body: { ...bodyOf(value), was: was ?? undefined },
        })
      : adding.send({ params: { classId: head.class.id }, body: bodyOf(value) })
  return (
    <Dialog title={session ? t('Change the session') : t('Add a session')} open onClose={onClose}>
      <Form
        draft={draft}
        submit={submit}
        onDone={onClose}
        action={session ? t('Save') : t('Add')}
        beside={session && <Drop session={session} onDone={onClose} />}
      >
        <SelectField
          at={draft.at('stageId')}
          label={t('Stage')}
          options={head.stages.map((stage) => ({ value: stage.id, text: nameOf(stage.names) }))}
          required
        />
        <Bilingual at={draft.at('title')} label={t('Title')} required />
        <FieldRow>
          <DayField
            at={draft.at('onDay')}
            label={t('Day')}
            min={head.class.firstDay}
            max={head.class.lastDay}
            required
          />
          <TextField at={draft.at('startsAt')} type='time' label={t('Begins')} required />
          <TextField at={draft.at('endsAt')} type='time' label={t('Ends')} required />
        </FieldRow>
        <Bilingual at={draft.at('room')} label={t('Room')} required={false} />
        <Presenters draft={draft} />
        {clashes.length > 0 && (
          <Notice tone='warn' title={t('Taken twice at this time')}>
            {clashes.map((clash) => (
              <div key={`${clash.kind} ${clash.withId}`}>
                {clash.kind === 'room'
                  ? t('Room {room}: also “{title}”', {
                      room: nameOf(clash.names),
                      title: titleOf(others, clash.withId),
                    })
                  : t('{presenter}: also “{title}”', {
                      presenter: nameOf(clash.names),
                      title: titleOf(others, clash.withId),
                    })}
              </div>
            ))}
          </Notice>
        )}
      </Form>
    </Dialog>
  )
}

const titleOf = (others: OneSession[], id: string) =>
  nameOf(others.find((one) => one.id === id)?.title ?? { zh: '', en: '' })

const unnamed: Presenter = { names: { zh: '', en: '' }, organisationId: null, personId: null }

function Presenters({ draft }: { draft: Draft<ReturnType<typeof begin>> }) {
  const { presenters } = draft.value
  const set = (next: Presenter[]) => draft.set({ ...draft.value, presenters: next })
  const change = (at: number, names: Presenter['names']) =>
    set(presenters.map((one, n) => (n === at ? { ...one, names } : one)))
  return (
    <Field
      label={t('Who presents: units or people')}
      hint={t('A unit or person of the register leads on to its record, and to the case that it presents.')}
      pointer='/presenters'
      group
    >
      {() => (
        <>
          {presenters.map((presenter, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line of a form has no identity but its place
            <div className='presenter' key={at}>
              {sides().map((code) => (
                <input
                  key={code}
                  lang={htmlLang(code)}
                  aria-label={
                    code === 'zh'
                      ? t('Presenter {n}, name in Chinese', { n: at + 1 })
                      : t('Presenter {n}, name in English', { n: at + 1 })
                  }
                  value={presenter.names[code]}
                  onChange={(event) => change(at, { ...presenter.names, [code]: event.target.value })}
                />
              ))}
              {(presenter.organisationId || presenter.personId) && (
                <Tag>{presenter.personId ? t('person of the register') : t('unit of the register')}</Tag>
              )}
              <Button
                small
                label={t('Take presenter {n} off', { n: at + 1 })}
                onClick={() => set(presenters.filter((_, n) => n !== at))}
              >
                ✕
              </Button>
            </div>
          ))}
          <AddPresenter key={presenters.length} onAdd={(one) => set([...presenters, one])} />
        </>
      )}
    </Field>
  )
}

/** Drawn anew after each that was added, so that the next one can be looked for at once. */
function AddPresenter({ onAdd }: { onAdd: (one: Presenter) => void }) {
  const nothingYet = (pointer: string) => ({ pointer, value: '', set: () => {} })
  return (
    <>
      <FieldRow>
        <OrganisationPicker
          at={nothingYet('/presenters/unit')}
          label={t('Add a unit of the register')}
          required={false}
          onChoose={(unit) => unit && onAdd({ ...unnamed, names: unit.names, organisationId: unit.id })}
        />
        <PersonPicker
          at={nothingYet('/presenters/person')}
          label={t('Add a person of the register')}
          required={false}
          onChoose={(person) => person && onAdd({ ...unnamed, names: person.names, personId: person.id })}
        />
      </FieldRow>
      <div>
        <Button small onClick={() => onAdd(unnamed)}>
          {t('Add somebody else by name')}
        </Button>
      </div>
    </>
  )
}

function Drop({ session, onDone }: { session: OneSession; onDone: () => void }) {
  const [isAsked, setAsked] = useState(false)
  const dropping = useSend(removeSession, {
    onDone: () => {
      said(t('Taken off the timetable.'))
      onDone()
    },
  })
  if (dropping.refusal)
    return <Notice tone='accent'>{dropping.refusal.detail || dropping.refusal.title}</Notice>
  return isAsked ? (
    <Button
      kind='danger'
      busy={dropping.busy}
      onClick={() => dropping.start({ params: { sessionId: session.id } })}
    >
      {t('Really take it off')}
    </Button>
  ) : (
    <Button onClick={() => setAsked(true)}>{t('Take off the timetable')}</Button>
  )
}
