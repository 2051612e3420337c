import type { NewParty, RegisteredParty, RowProblem, Tx } from '@duixian/persistence';
import type { ImportKind } from '@duixian/workflow';
import { IMPORT_COLUMNS } from './import-columns.table';
import { sameWords } from './match-columns';
import type { Named } from './parsed-row';
import { isRegisteredName } from '../parties/account-rules';

export type Placed =
  { ok: true; party: RegisteredParty | null; newParty: NewParty | null } | { ok: false; problem: RowProblem };

/** Names enterprises' counties by code or by what people call them, within the region of an import. */
export class CountyIndex {
  private readonly byWord = new Map<string, Set<string>>();
  readonly covered: ReadonlySet<string>;

  constructor(tx: Tx, regionCode: string) {
    this.covered = new Set(tx.regions.covered(regionCode));
    for (const code of this.covered) {
      const region = tx.regions.get(code);
      if (region.level !== 'county') continue;
      const city = tx.regions.ancestorAt(code, 'city');
      for (const word of [
        code,
        region.name,
        region.factName,
        city.name + region.name,
        city.factName + region.name,
      ]) {
        const known = this.byWord.get(sameWords(word)) ?? new Set();
        this.byWord.set(sameWords(word), known.add(code));
      }
    }
  }

  /** The codes that a word may mean: one, several (districts of one name in two cities), or none. */
  find(word: string): string[] {
    return [...(this.byWord.get(sameWords(word)) ?? [])];
  }
}

/**
 * Which enterprise a row is about: the registered one, whose name must be the row's, or a new one in a county that the
 * row names. What is registered outside of the import's region is left to those in charge there.
 */
export function placeParty(
  tx: Tx,
  kind: ImportKind,
  named: Named,
  registered: RegisteredParty | undefined,
  counties: CountyIndex,
): Placed {
  const column = (key: string): string => IMPORT_COLUMNS[kind].find((each) => each.key === key)?.name ?? key;
  const refused = (key: string, message: string, fix: string): Placed => ({
    ok: false,
    problem: { column: column(key), message, fix },
  });
  if (registered) {
    const refusal =
      refuseElsewhere(tx, counties.covered, registered.countyCode) ??
      refuseRenamed(kind, named.registeredName, registered.registeredName);
    if (!refusal) return { ok: true, party: registered, newParty: null };
    return refused(refusal.key, refusal.message, refusal.fix);
  }
  if (named.county === null) {
    return refused('county', '系统中没有该企业,这一行也没有写区县', '先导入登记信息,或填写区县');
  }
  if (named.registeredName === null) {
    return refused('registeredName', '系统中没有该企业,这一行也没有写名称', '先导入登记信息,或填写企业名称');
  }
  const [countyCode, ...others] = counties.find(named.county);
  if (countyCode === undefined) {
    return refused(
      'county',
      `“${named.county.slice(0, 30)}”不是本次导入地区内的区县`,
      '填写区县全称或六位区划代码',
    );
  }
  if (others.length > 0) {
    return refused(
      'county',
      `有几个区县都叫“${named.county.slice(0, 30)}”`,
      `填写区划代码:${[countyCode, ...others].join('、')} 之一`,
    );
  }
  const { creditCode, registeredName } = named;
  const newParty = {
    id: tx.newId(),
    kind: kindOf(creditCode),
    registeredName,
    countyCode,
    registeredOn: null,
  };
  return { ok: true, party: null, newParty };
}

interface NotPlaced {
  key: 'creditCode' | 'registeredName';
  message: string;
  fix: string;
}

/** An enterprise that is registered outside of the counties of an import. */
export function refuseElsewhere(tx: Tx, covered: ReadonlySet<string>, countyCode: string): NotPlaced | null {
  if (covered.has(countyCode)) return null;
  const message = `该企业登记在${tx.regions.get(countyCode).name},不在本次导入的地区内`;
  return { key: 'creditCode', message, fix: '由登记地所在市导入,或从文件中删除这一行' };
}

/** A row that names an enterprise otherwise than the register, which only a list of registrations may. */
export function refuseRenamed(
  kind: ImportKind,
  named: string | null,
  registeredName: string,
): NotPlaced | null {
  if (kind === 'registration' || named === null || isSameName(named, registeredName)) return null;
  const message = `与登记名称“${registeredName}”不一致`;
  return { key: 'registeredName', message, fix: '核对代码与名称;企业更名的,先导入登记信息' };
}

/** Brackets, letters and spaces of either width are the same name. */
export const isSameName = (a: string, b: string): boolean => isRegisteredName(sameWords(a), sameWords(b));

/** The kind of subject that a credit code's first two symbols tell (GB 32100-2015, registration authority and kind). */
export function kindOf(creditCode: string): NewParty['kind'] {
  if (creditCode.startsWith('92')) return 'individual_business';
  return /^[9N]/.test(creditCode) ? 'enterprise' : 'institution';
}
