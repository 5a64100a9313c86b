// What a constraint of the database means to a person, by the constraint's name. Rules find these first; this catches
// what two people do at the same moment.
import { finding } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import type { Constraints } from '../platform/refusals.ts'

export const constraints: Constraints = {
  account_login_unique: finding('/login', 'taken', msg('This sign-in name is taken.')),
  account_email_unique: finding('/email', 'taken', msg('This e-mail belongs to another account.')),
  place_code_unique: finding('/code', 'taken', msg('This code is taken.')),
  organisation_code_unique: finding('/code', 'taken', msg('This code is taken.')),
  person_code_unique: finding('/code', 'taken', msg('This code is taken.')),
  form_code_unique: finding('/code', 'taken', msg('This code is taken.')),
  gate_once: finding('/toForm', 'twice', msg('The path has this step already. Change that one.')),
  unit_code_unique: finding('/code', 'taken', msg('This code is taken.')),
  post_code_unique: finding('/code', 'taken', msg('This code is taken.')),
  nomination_person_once: finding(
    '/personId',
    'twice',
    msg('This person is already put forward for this class.'),
  ),
  report_one_stands: finding(
    '/month',
    'already-reported',
    msg('This month was reported already. Correct that report instead.'),
  ),
  trade_code_unique: finding('/code', 'taken', msg('This code is taken.')),
  policy_code_unique: finding('/code', 'taken', msg('This code is taken.')),
  misconception_code_unique: finding('/code', 'taken', msg('This code is taken.')),
  round_card_once_a_class: finding(
    '/cardIds',
    'examined',
    msg('This class has examined one of these cards already.'),
  ),
  plan_line_once: finding(
    '/indicatorId',
    'twice',
    msg('The plan has a line for this already. Change that one.'),
  ),
  condition_sheet_once: finding(
    '/tradeId',
    'twice',
    msg('There is a condition sheet for this trade already. Change that one.'),
  ),
  period_code_once: finding('/code', 'taken', msg('This code is taken.')),
  indicator_code_once: finding('/code', 'taken', msg('This code is taken.')),
}
