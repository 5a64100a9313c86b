// What tests of study share: policies of a few clauses, imported as a trainer does it.
import * as calls from '../src/study/policies/contract.ts'
import type { Person } from './town.ts'

let made = 0

export const said = (words: string) => ({ zh: words, en: '' })

export const firstText =
  '1. 入社自愿，退社自由，不许强迫命令。\n2. 从供销入手，订立合同，写明数量和质量。\n3. 账目公开，按期公布。'

export async function newPolicy(trainer: Person, text?: string): Promise<string> {
  const body = { code: `test-${++made}`, names: said('试行办法'), source: said('来源'), illustrative: true }
  const { id } = await trainer.ask(calls.makePolicy, { body })
  if (text) await importText(trainer, id, text)
  return id
}

export const preview = (
  by: Person,
  policyId: string,
  text: string | Uint8Array,
  language: 'zh' | 'en' = 'zh',
) =>
  by.send(calls.previewText, {
    params: { policyId },
    query: { language },
    body: Buffer.from(text as string),
  } as never)

export const clausesOf = async (reader: Person, policyId: string) =>
  (await reader.ask(calls.policyPage, { params: { policyId }, query: {} })).clauses

export async function importText(
  trainer: Person,
  policyId: string,
  text: string,
  language: 'zh' | 'en' = 'zh',
) {
  const { body } = await preview(trainer, policyId, text, language)
  const clauses = body.rows.flatMap(({ clauseId, after }) => (after ? [{ clauseId, ...after }] : []))
  return trainer.ask(calls.addVersion, {
    params: { policyId },
    body: { language, baseVersion: body.baseVersion, note: '', clauses },
  })
}
