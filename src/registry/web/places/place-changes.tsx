// The forms that record what happened to a place, each saying beforehand what follows.
import { useState } from 'react'
import type { Static } from 'typebox'
import { emptyText, type Names } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { type At, useDraft } from '../../../kit/draft.ts'
import { CodeField } from '../../../kit/entry-list.tsx'
import { FieldRow } from '../../../kit/field.tsx'
import { DayField, SelectField, TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Notice } from '../../../kit/states.tsx'
import { capital, formatDay, nameOf, t, tn } from '../../../kit/words.ts'
import { mayStandUnder, type Tier } from '../../levels/rules.ts'
import {
  addPlace,
  correctPlace,
  mergePlace,
  renamePlace,
  splitPlace,
  transferPlace,
  transferPreview,
} from '../../places/contract.ts'
import { allLevels, levelName } from '../parts/levels.ts'
import { PlacePicker } from '../parts/place-picker.tsx'

export type Change = 'open' | 'transfer' | 'merge' | 'split' | 'rename' | 'correct'
type Place = { id: string; code: string; names: Names; level: string; tier: Tier }
type Props = { place: Place; onClose: () => void }

export function PlaceChangeDialog({ change, title, ...props }: Props & { change: Change; title: string }) {
  const Inside = {
    open: Open,
    transfer: Transfer,
    merge: Merge,
    split: Split,
    rename: Rename,
    correct: Correct,
  }[change]
  return (
    <Dialog title={`${nameOf(props.place.names)}: ${title}`} open onClose={props.onClose}>
      <Inside {...props} />
    </Dialog>
  )
}

const said = { onDay: '', source: '', note: emptyText }

type SaidProps = { onDay: At<string>; source: At<string>; note: At<Names> }

/** The day, where it is known from, and a note: the same for every event. */
function SaidFields({ onDay, source, note }: SaidProps) {
  return (
    <>
      <FieldRow>
        <DayField at={onDay} label={t('From this day on')} required />
        <TextField at={source} label={t('Source')} hint={t('The decree or work it is known from')} required />
      </FieldRow>
      <Bilingual at={note} label={t('Note')} required={false} />
    </>
  )
}

function Open({ place, onClose }: Props) {
  const below = allLevels()
    .map(({ code }) => code)
    .filter((code) => mayStandUnder(allLevels(), code, place.level))
  const draft = useDraft({
    names: emptyText,
    code: '',
    level: below.length === 1 ? below[0] : '',
    fromOn: '',
  })
  const save = useSend(addPlace)
  return (
    <Form
      draft={draft}
      action={t('Enter')}
      submit={(value) =>
        save.send({ body: { ...value, parentPlaceId: place.id, fromOn: value.fromOn || null } })
      }
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      <FieldRow>
        <SelectField
          at={draft.at('level')}
          label={t('Level')}
          options={below.map((level) => ({ value: level, text: capital(levelName(level)) }))}
          required
        />
        <CodeField at={draft.at('code')} />
      </FieldRow>
      <DayField
        at={draft.at('fromOn')}
        label={t('Since')}
        hint={t('Left empty, it counts as having always been there.')}
        required={false}
      />
    </Form>
  )
}

function Transfer({ place, onClose }: Props) {
  const draft = useDraft({ toPlaceId: '', ...said })
  const save = useSend(transferPlace)
  const { toPlaceId, onDay } = draft.value
  const preview = useCall(
    transferPreview,
    { params: { placeId: place.id }, query: { toPlaceId, onDay } },
    { enabled: toPlaceId !== '' && onDay !== '', keep: true },
  )
  // Of what is typed, not of what was typed before.
  const was = preview.isPlaceholderData ? undefined : preview.data?.was
  return (
    <Form
      draft={draft}
      action={t('Record the transfer')}
      saidAfter={t('The transfer is recorded.')}
      submit={(body) =>
        save.send({ params: { placeId: place.id }, body: { ...body, was: was ?? undefined } })
      }
      onDone={onClose}
    >
      <PlacePicker at={draft.at('toPlaceId')} label={t('New parent')} required />
      <SaidFields onDay={draft.at('onDay')} source={draft.at('source')} note={draft.at('note')} />
      {toPlaceId !== '' && onDay !== '' && preview.data && <Preview of={preview.data} onDay={onDay} />}
    </Form>
  )
}

