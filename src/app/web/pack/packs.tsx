// Packs in and out: choose one that comes along or a file, see what it would bring, bring it in; take one's own words
// elsewhere.
import { useState } from 'react'
import { hrefOf, useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FileField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Quiet } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import { PlacePicker } from '../../../registry/web/parts/place-picker.tsx'
import { exportPack, listPacks, previewPack } from '../../pack/contract.ts'
import { partName } from './pack-fields.ts'
import { PackPreview, type Preview, type Source } from './pack-preview.tsx'

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
        'Levels, forms, posts, indicators, policies, questions, an example of a class and cards as one file: no people, places or figures.',
      )}
      actions={
        <ButtonLink href={hrefOf(exportPack, {})} file>
          {t('Export our own words')}
        </ButtonLink>
      }
    >
      <Form
        draft={draft}
        submit={async ({ file }) => show({ code: null, text: (await file?.text()) ?? '', placeId, take: [] })}
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
                      onClick={() => show({ code: pack.code, text: null, placeId, take: [] }).catch(() => {})}
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
        <PackPreview
          key={JSON.stringify(shown.source.code)}
          {...shown}
          needsPlace={!hasProgramme && !shown.source.placeId}
          isBusy={preview.busy}
          onFrom={({ fromPeriodId }) => show({ ...shown.source, fromPeriodId }).catch(() => {})}
          onTake={(take) => show({ ...shown.source, take }).catch(() => {})}
          onDone={() => setShown(null)}
        />
      )}
    </Section>
  )
}
