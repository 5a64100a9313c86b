// One import: the preview in which it is put right, and afterwards what became of it.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { Facts, Page } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { formatInstant, formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import { checkImport, commitImport, importKinds, importPage, removeImport } from '../../import/contract.ts'
import type { Counts, RowState } from '../../import/rules.ts'
import type { ImportOf, KindOf } from '../shapes.ts'
import { ImportColumns } from './import-columns.tsx'
import { ImportRows } from './import-rows.tsx'
import { rowsText } from './import-words.ts'
import { TakeBackImport } from './take-back.tsx'
import './imports.css'

export function ImportPage({ importId }: { importId: string }) {
  const found = useCall(importPage, { params: { importId } })
  const told = useCall(importKinds, {})
  return (
    <Loaded of={found}>
      {(answer) => (
        <Loaded of={told}>
          {({ kinds }) => (
            <Shown of={answer as ImportOf} kind={kinds.find(({ kind }) => kind === answer.kind)} />
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

function Shown({ of: one, kind }: { of: ImportOf; kind: KindOf | undefined }) {
  return (
    <Page
      title={kind?.title ?? one.kind}
      beside={one.fileName}
      crumbs={[
        { text: t('Registers'), href: '/registers' },
        { text: t('Imports'), href: '/imports' },
      ]}
      lead={
        one.state === 'done'
          ? t('Brought in by {name}, {when}.', {
              name: nameOf(one.madeBy),
              when: formatInstant(one.doneAt ?? one.madeAt),
            })
          : t('Nothing has changed yet. Put right what is marked; then everything goes in at once.')
      }
    >
      {one.state === 'done' ? <Done of={one} register={kind?.register} /> : <Preview of={one} />}
    </Page>
  )
}

const always: RowState[] = ['new', 'changed', 'same']

function CountFacts({ counts }: { counts: Counts }) {
  const states = [...always, ...(['ask', 'faulty', 'left-out'] as const).filter((one) => counts[one] > 0)]
  return (
    <Facts
      of={states.map((state) => ({
        key: state,
        figure: formatNumber(counts[state]),
        label: rowsText(state, counts[state]),
      }))}
    />
  )
}

function Done({ of: one, register }: { of: ImportOf; register: string | undefined }) {
  const [isAsked, setAsked] = useState(false)
  return (
    <>
      <CountFacts counts={one.counts} />
      {one.takenBack ? (
        <Notice title={t('This import was taken back.')}>
          {t('{name}, {when}. What it made is gone, what it changed is as it was before.', {
            name: one.takenBack.by ? nameOf(one.takenBack.by) : '–',
            when: formatInstant(one.takenBack.at),
          })}
        </Notice>
      ) : (
        <Notice tone='good' title={t('Everything is in.')}>
          {t('The rows of the file are not kept; each entry stands in the journal.')}{' '}
          {one.isKept
            ? t(
                'It can be taken back for thirty days, while nobody has changed an entry since and nothing rests on one.',
              )
            : t('It cannot be taken back: what stood before is not kept any more.')}
        </Notice>
      )}
      <div className='actions'>
        {register && (
          <ButtonLink href={register} kind='primary'>
            {t('Open the register')}
          </ButtonLink>
        )}
        <ButtonLink href='/imports/new'>{t('Import another file')}</ButtonLink>
        {one.isKept && !one.takenBack && <Button onClick={() => setAsked(true)}>{t('Take back')}</Button>}
      </div>
      {isAsked && <TakeBackImport importId={one.id} onClose={() => setAsked(false)} />}
      <p className='note'>
        SHA-256 <code>{one.sha256}</code>
      </p>
    </>
  )
}

function Preview({ of: one }: { of: ImportOf }) {
  const ignored = one.sheets.filter((sheet) => sheet.headRow === 0 && !sheet.isHidden)
  const hidden = one.sheets.filter((sheet) => sheet.isHidden)
  return (
    <>
      <CountFacts counts={one.counts} />
      {!one.isMine && (
        <Notice>{t('{name} is putting this right. You can look on.', { name: nameOf(one.madeBy) })}</Notice>
      )}
      {one.doneBefore && (
        <Notice
          tone='warn'
          title={t('This very file went in before, {when}.', { when: formatInstant(one.doneBefore) })}
        >
          {t('What is there already is recognised and not entered twice.')}
        </Notice>
      )}
      {one.encoding && one.encoding !== 'UTF-8' && (
        <Notice>
          {t('The file was written in {encoding} and was converted.', { encoding: one.encoding })}
        </Notice>
      )}
      {ignored.length > 0 && (
        <Notice>
          {t('Left aside, because no headings were recognised: {sheets}', {
            sheets: ignored.map((sheet) => sheet.name).join(t(', ')),
          })}
        </Notice>
      )}
      {hidden.length > 0 && (
        <Notice>
          {t('Hidden in the workbook, and not read: {sheets}', {
            sheets: hidden.map((sheet) => sheet.name).join(t(', ')),
          })}
        </Notice>
      )}
      {one.readings > 0 && (
        <Notice>
          {tn(
            '{n} new entry has a Chinese name and no Latin one. It gets the pinyin, which can be corrected on its page.',
            '{n} new entries have a Chinese name and no Latin one. They get the pinyin, which can be corrected on their pages.',
            one.readings,
          )}
        </Notice>
      )}
      <ImportColumns of={one} />
      <ImportRows of={one} />
      {one.isMine && <End of={one} />}
    </>
  )
}

function End({ of: one }: { of: ImportOf }) {
  const params = { importId: one.id }
  const [, go] = useLocation()
  const [asked, setAsked] = useState<'commit' | 'drop' | null>(null)
  const commit = useSend(commitImport)
  const check = useSend(checkImport)
  const drop = useSend(removeImport)
  const { counts } = one
  const open = counts.faulty + counts.ask
  const bring = () =>
    commit.send({ params }).catch(async (refusal: { kind?: string }) => {
      // Somebody else changed the registers: the rows are judged anew and shown before anything goes in.
      if (refusal.kind === 'stale') await check.send({ params })
      throw refusal
    })
  return (
    <div className='import-end'>
      <Button
        kind='primary'
        disabled={open > 0 || one.problems.length > 0}
        onClick={() => setAsked('commit')}
      >
        {t('Bring everything in')}
      </Button>
      <Button onClick={() => setAsked('drop')}>{t('Throw away')}</Button>
      <span>
        {one.problems.length > 0
          ? t('First say which column is which.')
          : open > 0
            ? tn('{n} row waits for you.', '{n} rows wait for you.', open)
            : t('Every row is right.')}
      </span>
      <Confirm
        title={t('Bring everything in?')}
        open={asked === 'commit'}
        onClose={() => setAsked(null)}
        action={t('Bring it in')}
        onConfirm={bring}
        saidAfter={t('Everything is in.')}
      >
        <ul>
          <li>{tn('{n} new entry is made', '{n} new entries are made', counts.new)}</li>
          {counts.changed > 0 && (
            <li>{tn('{n} entry is changed', '{n} entries are changed', counts.changed)}</li>
          )}
          {counts.same > 0 && (
            <li>
              {tn(
                '{n} is there already and stays as it is',
                '{n} are there already and stay as they are',
                counts.same,
              )}
            </li>
          )}
          {counts['left-out'] > 0 && (
            <li>{tn('{n} row is left out', '{n} rows are left out', counts['left-out'])}</li>
          )}
        </ul>
      </Confirm>
      <Confirm
        title={t('Throw this import away?')}
        open={asked === 'drop'}
        onClose={() => setAsked(null)}
        action={t('Throw away')}
        danger
        onConfirm={() => drop.send({ params }).then(() => go('/imports'))}
        saidAfter={t('Thrown away.')}
      >
        {t('The file and what you corrected in it are forgotten. The registers stay as they are.')}
      </Confirm>
    </div>
  )
}
