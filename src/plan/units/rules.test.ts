import assert from 'node:assert/strict'
import { test } from 'node:test'
import { soundsLikeShare } from './rules.ts'

const named = (text: string, code = 'u') => soundsLikeShare({ code, names: { zh: text, en: '' } })

test('the name of a unit suggests, in many languages, that its figures are shares', () => {
  for (const said of [
    '%',
    '％',
    '‰',
    'Per cent',
    'percent',
    'per cent of artisans',
    'Percentage points',
    'pct',
    'per mille',
    'rate',
    'Pass rate',
    'ratio',
    'proportion',
    '百分比',
    '百分之一',
    '百分点',
    '千分比',
    '成',
    '成数',
    '合格率',
    '比例',
    'por ciento',
    'Porcentaje',
    'tasa',
    'proporción',
    'pour cent',
    'taux',
    'por cento',
    'بالمئة',
    'نسبة',
  ])
    assert.ok(named(said), said)
  assert.ok(named('合计', 'percent'), 'by its code')
  assert.ok(named('合计', 'pass_rate'), 'by a word of its code')
})

test('what only looks like such a name suggests nothing', () => {
  for (const said of [
    '个',
    '人',
    '成员',
    '成品',
    '千瓦（功率）',
    '万元',
    'crates',
    'shares',
    'persons',
    'operators',
    'centimetres',
    'cents',
    'generated kWh',
    'tasajo',
    'quintales',
    'rations',
    'pesos',
    'kg',
  ])
    assert.ok(!named(said), said)
})
