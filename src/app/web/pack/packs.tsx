// Packs in and out: choose one that comes along or a file, see what it would bring, bring it in; take one's own words
// elsewhere.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { hrefOf, useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FileField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Quiet, Tag, type Tone } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatNumber, nameOf, t } from '../../../kit/words.ts'
import { PlacePicker } from '../../../registry/web/parts/place-picker.tsx'
import { addPack, exportPack, listPacks, type Section as Part, previewPack } from '../../pack/contract.ts'

type Preview = CallReply<typeof previewPack>
type Entry = Preview['entries'][number]
type Source = { code: string | null; text: string | null; placeId: string | null }

const partName = (part: Part): string =>
  ({
    levels: t('Levels of places'),
    forms: t('Forms of units'),
    trades: t('Trades'),
    posts: t('Posts'),
    gates: t('Formation path'),
    units: t('Units of figures'),
    disaggregations: t('Disaggregations'),
    indicators: t('Indicators'),
    outlooks: t('Outlooks of trades'),
    sections: t('Sections of plans'),
    papers: t('Papers'),
    stages: t('Stages of a class'),
    policies: t('Policies'),
    cards: t('Cards'),
  })[part]

export function Packs({ hasProgramme }: { hasProgramme: boolean }) {
  const packs = useCall(listPacks, {})
  const [shown, setShown] = useState<{ source: Source; preview: Preview } | null>(null)
  const preview = useSend(previewPack)
  const draft = useDraft<{ placeId: string; file: File | null }>({ placeId: '', file: null })
  const placeId = draft.value.placeId || null
  const show = async (source: Source) => {
    const found = await preview.send({ body: source })
    setShown({ source, preview: found })
    return found
  }
  return (
    <Section
      title={t('Packs of words')}
      note={t(
        'Forms, posts, indicators, gates, policies and cards as one file: no people, places or figures.',
      )}
      actions={
        <ButtonLink href={hrefOf(exportPack, {})} file>
          {t('Export our own words')}
        </ButtonLink>
      }
    >
      <Form
        draft={draft}
        submit={async ({ file }) => show({ code: null, text: (await file?.text()) ?? '', placeId })}
        saidAfter=''
        action={t('Preview the file')}
      >
        {!hasProgramme && (
          <PlacePicker
            at={draft.at('placeId')}
            label={t('Run by')}
            hint={t('There is no programme yet: the pack begins one, run by this place.')}
          />
        )}
        <Loaded of={packs}>
          {({ packs }) => (
            <Table
              label={t('Packs that come along')}
              rows={packs}
              rowKey={(pack) => pack.code}
              columns={[
                {
                  key: 'name',
                  title: t('Packs that come along'),
                  width: '50%',
                  cell: (pack) => (
                    <>
                      {nameOf(pack.names)} <Quiet>{nameOf(pack.about)}</Quiet>
                    </>
                  ),
                },
                {
                  key: 'holds',
                  title: t('Holds'),
                  cell: (pack) =>
                    pack.counts
                      .map(({ section, n }) => `${partName(section)} ${formatNumber(n)}`)
                      .join(' · '),
                },
                {
                  key: 'show',
                  title: '',
                  width: '8rem',
                  cell: (pack) => (
                    <Button
                      small
                      label={t('Preview {name}', { name: nameOf(pack.names) })}
                      busy={preview.busy}
                      onClick={() => show({ code: pack.code, text: null, placeId }).catch(() => {})}
                    >
                      {t('Preview')}
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </Loaded>
        <FileField
          at={{ ...draft.at('file'), pointer: '/text' }}
          label={t('Or a pack file of another office')}
          accept='.json'
        />
      </Form>
      {shown && (
        <PreviewOf
          key={JSON.stringify(shown.source.code)}
          {...shown}
          needsPlace={!hasProgramme && !shown.source.placeId}
          onDone={() => setShown(null)}
        />
      )}
    </Section>
  )
}

const tones: Record<Entry['state'], Tone> = { new: 'good', same: 'plain', differs: 'warn', refused: 'accent' }
const stateName = (state: Entry['state']): string =>
  ({ new: t('new'), same: t('the same here'), differs: t('stays as it is here'), refused: t('refused') })[
    state
  ]

type PreviewProps = { source: Source; preview: Preview; needsPlace: boolean; onDone: () => void }

function PreviewOf({ source, preview, needsPlace, onDone }: PreviewProps) {
  const load = useSend(addPack, { onDone })
  const { entries } = preview
  const count = (state: Entry['state']) => entries.filter((one) => one.state === state).length
  const isRefused = count('refused') > 0
  // What is refused stands first; then what comes in.
  const order: Entry['state'][] = ['refused', 'differs', 'new', 'same']
  const rows = entries
    .map((entry, at) => ({ ...entry, at }))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.at - b.at)
  return (
    <Section
      title={t('What {name} would bring', { name: nameOf(preview.names) })}
      note={t('{n} new, {same} the same, {differs} stay as they are here, {refused} refused.', {
        n: formatNumber(count('new')),
        same: formatNumber(count('same')),
        differs: formatNumber(count('differs')),
        refused: formatNumber(count('refused')),
      })}
      actions={
        <>
          <Button
            kind='primary'
            busy={load.busy}
            disabled={isRefused || count('new') === 0}
            onClick={() => load.start({ body: source })}
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
          {t('Without a place to run the programme, only forms, trades, posts, gates and units come in.')}
        </Notice>
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
          { key: 'name', title: t('Name'), width: '44%', cell: (one) => capital(nameOf(one.names)) },
          { key: 'part', title: t('Part'), cell: (one) => partName(one.section) },
          {
            key: 'state',
            title: t('What happens'),
            cell: (one) => (
              <>
                <Tag tone={tones[one.state]}>{stateName(one.state)}</Tag> {one.reasons.join(' ')}
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}
