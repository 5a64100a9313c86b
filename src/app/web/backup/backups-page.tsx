// Backups: how the last one went, how often they are made, and those that are kept.
import { useState } from 'react'
import type { Static } from 'typebox'
import { useSearchParams } from 'wouter'
import { me } from '../../../access/sign-in/contract.ts'
import { proof } from '../../../access/ways/contract.ts'
import { useProof } from '../../../access/web/parts/prove.tsx'
import { hrefOf, send, useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { NumberField, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { Page, Section } from '../../../kit/page.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { Empty, Failed, Loaded, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { numberOf } from '../../../kit/typed-number.ts'
import { formatInstant, formatNumber, t, tn } from '../../../kit/words.ts'
import { backupFile, backups, makeBackupNow, scheduleBackups } from '../../backup/contract.ts'

type Found = Static<typeof backups.reply>

/** Of whoever is signed in; `then`: where they go on after signing in again. */
function useOwnProof(then?: string) {
  const who = useCall(me, {})
  return useProof(who.data?.account?.hasPassword ?? false, then)
}

export function BackupsPage() {
  const found = useCall(backups, {}, { every: (data) => (data?.isUnderWay ? 2000 : 30_000) })
  const make = useSend(makeBackupNow)
  const { proved, dialog } = useOwnProof()
  const isBusy = make.busy || found.data?.isUnderWay === true
  return (
    <Page
      title={t('Backups')}
      lead={t('A backup is one file with everything: the database and all files of one moment.')}
      crumbs={[
        { text: t('Your account'), href: '/account' },
        { text: t('Accounts'), href: '/accounts' },
      ]}
      actions={
        found.data && (
          <Button
            kind='primary'
            busy={isBusy}
            onClick={() => void proved(() => make.send({})).catch(() => {})}
          >
            {t('Make one now')}
          </Button>
        )
      }
    >
      {/* Whoever is asked who they are has the dialog before them. */}
      {make.refusal && make.refusal.stage !== 'prove again' && <Failed refusal={make.refusal} />}
      {dialog}
      <Loaded of={found} closed={t('Your role does not look after backups.')}>
        {(data) => (
          <>
            <State of={data} />
            <Going kept={data.kept} keep={data.keep} />
            <StoredBackups of={data} />
            <Schedule of={data} key={`${data.everyHours} ${data.keep}`} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function State({ of: { isUnderWay, failed, last, everyHours } }: { of: Found }) {
  if (isUnderWay)
    return <Notice title={t('A backup is being made. You can leave this page and go on working.')} />
  if (failed)
    return (
      <Notice tone='warn' title={t('The last backup failed on {at}.', { at: formatInstant(failed.at) })}>
        {failed.why}
      </Notice>
    )
  if (last)
    return <Notice tone='good' title={t('The last backup is of {at}.', { at: formatInstant(last.madeAt) })} />
  return (
    <Notice tone='warn' title={t('There is no backup yet.')}>
      {everyHours > 0 ? t('The first is made within minutes of the start of the server.') : null}
    </Notice>
  )
}

function StoredBackups({ of: { kept, folder } }: { of: Found }) {
  const [query] = useSearchParams()
  const [wanted, setWanted] = useState(query.get('file') ?? '')
  const back = `/backups?${new URLSearchParams({ file: wanted })}`
  const { proved, dialog } = useOwnProof(back)
  // Somebody who signed in again for a file came for it.
  const asked = kept.find(({ name }) => name === query.get('file'))
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const fetchFile = async (backupName: string) => {
    setRefusal(null)
    setWanted(backupName)
    try {
      await proved(() => send(proof, {}))
      location.assign(hrefOf(backupFile, { params: { backupName } }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.stage !== 'prove again') setRefusal(error)
    }
  }
  return (
    <Section
      title={t('Kept')}
      note={t('They lie in {folder} on the server. Copy them to another machine as well.', { folder })}
    >
      {asked && (
        <Notice
          title={t('You have signed in again. Now the backup of {at} can be downloaded.', {
            at: formatInstant(asked.madeAt),
          })}
        >
          <Button kind='primary' onClick={() => fetchFile(asked.name)}>
            {t('Download')}
          </Button>
        </Notice>
      )}
      <Table
        label={t('Backups')}
        rows={kept}
        rowKey={(one) => one.name}
        empty={<Empty>{t('None is kept yet.')}</Empty>}
        columns={[
          { key: 'at', title: t('Made at'), tight: true, cell: (one) => formatInstant(one.madeAt) },
          {
            key: 'size',
            title: t('Size'),
            num: true,
            cell: (one) => `${formatNumber(one.size / 1_000_000, 1)} MB`,
          },
          {
            key: 'file',
            title: t('File'),
            cell: (one) => (
              <Button kind='link' onClick={() => fetchFile(one.name)}>
                {t('Download')}
              </Button>
            ),
          },
        ]}
      />
      {refusal && <Failed refusal={refusal} />}
      {dialog}
      {kept.length > 0 && (
        <p className='note'>
          {t(
            'A backup holds what people wrote and the hashes of their passwords: keep it as safe as the server itself. It holds nothing of examinations and checks that are open just then; after a restore these begin anew.',
          )}
        </p>
      )}
    </Section>
  )
}

const mostKept = 999
const mayBeKept = (n: number) => Number.isInteger(n) && n >= 1 && n <= mostKept

/** Which go with the next one, where more are kept than will be from then on. */
function Going({ kept, keep }: { kept: Found['kept']; keep: number }) {
  if (kept.length <= keep) return null
  const going = kept.slice(keep - 1)
  return (
    <Notice
      tone='warn'
      title={tn(
        'One backup is removed once the next is made.',
        '{n} backups are removed once the next is made.',
        going.length,
      )}
    >
      {going.map((one) => formatInstant(one.madeAt)).join(t(', '))}
    </Notice>
  )
}

const spans = [0, 6, 12, 24, 168]

function Schedule({ of: { everyHours, keep, isFixed, kept } }: { of: Found }) {
  const { proved, dialog } = useOwnProof()
  const save = useSend(scheduleBackups)
  const draft = useDraft({ everyHours: String(everyHours), keep: keep as TypedNumber })
  if (isFixed)
    return (
      <Section title={t('Made by itself')} note={t('The environment of the server sets this.')}>
        <p>
          {everyHours === 0
            ? t('not by itself')
            : `${spanText(everyHours)} · ${t('the last {n} are kept', { n: keep })}`}
        </p>
      </Section>
    )
  const typed = draft.value.keep
  const isOther = typeof typed === 'number' && typed !== keep && mayBeKept(typed)
  const options = [...new Set([...spans, everyHours])].sort((a, b) => a - b)
  return (
    <Section title={t('Made by itself')}>
      <Form
        draft={draft}
        submit={async (value) => {
          const body = { everyHours: Number(value.everyHours), keep: numberOf(value.keep, '/keep') ?? keep }
          return proved(() => save.send({ body }))
        }}
        action={t('Save')}
      >
        <FieldRow>
          <SelectField
            at={draft.at('everyHours')}
            label={t('How often')}
            options={options.map((hours) => ({ value: String(hours), text: spanText(hours) }))}
          />
          <NumberField
            at={draft.at('keep')}
            label={t('How many are kept')}
            whole
            min={1}
            max={mostKept}
            required
          />
        </FieldRow>
        {isOther && <Going kept={kept} keep={typed} />}
      </Form>
      {dialog}
    </Section>
  )
}

function spanText(hours: number): string {
  if (hours === 0) return t('not by itself')
  if (hours === 24) return t('every day')
  if (hours === 168) return t('every week')
  return t('every {n} hours', { n: hours })
}
