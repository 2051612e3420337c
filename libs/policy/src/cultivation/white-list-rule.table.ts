/** Whom a document puts on its white list: holders of titles, or what the counties listed in the pool of 小升规. */
export type WhiteListBasis =
  | {
      readonly kind: 'titles';
      /** Codes of the title vocabulary, the highest first: the reason names the first one that is held. */
      readonly titles: readonly string[];
    }
  | { readonly kind: 'pool' };

/** A white list (白名单) that a document asks for: for banks, which then treat its enterprises by themselves. */
export interface WhiteListRule {
  /** For good: snapshots name it. */
  readonly key: string;
  readonly title: string;
  /** As facts name the city. */
  readonly city: string;
  readonly clause: string;
  readonly number: string;
  readonly article: string;
  /** What banks do for its enterprises. */
  readonly benefit: string;
  readonly basis: WhiteListBasis;
}

/** The documents that speak of a white list, as they do. */
export const WHITE_LIST_RULES: readonly WhiteListRule[] = [
  {
    ...{
      key: 'zhengzhou-zjtx',
      title: '省级以上“专精特新”中小企业授信白名单',
      city: '郑州',
      clause: 'ZZ-14-1',
    },
    ...{ number: '郑政办〔2022〕36号', article: '三(四)14', benefit: '授信需求简化程序、即报即审' },
    basis: { kind: 'titles', titles: ['NATIONAL_LITTLE_GIANT', 'PROV_ZJTX'] },
  },
  {
    ...{
      key: 'pingdingshan-pool',
      title: '小升规培育库企业信贷白名单',
      city: '平顶山',
      clause: 'PDS-A2-4-6-1',
    },
    ...{ number: '平政办〔2022〕15号', article: '附件2 四(六)', benefit: '无还本续贷、专属信贷产品' },
    basis: { kind: 'pool' },
  },
];