function Preview({ of, onDay }: { of: Static<typeof transferPreview.reply>; onDay: string }) {
  const { from, to, counties, organisations, dropped } = of
  const day = formatDay(onDay)
  return (
    <Notice tone='plain' title={t('What follows')}>
      <ul>
        {from && (
          <li>
            {t(
              'Periods that end before {day} stay with {from}; plans and figures of later ones count under {to}.',
              {
                day,
                from: nameOf(from.names),
                to: nameOf(to.names),
              },
            )}
          </li>
        )}
        {counties > 0 && (
          <li>{tn('{n} {planningPlace} goes with it.', '{n} {planningPlaces} go with it.', counties)}</li>
        )}
        {organisations > 0 && (
          <li>{tn('{n} organisation goes with it.', '{n} organisations go with it.', organisations)}</li>
        )}
        {dropped.map((one) => (
          <li key={one.fromOn}>
            {t('The change to {parent} recorded for {day} is dropped.', {
              parent: nameOf(one.parent.names),
              day: formatDay(one.fromOn),
            })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Merge({ place, onClose }: Props) {
  const draft = useDraft({ intoPlaceId: '', ...said })
  const save = useSend(mergePlace)
  return (
    <Form
      draft={draft}
      action={t('Record the merger')}
      saidAfter={t('The merger is recorded.')}
      submit={(body) => save.send({ params: { placeId: place.id }, body })}
      onDone={onClose}
    >
      <PlacePicker at={draft.at('intoPlaceId')} label={t('Merged into')} level={place.level} required />
      <SaidFields onDay={draft.at('onDay')} source={draft.at('source')} note={draft.at('note')} />
      <Notice tone='plain' title={t('What follows')}>
        {t(
          '{place} ends on that day. What lies under it, its organisations and its people go over to the other place.',
          {
            place: nameOf(place.names),
          },
        )}{' '}
        {place.tier === 'planning' &&
          t(
            'Whoever answers for the other place goes on with its plans, the months that are still due, and its seats in classes to come. What was counted before that day stays where it was counted.',
          )}
      </Notice>
    </Form>
  )
}

function Split({ place, onClose }: Props) {
  const draft = useDraft({ code: '', names: emptyText, ...said })
  const save = useSend(splitPlace)
  return (
    <Form
      draft={draft}
      action={t('Record the split')}
      saidAfter={t('The split is recorded.')}
      submit={(body) => save.send({ params: { placeId: place.id }, body })}
      onDone={onClose}
    >
      <p>
        {t(
          'A new place of the same level, under the same parent. Parts go over to it by transfers afterwards.',
        )}
      </p>
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      <CodeField at={draft.at('code')} />
      <SaidFields onDay={draft.at('onDay')} source={draft.at('source')} note={draft.at('note')} />
    </Form>
  )
}

function Rename({ place, onClose }: Props) {
  const draft = useDraft({ names: place.names, ...said })
  const save = useSend(renamePlace)
  return (
    <Form
      draft={draft}
      action={t('Record the new name')}
      saidAfter={t('The new name is recorded.')}
      submit={(body) => save.send({ params: { placeId: place.id }, body })}
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      <SaidFields onDay={draft.at('onDay')} source={draft.at('source')} note={draft.at('note')} />
    </Form>
  )
}

function Correct({ place, onClose }: Props) {
  // As it was when the form was opened: the page behind it may be read anew.
  const [{ id, code, names, level }] = useState(place)
  const draft = useDraft({ code, names, level })
  const save = useSend(correctPlace)
  // What everything stands under is of the first level, and nothing else is.
  const [top, ...others] = allLevels().map((one) => one.code)
  const offered = level === top ? [top] : others
  return (
    <Form
      draft={draft}
      action={t('Save')}
      saidAfter={t('The entry is corrected.')}
      submit={(body) =>
        save.send({ params: { placeId: id }, body: { ...body, was: { code, names, level } } })
      }
      onDone={onClose}
    >
      <p>
        {t(
          'For what was entered wrongly. A place that took another name has it from a day on: record that instead.',
        )}
      </p>
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      <FieldRow>
        <SelectField
          at={draft.at('level')}
          label={t('Level')}
          options={offered.map((one) => ({ value: one, text: capital(levelName(one)) }))}
          required
        />
        <TextField at={draft.at('code')} label={t('Code')} maxLength={60} required />
      </FieldRow>
    </Form>
  )
}
