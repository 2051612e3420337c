/** A sound document that uses most of the vocabulary: each row of malformed-documents.spec.ts breaks it in one place. */
export const SOUND = `document: small
semantics: 1
number: 甲政办〔2022〕1号
title: 奖励办法
issuer: 甲市政府
issuedOn: 2022-05-24
publishedOn: 2022-06-07
jurisdiction: { province: 乙, city: 甲 }
readings:
  R-1:
    article: 一
    question: 印发前的是否给予
    preset: ask
    options: { full: 给, nothing: 不给 }
  R-2:
    article: 一
    question: 是否累计
    preset: full
    options: { full: 累计, difference: 补差 }
lists:
  东区: { article: 二, values: [A县, B县] }
  西区: { article: 二, values: [C县] }
stacking:
  G-1: { article: 一, rule: open, reading: R-2 }
funding:
  share:
    by: applicant.county
    branches:
      - { list: 东区, article: 二, shares: { city: 1/2, county: 1/2 }, clause: K-9 }
      - { list: 西区, article: 二, shares: { county: 1 } }
clauses:
  - id: K-1
    article: 一
    title: 入统奖励
    kind: fixed
    treatment: award
    trigger: { fact: scale.first_entry, is: true }
    conditions: { fact: q1_2022.main_revenue_yoy_pct, atLeast: 10 }
    award: { fixedYuan: 50000 }
    funding: share
  - id: K-2
    article: 一
    title: 达标加奖
    kind: threshold_addon
    treatment: award
    addsTo: K-1
    trigger: { fact: scale.first_entry, is: true }
    conditions: { fact: revenue.main_business_yuan, atLeast: 50000000 }
    award: { fixedYuan: 30000 }
  - id: K-3
    article: 二
    title: 称号奖励
    kind: tiered
    treatment: award
    stackingGroup: G-1
    subject: { title: [PROV_ZJTX] }
    conditions: { title: held }
    award: { fixedYuan: 200000 }
    questions:
      - reading: R-1
        when: { fact: 'titles[].granted_on', lessThan: 2022-05-24 }
        effects: { full: full, nothing: nothing }
  - id: K-4
    article: 二
    title: 房租减免
    kind: rent_relief
    treatment: relief
    stackingGroup: G-1
    subject: { month: evaluation_date }
    trigger: { fact: rent.landlord_type, is: state_owned }
    award:
      amount:
        tiers:
          - when: { fact: rent.lease_months, lessThan: 3 }
            amount: { times: rent.lease_months, of: { fact: rent.monthly_yuan } }
          - when: { fact: rent.lease_months, atLeast: 3 }
            amount: { times: 3, of: { fact: rent.monthly_yuan } }
  - id: K-5
    article: 三
    title: 融资补助
    kind: ratio_with_cap
    treatment: discretionary
    subject: { facts: [zyec.financing_id] }
    trigger: { fact: zyec.listed, is: true }
    award: { decidedRatio: { of: { fact: zyec.financing_yuan }, atMost: '0.1%' } }
    cap: { yuan: 500000, per: life, paid: zyec.paid_ever_yuan }
    validity: { from: 2022-01-01, to: 2023-06-30 }
    repeatedBy: [ANDERS-1]
  - id: K-9
    article: 四
    title: 承担规则
    kind: rule
    treatment: rule
    governs: [K-1]
`;
