// What a pack would bring, entry by entry: what is new, what is the same, and where the two differ ours beside theirs,
// to keep the one or take the other. All of it comes in at once.
import type { CallInput, CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Quiet, Tag, type Tone } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import { listIndicators } from '../../../plan/indicators/contract.ts'
import { correction, FromWhen, sentFrom } from '../../../plan/web/parts/from-when.tsx'
import { addPack, type previewPack } from '../../pack/contract.ts'
import { fieldName, fieldText, type NameAt, partName } from './pack-fields.ts'

export type Preview = CallReply<typeof previewPack>
type Entry = Preview['entries'][number]
export type Taken = NonNullable<CallInput<typeof previewPack>['body']['take']>
export type Source = {
  code: string | null
  text: string | null
  placeId: string | null
  take: Taken
  fromPeriodId?: string | null
}

const tones: Record<Entry['state'], Tone> = {
  new: 'good',
  same: 'plain',
  differs: 'warn',
  taken: 'good',
  refused: 'accent',
}
const stateName = (state: Entry['state']): string =>
  ({
    new: t('new'),
    same: t('the same here'),
    differs: t('stays as it is here'),
    taken: t('becomes theirs'),
    refused: t('refused'),
  })[state]

type Props = {
  source: Source
  preview: Preview
  needsPlace: boolean
  /** while another preview is on its way */
  isBusy: boolean
  onTake: (take: Taken) => void
  onFrom: (from: Pick<Source, 'fromPeriodId'>) => void
  onDone: () => void
}

type Marked = Pick<Entry, 'section' | 'code'>
const isOf = (one: Marked) => (other: Marked) => one.section === other.section && one.code === other.code

export function PackPreview({ source, preview, needsPlace, isBusy, onTake, onFrom, onDone }: Props) {
  const load = useSend(addPack, { onDone })
  const { entries } = preview
  const count = (state: Entry['state']) => entries.filter((one) => one.state === state).length
  const isRefused = count('refused') > 0
  const nameAt: NameAt = (section, code) => entries.find(isOf({ section, code }))?.names
  // What is refused stands first, then what differs, which keeps its line while one chooses.
  const order: Entry['state'][] = ['refused', 'differs', 'new', 'same']
  const rank = ({ state, fields }: Entry) => (fields.length > 0 ? 1 : order.indexOf(state))
  const rows = entries.map((entry, at) => ({ ...entry, at })).sort((a, b) => rank(a) - rank(b) || a.at - b.at)
  return (
    <Section
      title={t('What {name} would bring', { name: nameOf(preview.names) })}
      note={t(
        '{n} new, {same} the same, {differs} stay as they are here, {taken} become theirs, {refused} refused.',
        {
          n: formatNumber(count('new')),
          same: formatNumber(count('same')),
          differs: formatNumber(count('differs')),
          taken: formatNumber(count('taken')),
          refused: formatNumber(count('refused')),
        },
      )}
      actions={
        <>
          <Button
            kind='primary'
            busy={load.busy}
            disabled={isBusy || isRefused || count('new') + count('taken') === 0}
            // What was refused is then shown at its entry.
            onClick={() => load.send({ body: source }).catch(() => onTake(source.take))}
          >
            {t('Bring it in')}
          </Button>
          <Button onClick={onDone}>{t('Cancel')}</Button>
        </>
      }
    >
      {isRefused && (
        <Notice tone='accent' title={t('This pack cannot come in as it is.')}>
          {t('All of it comes in or nothing. Mend the file, or what is refused below.')}
        </Notice>
      )}
      {needsPlace && (
        <Notice tone='warn'>
          {t(
            'Without a place to run the programme, only levels, forms, trades, posts, gates and units come in.',
          )}
        </Notice>
      )}
      {source.take.some(({ section }) => section === 'indicators') && (
        <FromWhenTaken source={source} onFrom={onFrom} />
      )}
      {load.refusal && (
        <Notice tone='accent' title={load.refusal.title}>
          {load.refusal.detail}
        </Notice>
      )}
      <Table
        label={t('What it would bring')}
        rows={rows}
        rowKey={(one) => `${one.section} ${one.code}`}
        columns={[
          { key: 'name', title: t('Name'), width: '30%', cell: (one) => capital(nameOf(one.names)) },
          { key: 'part', title: t('Part'), width: '16%', cell: (one) => partName(one.section) },
          {
            key: 'state',
            title: t('What happens'),
            cell: (one) => (
              <>
                <Tag tone={tones[one.state]}>{stateName(one.state)}</Tag> {one.reasons.join(' ')}
                {one.fields.length > 0 && (
                  <Beside
                    of={one}
                    nameAt={nameAt}
                    taken={source.take.find(isOf(one))}
                    isBusy={isBusy}
                    onTake={(taken) => {
                      const others = source.take.filter((other) => !isOf(one)(other))
                      load.reset()
                      onTake(taken ? [...others, taken] : others)
                    }}
                  />
                )}
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

/** Theirs corrects what plans rest on here, or begins with a period. */
function FromWhenTaken({ source: { fromPeriodId }, onFrom }: Pick<Props, 'source' | 'onFrom'>) {
  const { data } = useCall(listIndicators, { query: {} })
  const at = {
    pointer: '/fromPeriodId',
    value: fromPeriodId === undefined ? '' : (fromPeriodId ?? correction),
    set: (chosen: string) => onFrom(sentFrom(chosen)),
  }
  return <FromWhen at={at} indicator={{ earlier: [] }} among={data?.beginnings ?? []} />
}

type BesideProps = {
  of: Entry
  /** what the pack calls an entry of its own */
  nameAt: NameAt
  /** with what was seen of ours then: it may be otherwise now, and is chosen once more */
  taken: Taken[number] | undefined
  isBusy: boolean
  onTake: (taken: Taken[number] | null) => void
}

/** Where the two differ, and which of them it shall be. */
function Beside({ of: entry, nameAt, taken, isBusy, onTake }: BesideProps) {
  const { section, code, was } = entry
  const name = capital(nameOf(entry.names))
  return (
    <>
      <Table
        label={t('Where {name} differs', { name })}
        rows={entry.fields}
        rowKey={({ path }) => path}
        columns={[
          { key: 'field', title: t('What differs'), width: '30%', cell: ({ path }) => fieldName(path) },
          { key: 'ours', title: t('Ours'), cell: ({ path, ours }) => fieldText(path, ours, nameAt) },
          { key: 'theirs', title: t('Theirs'), cell: ({ path, theirs }) => fieldText(path, theirs, nameAt) },
        ]}
      />
      {entry.same > 0 && (
        <Quiet>{tn('{n} field is the same.', '{n} fields are the same.', entry.same)}</Quiet>
      )}
      <div className='actions'>
        <Button
          small
          disabled={isBusy || !taken}
          label={t('Keep ours of {name}', { name })}
          onClick={() => onTake(null)}
        >
          {t('Keep ours')}
        </Button>
        <Button
          small
          disabled={isBusy || taken?.was === was}
          label={t('Take theirs of {name}', { name })}
          onClick={() => onTake({ section, code, was: was ?? '' })}
        >
          {t('Take theirs')}
        </Button>
      </div>
    </>
  )
}
